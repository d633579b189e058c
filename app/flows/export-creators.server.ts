import type { CreatorsFilter } from "#app/attribution/creators-query.ts";
import { type ExportedCreator, listExported, readExported } from "#app/attribution/exported.server.ts";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import type { CodesQuery } from "#app/creators/codes-query.ts";
import type { CollaborationsFilter } from "#app/creators/collaborations.server.ts";
import { listCollaborations } from "#app/creators/collaborations.server.ts";
import { listExportedCodes } from "#app/creators/exported-codes.server.ts";
import type { Database } from "#app/db.server.ts";
import { type Column, HEADERS } from "#app/imports/columns.ts";
import { BYTE_ORDER_MARK, type Cell, writeCsv } from "#app/imports/write-csv.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import { type Money, money, toDecimal } from "#app/kernel/money.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** So many are read and written at a time: an export of any size takes the same memory. */
const CHUNK = 500;

const CREATOR: readonly Column[] = ["name", "email", "customer", "handle", "language", "program"];
const CODE: readonly Column[] = [
  ...(["code", "discount", "percent", "amount", "currency", "oncePerCustomer", "creditFrom"] as const),
];
const LINK: readonly Column[] = ["slug", "landing"];
const headersOf = (columns: readonly Column[]) => columns.map((column) => HEADERS[column]);

/**
 * Writes creators as CSV, piece by piece: a row for each code and link they have, what they brought in the first of them
 * alone, so that a column can be added up. Read as an import it changes nothing. `picked`, if there are, are exported in place of a filter's.
 */
export async function* exportCreators(
  database: Database,
  shop: Shop,
  filter: CreatorsFilter,
  picked: readonly CreatorId[] | null = null,
): AsyncGenerator<string> {
  const figures = ["Orders", "Customers", "Clicks", "Net", "Refunded", "Currency of figures"];
  yield BYTE_ORDER_MARK + writeCsv([[...headersOf([...CREATOR, ...CODE, ...LINK]), ...figures]]);
  const ids = picked ?? (await listExported(database, shop, filter));
  for (let from = 0; from < ids.length; from += CHUNK) {
    const creators = await readExported(database, shop, ids.slice(from, from + CHUNK));
    if (creators.length > 0) yield writeCsv(creators.flatMap((creator) => rowsOf(creator, shop)));
  }
}

/** Writes codes as CSV, piece by piece, by code; read as an import it changes nothing. */
export async function* exportCodes(
  database: Database,
  shop: Shop,
  query: CodesQuery,
  now: Date,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv([[...headersOf(["name", "email", ...CODE]), "State", "Held until"]]);
  for (let last = null; ; ) {
    const codes = await listExportedCodes(database, shop, query, last, CHUNK, now);
    if (codes.length > 0)
      yield writeCsv(
        codes.map((code) => [
          ...[code.name, code.email, ...codeCells(code, shop), code.state],
          code.heldTo && dayIn(shop.timeZone, code.heldTo),
        ]),
      );
    if (codes.length < CHUNK) return;
    last = codes.at(-1) ?? null;
  }
}

/** Writes collaborations as CSV, piece by piece, newest first; read as an import it changes nothing. */
export async function* exportCollaborations(
  database: Database,
  shop: Shop,
  filter: CollaborationsFilter,
): AsyncGenerator<string> {
  const columns: readonly Column[] = [
    ...(["creator", "email", "day", "content", "url", "reach", "interactions"] as const),
    ...(["fee", "gift", "currency", "note"] as const),
  ];
  yield BYTE_ORDER_MARK + writeCsv([headersOf(columns)]);
  for (let page = 1; ; page++) {
    const { collaborations } = await listCollaborations(database, shop, filter, { page, size: CHUNK });
    if (collaborations.length > 0)
      yield writeCsv(
        collaborations.map((each) => [
          ...[
            each.creatorName,
            each.creatorEmail,
            each.day,
            each.kind,
            each.url,
            each.reach,
            each.interactions,
          ],
          ...[plain(money(each.feeMinor, each.currency)), plain(money(each.giftMinor, each.currency))],
          ...[each.currency, each.note],
        ]),
      );
    if (collaborations.length < CHUNK) return;
  }
}

/** An example of a file that can be imported: what its columns are called, and two rows. */
export function exampleOf(
  kind: "creators" | "collaborations",
  { currency, timeZone }: Shop,
  now: Date,
): string {
  const day = dayIn(timeZone, now);
  if (kind === "creators")
    return (
      BYTE_ORDER_MARK +
      writeCsv([
        headersOf([
          ...CREATOR.filter((each) => each !== "customer"),
          "code",
          "percent",
          "creditFrom",
          ...LINK,
        ]),
        ["Ada Lovelace", "ada@example.com", "@ada", "en", "", "ADA10", 10, day, "ada", "/"],
        [
          "Grace Hopper",
          "grace@example.com",
          "@grace",
          "da",
          "",
          "GRACE15",
          15,
          day,
          "grace",
          "/collections/all",
        ],
      ])
    );
  return (
    BYTE_ORDER_MARK +
    writeCsv([
      headersOf([
        "creator",
        "email",
        "day",
        "content",
        "url",
        "reach",
        "interactions",
        "fee",
        "gift",
        "currency",
        "note",
      ]),
      ...[
        [
          "Ada Lovelace",
          "ada@example.com",
          day,
          "story",
          "https://example.com/ada",
          12400,
          620,
          250,
          40,
          currency,
          "",
        ],
        ["Grace Hopper", "", day, "tutorial", "", 8000, 410, 0, 25, currency, "Sent the sample set"],
      ],
    ])
  );
}

function rowsOf(creator: ExportedCreator, shop: Shop): Cell[][] {
  const { codes, links } = creator;
  const many = Math.max(1, codes.length, links.length);
  const { name, email, customerId, handle, language, program } = creator;
  const who = [
    name,
    email,
    customerId?.replace("gid://shopify/Customer/", "") ?? null,
    handle,
    language,
    program,
  ];
  const figures = [
    ...[creator.orders, creator.customers, creator.clicks],
    ...[plain(creator.net), plain(creator.refunded), shop.currency],
  ];
  return Array.from({ length: many }, (_, at) => {
    const [code, link] = [codes[at], links[at]];
    return [
      ...who,
      ...(code ? codeCells(code, shop) : CODE.map(() => null)),
      ...(link ? [link.slug, link.path] : LINK.map(() => null)),
      ...(at === 0 ? figures : figures.map(() => null)),
    ];
  });
}

function codeCells(
  {
    code,
    value,
    conditions,
    heldFrom,
  }: {
    readonly code: string;
    readonly value: CodeValue;
    readonly conditions: Conditions;
    readonly heldFrom: Date;
  },
  { timeZone }: Shop,
): Cell[] {
  const percent = value.kind === "percent" ? { plain: String(value.basisPoints / 100) } : null;
  const amount = value.kind === "amount" ? money(value.minor, value.currency) : null;
  return [
    ...[code, value.kind, percent, amount && plain(amount), amount?.currency ?? null],
    ...[conditions.oncePerCustomer ? "yes" : "no", dayIn(timeZone, heldFrom)],
  ];
}

const plain = (amount: Money): Cell => ({ plain: toDecimal(amount) });
