import { Prisma } from "@prisma/client";
import { NOBODY } from "#app/attribution/attributions.server.ts";
import type { CodeValue } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** The shop a page is for, as far as reading needs it. */
type Shop = { readonly id: ShopId; readonly currency: string };

/** What counted orders add up to for whoever they are credited to; `customers` are distinct. */
export type CreditedFigures = {
  readonly orders: number;
  readonly customers: number;
  readonly net: Money;
  readonly refunded: Money;
};

/** A line of the creators' table. */
export type CreatorRow = CreditedFigures & {
  readonly id: CreatorId;
  readonly name: string;
  readonly email: string | null;
  readonly isPaused: boolean;
  readonly codes: readonly { readonly code: string; readonly state: string }[];
};

/** By what the creators' table can be sorted. */
export const CREATOR_SORTS = ["name", "orders", "customers", "net", "refunded"] as const;
export type CreatorSort = (typeof CREATOR_SORTS)[number];

const PAGE = 50;

/** What the creators' table shows: one page of creators whose name, e-mail or code holds `search`, and how many there are. */
export async function listCreators(
  database: Database,
  shop: Shop,
  {
    search,
    sort,
    isDescending,
    page,
  }: { search: string; sort: CreatorSort; isDescending: boolean; page: number },
): Promise<{ creators: CreatorRow[]; total: number; pages: number }> {
  const like = `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const matches = Prisma.sql`creator.shop_id = ${shop.id} AND (creator.name ILIKE ${like} OR creator.email ILIKE ${like} OR EXISTS (
    SELECT 1 FROM code WHERE code.shop_id = creator.shop_id AND code.creator_id = creator.id AND code.code ILIKE ${like}))`;
  const column =
    sort === "name"
      ? Prisma.sql`lower(creator.name)`
      : Prisma.sql`coalesce(${Prisma.raw(`figures.${sort}`)}, 0)`;
  const direction = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [rows, counted] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<CreatorRowRead[]>`
      SELECT creator.id, creator.name, creator.email, figures.orders, figures.customers, figures.net, figures.refunded,
        EXISTS (SELECT 1 FROM creator_pause pause WHERE pause.shop_id = creator.shop_id AND pause.creator_id = creator.id AND pause.to_at IS NULL) AS paused,
        (SELECT coalesce(json_agg(json_build_object('code', code.code, 'state', code.state) ORDER BY code.created_at, code.id), '[]')
          FROM code WHERE code.shop_id = creator.shop_id AND code.creator_id = creator.id) AS codes
      FROM creator LEFT JOIN figures ON figures.shop_id = creator.shop_id AND figures.credited = creator.id AND figures.currency = ${shop.currency}
      WHERE ${matches} ORDER BY ${column} ${direction}, creator.id LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`,
    prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM creator WHERE ${matches}`,
  ]);
  const total = Number(counted[0]?.total ?? 0);
  const creators = rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    isPaused: row.paused,
    codes: row.codes,
    ...figuresOf(row, shop.currency),
  }));
  return { creators, total, pages: Math.max(1, Math.ceil(total / PAGE)) };
}

/** What counted orders add up to. Customers are left out: across creators they overlap, and are never summed. */
export type Total = Omit<CreditedFigures, "customers">;

/** What a shop's counted orders add up to, and how many creators there are. */
export type Totals = {
  readonly credited: Total;
  readonly uncredited: Total;
  /** Counted orders in another currency than the shop's own now: left out, because nothing is converted. */
  readonly ordersInOtherCurrencies: number;
  readonly creators: number;
};

/** Adds up what stands in the figures: credited to creators, and to nobody. */
export async function totalFigures(database: Database, shop: Shop): Promise<Totals> {
  const [rows, creators] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<TotalRead[]>`
      SELECT credited <> ${NOBODY} AS credited, currency, sum(orders) AS orders, sum(net) AS net, sum(refunded) AS refunded
      FROM figures WHERE shop_id = ${shop.id} GROUP BY 1, 2`,
    prisma.creator.count({ where: { shopId: shop.id } }),
  ]);
  const total = (isCredited: boolean): Total => {
    const row = rows.find(({ credited, currency }) => credited === isCredited && currency === shop.currency);
    const { orders, net, refunded } = figuresOf(row ? { ...row, customers: null } : null, shop.currency);
    return { orders, net, refunded };
  };
  const others = rows.filter(({ currency }) => currency !== shop.currency);
  return {
    credited: total(true),
    uncredited: total(false),
    ordersInOtherCurrencies: others.reduce((all, { orders }) => all + Number(orders), 0),
    creators,
  };
}

/** A code on its creator's page. */
export type CreatorCode = {
  readonly id: string;
  readonly code: string;
  readonly value: CodeValue;
  readonly state: string;
  /** Why Shopify refused it: `taken`, `taken:{title of the other discount}`, or a sentence. */
  readonly problem: string | null;
  readonly heldFrom: Date;
};

/** A creator's page: who they are, what they are credited with, their codes. */
export type CreatorPage = CreditedFigures & {
  readonly id: CreatorId;
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly pausedSince: Date | null;
  readonly codes: readonly CreatorCode[];
};

/** Finds what a creator's page shows; null when the shop has no such creator. */
export async function findCreatorPage(
  database: Database,
  shop: Shop,
  id: CreatorId,
): Promise<CreatorPage | null> {
  const { id: shopId } = shop;
  const [creator, figures] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findUnique({
      where: { shopId_id: { shopId, id } },
      include: {
        codes: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
        pauses: { where: { toAt: null } },
      },
    }),
    prisma.figures.findUnique({
      where: { shopId_credited_currency: { shopId, credited: id, currency: shop.currency } },
    }),
  ]);
  if (!creator) return null;
  return {
    id,
    name: creator.name,
    email: creator.email,
    customerId: creator.customerId,
    pausedSince: creator.pauses[0]?.fromAt ?? null,
    codes: creator.codes.map((code) => ({
      id: code.id,
      code: code.code,
      value: valueIn({
        value_kind: code.valueKind,
        basis_points: code.basisPoints,
        amount_minor: code.amountMinor,
        currency: code.currency,
      }),
      state: code.state,
      problem: code.problem,
      heldFrom: code.heldFrom,
    })),
    ...figuresOf(figures, shop.currency),
  };
}

type TotalRead = {
  credited: boolean;
  currency: string;
  orders: bigint;
  net: Prisma.Decimal;
  refunded: Prisma.Decimal;
};
type Whole = number | bigint | Prisma.Decimal | null;
type FiguresRead = { orders: Whole; customers: Whole; net: Whole; refunded: Whole };
type CreatorRowRead = FiguresRead & {
  id: CreatorId;
  name: string;
  email: string | null;
  paused: boolean;
  codes: { code: string; state: string }[];
};

function figuresOf(row: FiguresRead | null, currency: string): CreditedFigures {
  return {
    orders: Number(row?.orders ?? 0),
    customers: Number(row?.customers ?? 0),
    net: money(Number(row?.net ?? 0), currency),
    refunded: money(Number(row?.refunded ?? 0), currency),
  };
}
