import { Prisma } from "@prisma/client";
import type { CreatorsFilter, CreatorsQuery, Sort } from "#app/attribution/creators-query.ts";
import { type CreditedFigures, type FiguresRead, figuresOf } from "#app/attribution/credited.server.ts";
import { matching } from "#app/attribution/matching.server.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";

/** The shop a table is for, as far as reading needs it. */
type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** A line of the creators' table. */
export type CreatorRow = CreditedFigures & {
  readonly id: CreatorId;
  readonly name: string;
  readonly email: string | null;
  readonly handle: string | null;
  readonly program: string | null;
  readonly isPaused: boolean;
  readonly joinedAt: Date;
  readonly clicks: number;
  readonly codes: readonly { readonly code: string; readonly state: string; readonly drift: string | null }[];
};

const PAGE = 50;

/** What the creators' table shows: one page of the creators a query asks for, and how many there are in all. */
export async function listCreators(
  database: Database,
  shop: Shop,
  query: CreatorsQuery,
): Promise<{ creators: CreatorRow[]; total: number; pages: number }> {
  const { id: shopId, currency } = shop;
  const direction = query.isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<CreatorRowRead[]>`
      WITH matched AS MATERIALIZED (
        SELECT creator.id, ${sortKey(query.sort)} AS key FROM creator ${sortSource(query.sort, shop)} WHERE ${matching(shop, query)}
      ), page AS (
        SELECT id, row_number() OVER (ORDER BY key ${direction}, id) AS place FROM matched ORDER BY key ${direction}, id
        LIMIT ${PAGE} OFFSET ${(query.page - 1) * PAGE}
      )
      SELECT counted.total, creator.id, creator.name, creator.email, creator.handle, program.name AS program, creator.created_at,
        figures.orders, figures.customers, figures.net, figures.refunded,
        EXISTS (SELECT 1 FROM creator_pause pause WHERE pause.shop_id = ${shopId} AND pause.creator_id = page.id AND pause.to_at IS NULL) AS paused,
        (SELECT sum(clicks.clicks) FROM link JOIN link_clicks clicks ON clicks.shop_id = link.shop_id AND clicks.link_id = link.id
          WHERE link.shop_id = ${shopId} AND link.creator_id = page.id) AS clicks,
        (SELECT coalesce(json_agg(json_build_object('code', code.code, 'state', code.state, 'drift', code.drift) ORDER BY code.created_at, code.id), '[]')
          FROM code WHERE code.shop_id = ${shopId} AND code.creator_id = page.id AND NOT code.is_single_use) AS codes
      FROM (SELECT count(*) AS total FROM matched) AS counted LEFT JOIN page ON true
        LEFT JOIN creator ON creator.shop_id = ${shopId} AND creator.id = page.id
        LEFT JOIN program ON program.shop_id = ${shopId} AND program.id = creator.program_id
        LEFT JOIN figures ON figures.shop_id = ${shopId} AND figures.credited = page.id AND figures.currency = ${currency}
      ORDER BY page.place`,
  ]);
  const total = Number(rows[0]?.total ?? 0);
  const creators = rows.flatMap((row) => (row.id === null ? [] : [rowIn(row, row.id, currency)]));
  return { creators, total, pages: Math.max(1, Math.ceil(total / PAGE)) };
}

/** The creators a filter means, by id: all of them, however many pages they fill. */
export async function listMatching(
  database: Database,
  shop: Shop,
  filter: CreatorsFilter,
): Promise<CreatorId[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<{ id: CreatorId }[]>`
      SELECT creator.id FROM creator WHERE ${matching(shop, filter)} ORDER BY creator.id`,
  ]);
  return rows.map((row) => row.id);
}

/** Those of these ids that are creators of the shop. */
export async function listKnown(
  database: Database,
  shop: Pick<Shop, "id">,
  ids: readonly CreatorId[],
): Promise<CreatorId[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.creator.findMany({
      where: { shopId: shop.id, id: { in: [...ids] } },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  ]);
  return rows.map((row) => row.id as CreatorId);
}

/** The e-mails of creators, in the order of their names; who has none is not named. */
export async function listEmails(
  database: Database,
  shop: Shop,
  ids: readonly CreatorId[],
): Promise<string[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.creator.findMany({
      where: { shopId: shop.id, id: { in: [...ids] }, email: { not: null } },
      select: { email: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  ]);
  return rows.flatMap((row) => row.email ?? []);
}

/** Every program of the shop by name, archived or not: the table can be narrowed to any. */
export async function listProgramNames(
  database: Database,
  shop: Pick<Shop, "id">,
): Promise<{ id: ProgramId; name: string; isArchived: boolean }[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.program.findMany({
      where: { shopId: shop.id },
      select: { id: true, name: true, archivedAt: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  ]);
  return rows.map(({ id, name, archivedAt }) => ({
    id: id as ProgramId,
    name,
    isArchived: archivedAt !== null,
  }));
}

function sortKey(sort: Sort): Prisma.Sql {
  if (sort === "name") return Prisma.sql`lower(creator.name)`;
  if (sort === "joined") return Prisma.sql`creator.created_at`;
  if (sort === "clicks") return Prisma.sql`coalesce(clicked.clicks, 0)`;
  return Prisma.sql`coalesce(${Prisma.raw(`figures.${sort}`)}, 0)`;
}

/** What has to be joined for the sort alone; the page's own figures are looked up for its creators only. */
function sortSource(sort: Sort, { id: shopId, currency }: Shop): Prisma.Sql {
  if (sort === "name" || sort === "joined") return Prisma.empty;
  if (sort === "clicks")
    return Prisma.sql`LEFT JOIN (SELECT link.creator_id, sum(clicks.clicks) AS clicks
      FROM link JOIN link_clicks clicks ON clicks.shop_id = link.shop_id AND clicks.link_id = link.id
      WHERE link.shop_id = ${shopId} GROUP BY link.creator_id) AS clicked ON clicked.creator_id = creator.id`;
  return Prisma.sql`LEFT JOIN figures ON figures.shop_id = ${shopId} AND figures.credited = creator.id AND figures.currency = ${currency}`;
}

type CreatorRowRead = FiguresRead & {
  total: bigint;
  id: CreatorId | null;
  name: string;
  email: string | null;
  handle: string | null;
  program: string | null;
  created_at: Date;
  paused: boolean;
  clicks: bigint | null;
  codes: CreatorRow["codes"];
};

function rowIn(row: CreatorRowRead, id: CreatorId, currency: string): CreatorRow {
  return {
    id,
    name: row.name,
    email: row.email,
    handle: row.handle,
    program: row.program,
    isPaused: row.paused,
    joinedAt: row.created_at,
    clicks: Number(row.clicks ?? 0),
    codes: row.codes,
    ...figuresOf(row, currency),
  };
}
