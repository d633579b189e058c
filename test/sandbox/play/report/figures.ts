import type { Reader } from "#test/sandbox/play/report/reader.ts";

export type Amount = { readonly minor: number; readonly currency: string };

/** Credited counted orders, their distinct customers, their net after refunds, and what refunds took. */
export type Credited = {
  readonly orders: number;
  readonly customers: number;
  readonly net: Amount;
  readonly refunded: Amount;
};

/** What the app's read tables say of the shop. */
export type Figures = {
  readonly orders: number;
  readonly customers: number;
  readonly creators: readonly ({ readonly name: string; readonly codes: readonly string[] } & Credited)[];
  readonly unattributed: Credited;
};

type CreditedRow = {
  name: string;
  codes: string[];
  orders: number;
  customers: number;
  net: string;
  refunded: string;
};

/** Reads the figures, creators by name. `currency` is the shop's. */
export async function readFigures(reader: Reader, currency: string): Promise<Figures> {
  const { shopId } = reader;
  const [counts] = (await reader.shop(
    "SELECT (SELECT count(*)::int FROM orders WHERE shop_id = $1) AS orders, (SELECT count(*)::int FROM customer WHERE shop_id = $1) AS customers",
    [shopId],
  )) as { orders: number; customers: number }[];
  const creators = (await reader.shop(
    `SELECT creator.name, coalesce(array_agg(code.code ORDER BY code.key COLLATE "C") FILTER (WHERE code.id IS NOT NULL), '{}') AS codes,
       coalesce(figures.orders, 0) AS orders, coalesce(figures.customers, 0) AS customers,
       coalesce(figures.net, 0) AS net, coalesce(figures.refunded, 0) AS refunded
     FROM creator
     LEFT JOIN code ON code.shop_id = creator.shop_id AND code.creator_id = creator.id
     LEFT JOIN figures ON figures.shop_id = creator.shop_id AND figures.credited = creator.id AND figures.currency = $2
     WHERE creator.shop_id = $1
     GROUP BY creator.id, creator.name, figures.orders, figures.customers, figures.net, figures.refunded
     ORDER BY creator.name COLLATE "C", codes`,
    [shopId, currency],
  )) as CreditedRow[];
  const [nobody] = (await reader.shop(
    "SELECT orders, customers, net, refunded FROM figures WHERE shop_id = $1 AND credited = 'nobody' AND currency = $2",
    [shopId, currency],
  )) as CreditedRow[];
  return {
    orders: counts?.orders ?? 0,
    customers: counts?.customers ?? 0,
    creators: creators.map((row) => ({ name: row.name, codes: row.codes, ...creditedOf(row, currency) })),
    unattributed: creditedOf(nobody ?? { orders: 0, customers: 0, net: "0", refunded: "0" }, currency),
  };
}

function creditedOf(row: Omit<CreditedRow, "name" | "codes">, currency: string): Credited {
  const amount = (minor: string) => ({ minor: Number(minor), currency });
  return {
    orders: row.orders,
    customers: row.customers,
    net: amount(row.net),
    refunded: amount(row.refunded),
  };
}
