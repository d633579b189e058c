import type pg from "pg";
import type { ShopId } from "#app/kernel/id.ts";
import { cohortsOf } from "#test/support/cohorts.ts";

/** Whatever can read a shop's rows: a test database, or `{ owner: tx }` inside a transaction turned to the shop. */
type Readable = { readonly owner: Pick<pg.PoolClient, "query"> };

/** Everything an order's facts lead to in a shop, without what depends on when things arrived. */
export async function stateOf(database: Readable, shopId: ShopId): Promise<Record<string, unknown[]>> {
  const read = async (sql: string) => (await database.owner.query(sql, [shopId])).rows;
  const cohorts = await cohortsOf(database, shopId);
  return {
    orders: await read(
      "SELECT id, name, instant, updated_at, cancelled_at, fulfilled_at, financial_status, customer_id, net_before, net FROM orders WHERE shop_id = $1 ORDER BY id",
    ),
    lines: await read(
      "SELECT order_id, line_id, quantity, current_quantity, net_before, net FROM order_line WHERE shop_id = $1 ORDER BY 1, 2",
    ),
    refunds: await read(
      "SELECT order_id, refund_id, created_at, lines, adjustments FROM refund WHERE shop_id = $1 ORDER BY 1, 2",
    ),
    customers: await read("SELECT id FROM customer WHERE shop_id = $1 ORDER BY id"),
    attributions: await read(
      "SELECT order_id, creator_id, otherwise_id, because, touches, customer_id, is_counted, net, refunded, emptied_at, newness, channel FROM attribution WHERE shop_id = $1 ORDER BY 1",
    ),
    shares: await read(
      "SELECT order_id, creator_id, link_id, share, net, refunded FROM credit_share WHERE shop_id = $1 ORDER BY 1, 2",
    ),
    acquisitions: cohorts.customers,
    customerMonths: cohorts.months,
    figures: await figuresOf(database, shopId),
    channels: await channelsOf(database, shopId),
    codeUses: await read(
      "SELECT order_id, key, creator_id, day, customer_id, is_touched, is_coupon, referrer, country FROM code_use WHERE shop_id = $1 ORDER BY 1, 2",
    ),
    codeDays: await codeDaysOf(database, shopId),
  };
}

/** What codes were used by day, as pages and the look for leaks read it. */
export async function codeDaysOf(database: Readable, shopId: ShopId): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `SELECT creator_id, key, day, uses, untouched, coupons, repeats FROM code_day
     WHERE shop_id = $1 AND (uses, untouched, coupons, repeats) <> (0, 0, 0, 0) ORDER BY 1, 2, 3`,
    [shopId],
  );
  return rows;
}

/**
 * The same, computed from scratch out of orders, decisions and journeys. Sites that collect codes have "coupon" in their
 * name here; of forgotten buyers only the uses themselves can tell by now how they came.
 */
export async function recomputedCodeDays(
  database: Readable,
  shopId: ShopId,
  timeZone = "UTC",
): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `WITH used AS (
       SELECT attribution.order_id, attribution.customer_id, attribution.instant, typed->>'creatorId' AS creator_id, typed->>'key' AS key,
         to_char(attribution.instant AT TIME ZONE $2, 'YYYY-MM-DD') AS day,
         CASE WHEN attribution.customer_id LIKE 'redacted:%' THEN stood.is_touched ELSE
           EXISTS (SELECT FROM jsonb_array_elements(touches) AS link WHERE link->>'kind' = 'link' AND link->>'creatorId' = typed->>'creatorId'
             AND link->>'verdict' NOT IN ('unverified', 'after-order'))
           OR EXISTS (SELECT FROM link WHERE link.shop_id = $1 AND link.creator_id = typed->>'creatorId'
             AND landing_site ~ ('[?&]ref=' || link.slug || '(&|$)')) END AS is_touched,
         CASE WHEN attribution.customer_id LIKE 'redacted:%' THEN stood.is_coupon
           ELSE coalesce(CASE WHEN came IS NULL THEN referring_site ELSE came->>'referrer' END, '') ~ 'coupon' END AS is_coupon
       FROM attribution JOIN orders ON orders.shop_id = $1 AND orders.id = order_id
         LEFT JOIN order_journey ON order_journey.shop_id = $1 AND order_journey.order_id = orders.id AND read_at IS NOT NULL
         CROSS JOIN jsonb_array_elements(touches) AS typed
         LEFT JOIN code_use stood ON stood.shop_id = $1 AND stood.order_id = orders.id AND stood.key = typed->>'key'
       WHERE attribution.shop_id = $1 AND is_counted AND typed->>'kind' = 'code' AND typed->>'creatorId' IS NOT NULL
         AND typed->>'verdict' NOT LIKE 'self-referral%'),
     told AS (SELECT *, customer_id IS NOT NULL
         AND row_number() OVER (PARTITION BY creator_id, key, customer_id ORDER BY instant, order_id) > 1 AS is_repeat FROM used)
     SELECT creator_id, key, day, count(*)::int AS uses, count(*) FILTER (WHERE NOT is_touched)::int AS untouched,
       count(*) FILTER (WHERE is_coupon)::int AS coupons, count(*) FILTER (WHERE is_repeat)::int AS repeats
     FROM told GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [shopId, timeZone],
  );
  return rows;
}

/** Customers by channel, as pages read them. */
export async function channelsOf(database: Readable, shopId: ShopId): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `SELECT channel, newness, currency, customers, repeaters, orders, net FROM channel_figures
     WHERE shop_id = $1 AND (customers, repeaters, orders, net) <> (0, 0, 0, 0) ORDER BY 1, 2, 3`,
    [shopId],
  );
  return rows;
}

/** The same, computed from scratch out of the acquisitions. */
export async function recomputedChannels(database: Readable, shopId: ShopId): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `SELECT channel, newness, currency, count(*)::int AS customers, count(*) FILTER (WHERE orders > 1)::int AS repeaters,
       sum(orders)::int AS orders, sum(net)::bigint AS net
     FROM acquisition WHERE shop_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [shopId],
  );
  return rows;
}

/** The figures that pages read. */
export async function figuresOf(database: Readable, shopId: ShopId): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `SELECT credited, currency, orders, share, customers, net, refunded FROM figures
     WHERE shop_id = $1 AND (orders, share, customers, net, refunded) <> (0, 0, 0, 0, 0) ORDER BY 1, 2`,
    [shopId],
  );
  return rows;
}

/** The same figures, computed from scratch out of the stored decisions: what the moving differences must add up to. */
export async function recomputedFigures(database: Readable, shopId: ShopId): Promise<unknown[]> {
  const { rows } = await database.owner.query(
    `SELECT credited, currency, count(*)::int AS orders, sum(share)::bigint AS share, count(DISTINCT customer_id)::int AS customers,
       sum(net)::bigint AS net, sum(refunded)::bigint AS refunded
     FROM (
       SELECT coalesce(creator_id, 'nobody') AS credited, currency, 1000000 AS share, customer_id, net, refunded
       FROM attribution WHERE shop_id = $1 AND is_counted AND NOT is_shared
       UNION ALL SELECT part.creator_id, currency, part.share, customer_id, part.net, part.refunded
       FROM attribution JOIN credit_share part ON part.shop_id = attribution.shop_id AND part.order_id = attribution.order_id
       WHERE attribution.shop_id = $1 AND is_counted AND is_shared
     ) AS parts GROUP BY 1, 2 ORDER BY 1, 2`,
    [shopId],
  );
  return rows;
}
