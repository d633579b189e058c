import { moveChannel } from "#app/attribution/moves.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";

/**
 * Brings the acquisitions of customers, and the channel figures they stand in, to what their counted orders say now: the
 * first of them says who brought them and how they came, and all of its currency are summed. Gone when none counts; one
 * statement, and the figures move at the transaction's end. Doing it twice changes nothing.
 * The caller holds the customers' histories.
 */
export async function settleCustomers(tx: Tx, shopId: ShopId, ids: readonly CustomerId[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query(SETTLE, [shopId, ids]);
  for (const { channel, newness, currency, ...by } of rows)
    moveChannel(tx, shopId, [channel, newness, currency], { ...by, net: Number(by.net) });
}

const SETTLE = `
  WITH stood AS MATERIALIZED (
    SELECT * FROM acquisition WHERE shop_id = $1 AND customer_id = ANY($2) ORDER BY customer_id FOR UPDATE),
  own AS MATERIALIZED (
    SELECT customer_id, order_id, instant, creator_id, channel, newness, currency, net, refunded FROM attribution
    WHERE shop_id = $1 AND customer_id = ANY($2) AND is_counted),
  first AS (SELECT DISTINCT ON (customer_id) * FROM own ORDER BY customer_id, instant, order_id),
  stands AS MATERIALIZED (
    SELECT first.customer_id, first.order_id, first.instant, first.creator_id, first.channel, first.newness, first.currency,
      count(*)::int AS orders, sum(own.net)::bigint AS net, sum(own.refunded)::bigint AS refunded
    FROM first JOIN own ON own.customer_id = first.customer_id AND own.currency = first.currency
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1),
  gone AS (
    DELETE FROM acquisition USING stood WHERE acquisition.shop_id = $1 AND acquisition.customer_id = stood.customer_id
      AND NOT EXISTS (SELECT 1 FROM stands WHERE stands.customer_id = stood.customer_id)),
  kept AS (
    INSERT INTO acquisition (shop_id, customer_id, order_id, instant, creator_id, channel, newness, currency, orders, net, refunded)
    SELECT $1, stands.* FROM stands
    ON CONFLICT (shop_id, customer_id) DO UPDATE SET order_id = excluded.order_id, instant = excluded.instant,
      creator_id = excluded.creator_id, channel = excluded.channel, newness = excluded.newness, currency = excluded.currency,
      orders = excluded.orders, net = excluded.net, refunded = excluded.refunded)
  SELECT channel, newness, currency, sum(sign)::int AS customers, sum(sign * (orders > 1)::int)::int AS repeaters,
    sum(sign * orders)::int AS orders, sum(sign * net)::bigint AS net
  FROM (
    SELECT -1 AS sign, channel, newness, currency, orders, net FROM stood
    UNION ALL SELECT 1, channel, newness, currency, orders, net FROM stands) AS sides
  GROUP BY 1, 2, 3`;
