import type pg from "pg";
import type { ShopId } from "#app/kernel/id.ts";

type Readable = { readonly owner: Pick<pg.PoolClient, "query"> };
type Row = Record<string, unknown>;

/** What is kept of customers for pages to read: who they are by their first order, and what they bought month by month. */
export async function cohortsOf(
  database: Readable,
  shopId: ShopId,
): Promise<{ customers: Row[]; months: Row[] }> {
  const customers = await database.owner.query(
    `SELECT customer_id, order_id, instant, month, creator_id, code_key, link_id, channel, newness, country, product_id, product_title,
       currency, second_at, second_month, orders, net, refunded, v30, v60, v90, v180, v365
     FROM acquisition WHERE shop_id = $1 ORDER BY 1`,
    [shopId],
  );
  const months = await database.owner.query(
    `SELECT customer_id, month, opens_quarter, orders, gross, discount, refund, net FROM customer_month
     WHERE shop_id = $1 ORDER BY 1, 2`,
    [shopId],
  );
  return { customers: customers.rows, months: months.rows };
}

/** The same, computed from scratch: in this language, out of orders, their lines and the stored decisions. */
export async function recomputedCohorts(
  database: Readable,
  shopId: ShopId,
): Promise<{ customers: Row[]; months: Row[] }> {
  const read = async (sql: string) => (await database.owner.query(sql, [shopId])).rows;
  const [{ zone }] = (await read("SELECT time_zone AS zone FROM shop WHERE id = $1")) as [{ zone: string }];
  const lines = Map.groupBy(
    await read("SELECT * FROM order_line WHERE shop_id = $1 ORDER BY position"),
    (line) => line.order_id,
  );
  const sold = (
    await read(
      `SELECT attribution.*, orders.country FROM attribution JOIN orders ON orders.shop_id = $1 AND orders.id = order_id
       WHERE attribution.shop_id = $1 AND is_counted AND attribution.customer_id IS NOT NULL`,
    )
  ).map((row) => ({ ...row, lines: lines.get(row.order_id) ?? [], month: monthIn(row.instant, zone) }));
  sold.sort((a, b) => Number(a.instant) - Number(b.instant) || (a.order_id < b.order_id ? -1 : 1));
  const people = [...Map.groupBy(sold, (order) => order.customer_id)].sort(([a], [b]) => (a < b ? -1 : 1));
  const each = people.map(([id, orders]) => of(id, orders));
  return { customers: each.map(({ customer }) => customer), months: each.flatMap(({ months }) => months) };
}

type Sold = Row & { readonly month: number; readonly lines: readonly pg.QueryResultRow[] };

function of(id: string, all: readonly (Sold & pg.QueryResultRow)[]): { customer: Row; months: Row[] } {
  const [first] = all;
  if (!first) throw new Error(`${id} has no orders`);
  const own = all.filter((order) => order.currency === first.currency);
  const within = (days: number) =>
    own.filter((order) => Number(order.instant) - Number(first.instant) < days * 86_400_000);
  const product = first.lines.toSorted(
    (a, b) =>
      Number(b.net) - Number(a.net) || Number(b.net_before) - Number(a.net_before) || a.position - b.position,
  )[0];
  const code = (first.touches as Row[]).find((touch) => touch.kind === "code" && touch.verdict === "decided");
  const { order_id, instant, month, creator_id, link_id, channel, newness, country, currency } = first;
  const customer = {
    ...{
      customer_id: id,
      order_id,
      instant,
      month,
      creator_id,
      code_key: code?.key ?? null,
      link_id,
      channel,
    },
    ...{
      newness,
      country,
      product_id: product?.product_id ?? null,
      product_title: product?.title ?? null,
      currency,
    },
    ...{ second_at: own[1]?.instant ?? null, second_month: own[1]?.month ?? null, orders: own.length },
    ...{ net: sum(own, "net"), refunded: sum(own, "refunded") },
    ...Object.fromEntries([30, 60, 90, 180, 365].map((days) => [`v${days}`, sum(within(days), "net")])),
  };
  const byMonth = Map.groupBy(own, (order) => order.month);
  const months = [...byMonth].map(([number, orders]) => {
    const discount = orders
      .flatMap((order) => order.lines)
      .filter((line) => !line.is_gift_card && !line.is_tip)
      .reduce((total, line) => total + Number(line.discount), 0);
    const [net, refund] = [sum(orders, "net"), sum(orders, "refunded")];
    const quarter = Math.floor(number / 3);
    return {
      ...{ customer_id: id, month: number },
      opens_quarter: ![...byMonth.keys()].some(
        (other) => other < number && Math.floor(other / 3) === quarter,
      ),
      ...{
        orders: orders.length,
        gross: String(Number(net) + Number(refund) + discount),
        discount: String(discount),
      },
      ...{ refund, net },
    };
  });
  return { customer, months };
}

const sum = (orders: readonly pg.QueryResultRow[], column: string) =>
  String(orders.reduce((total, order) => total + Number(order[column]), 0));

/** Months since the year 0, by the zone's clock. */
function monthIn(instant: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-u-ca-iso8601", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
  }).formatToParts(instant);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return number("year") * 12 + number("month") - 1;
}
