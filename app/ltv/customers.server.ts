import type { QueryConfig } from "pg";
import { moveChannel } from "#app/attribution/moves.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";

/**
 * Brings what is kept of customers (`acquisition`, `customer_month`, and the channel figures they stand in) to what their
 * counted orders say now. The first order says who brought them, by what, how they came, and the cohort they are of; all
 * of its currency are summed, over the first days and month by month. A refund is booked with its own order.
 * Gone when none counts; one statement, and the figures move at the transaction's end. Doing it twice changes nothing.
 * The caller holds the customers' histories.
 */
export async function settleCustomers(tx: Tx, shopId: ShopId, ids: readonly CustomerId[]): Promise<void> {
  if (ids.length > FEW) return settle(tx, shopId, { text: settling("= ANY($2)"), values: [shopId, ids] });
  for (const id of ids) await settle(tx, shopId, { ...SETTLE_ONE, values: [shopId, id] });
}

/** So few are settled one by one: PostgreSQL keeps its plan for one, which takes longer to make than to carry out. */
const FEW = 4;

async function settle(tx: Tx, shopId: ShopId, statement: QueryConfig) {
  const { rows } = await tx.query(statement);
  for (const { channel, newness, currency, ...by } of rows)
    moveChannel(tx, shopId, [channel, newness, currency], { ...by, net: Number(by.net) });
}

/** Within how many days of the first order a customer's value is summed; a day is 24 hours. */
const VALUE_DAYS = [30, 60, 90, 180, 365] as const;

/** What a customer's first counted order says of them, as `first` names it. */
const OF_FIRST = [
  ...["order_id", "instant", "month", "creator_id", "code_key", "link_id", "channel", "newness", "country"],
  ...["product_id", "product_title", "currency"],
];
/** What all their orders say. */
const OF_ALL = [
  "second_at",
  "second_month",
  "orders",
  "net",
  "refunded",
  ...VALUE_DAYS.map((days) => `v${days}`),
];
const KEPT = [...OF_FIRST, ...OF_ALL];
const OF_MONTH = ["opens_quarter", "orders", "gross", "discount", "refund", "net"];

const set = (columns: readonly string[]) =>
  columns.map((column) => `${column} = excluded.${column}`).join(", ");
const of = (table: string, columns: readonly string[]) =>
  columns.map((column) => `${table}.${column}`).join(", ");

/** The statement for the customers that an SQL condition on their id names. */
const settling = (which: string) => `
  WITH stood AS MATERIALIZED (
    SELECT * FROM acquisition WHERE shop_id = $1 AND customer_id ${which} ORDER BY customer_id FOR UPDATE),
  own AS MATERIALIZED (
    SELECT customer_id, order_id, instant, creator_id, link_id, touches, channel, newness, currency, net, refunded,
      month_number(instant, current_time_zone()) AS month
    FROM attribution WHERE shop_id = $1 AND customer_id ${which} AND is_counted),
  first AS MATERIALIZED (
    SELECT own.*, orders.country, product.product_id, product.title AS product_title,
      (SELECT touch->>'key' FROM jsonb_array_elements(touches) AS touch
        WHERE touch->>'kind' = 'code' AND touch->>'verdict' = 'decided') AS code_key
    FROM (SELECT DISTINCT ON (customer_id) * FROM own ORDER BY customer_id, instant, order_id) AS own
      JOIN orders ON orders.shop_id = $1 AND orders.id = own.order_id
      LEFT JOIN LATERAL (SELECT product_id, title FROM order_line WHERE shop_id = $1 AND order_id = own.order_id
        ORDER BY net DESC, net_before DESC, position LIMIT 1) AS product ON true),
  sold AS MATERIALIZED (
    SELECT own.customer_id, own.instant, own.month, own.net, own.refunded, orders.discount, own.instant - first.instant AS age,
      row_number() OVER (PARTITION BY own.customer_id ORDER BY own.instant, own.order_id) AS nth
    FROM first JOIN own ON own.customer_id = first.customer_id AND own.currency = first.currency
      JOIN orders ON orders.shop_id = $1 AND orders.id = own.order_id),
  stands AS MATERIALIZED (
    SELECT first.customer_id, ${of("first", OF_FIRST)}, sums.* FROM first JOIN (
      SELECT customer_id AS of, min(instant) FILTER (WHERE nth = 2) AS second_at, min(month) FILTER (WHERE nth = 2) AS second_month,
        count(*)::int AS orders, sum(net)::bigint AS net, sum(refunded)::bigint AS refunded,
        ${VALUE_DAYS.map((days) => `coalesce(sum(net) FILTER (WHERE age < interval '${days * 24} hours'), 0)::bigint AS v${days}`).join(", ")}
      FROM sold GROUP BY customer_id) AS sums ON sums.of = first.customer_id
    ORDER BY 1),
  gone AS (
    DELETE FROM acquisition USING stood WHERE acquisition.shop_id = $1 AND acquisition.customer_id = stood.customer_id
      AND NOT EXISTS (SELECT 1 FROM stands WHERE stands.customer_id = stood.customer_id)),
  kept AS (
    INSERT INTO acquisition (shop_id, customer_id, ${KEPT.join(", ")})
    SELECT $1, customer_id, ${KEPT.join(", ")} FROM stands
    ON CONFLICT (shop_id, customer_id) DO UPDATE SET ${set(KEPT)}),
  months AS MATERIALIZED (
    SELECT customer_id, month, row_number() OVER (PARTITION BY customer_id, month / 3 ORDER BY month) = 1 AS opens_quarter,
      count(*)::int AS orders, sum(net + refunded + discount)::bigint AS gross, sum(discount)::bigint AS discount,
      sum(refunded)::bigint AS refund, sum(net)::bigint AS net
    FROM sold GROUP BY customer_id, month),
  months_gone AS (
    DELETE FROM customer_month stood WHERE shop_id = $1 AND customer_id ${which}
      AND NOT EXISTS (SELECT 1 FROM months WHERE months.customer_id = stood.customer_id AND months.month = stood.month)),
  months_kept AS (
    INSERT INTO customer_month (shop_id, customer_id, month, ${OF_MONTH.join(", ")})
    SELECT $1, customer_id, month, ${OF_MONTH.join(", ")} FROM months
    ON CONFLICT (shop_id, customer_id, month) DO UPDATE SET ${set(OF_MONTH)}
    WHERE (${of("customer_month", OF_MONTH)}) IS DISTINCT FROM (${of("excluded", OF_MONTH)}))
  SELECT channel, newness, currency, sum(sign)::int AS customers, sum(sign * (orders > 1)::int)::int AS repeaters,
    sum(sign * orders)::int AS orders, sum(sign * net)::bigint AS net
  FROM (
    SELECT -1 AS sign, channel, newness, currency, orders, net FROM stood
    UNION ALL SELECT 1, channel, newness, currency, orders, net FROM stands) AS sides
  GROUP BY 1, 2, 3`;

const SETTLE_ONE = { name: "settle-customer", text: settling("= $2") };
