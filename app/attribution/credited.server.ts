import type { Prisma } from "@prisma/client";
import { NOBODY } from "#app/attribution/figures.server.ts";
import { WHOLE } from "#app/attribution/touch.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
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
      SELECT credited <> ${NOBODY} AS credited, currency, round(sum(share) / ${WHOLE}) AS orders, sum(net) AS net, sum(refunded) AS refunded
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

type TotalRead = {
  credited: boolean;
  currency: string;
  orders: Prisma.Decimal;
  net: Prisma.Decimal;
  refunded: Prisma.Decimal;
};
type Whole = number | bigint | Prisma.Decimal | null;
/** Figures as a query gives them; null where there is no row. */
export type FiguresRead = { orders: Whole; customers: Whole; net: Whole; refunded: Whole };

/** Reads a row of figures; none is all zeros. */
export function figuresOf(row: FiguresRead | null, currency: string): CreditedFigures {
  return {
    orders: Number(row?.orders ?? 0),
    customers: Number(row?.customers ?? 0),
    net: money(Number(row?.net ?? 0), currency),
    refunded: money(Number(row?.refunded ?? 0), currency),
  };
}
