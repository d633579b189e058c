import type { Past } from "#app/attribution/binding.ts";
import type { KnownBefore } from "#app/attribution/newness.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** An order's place in its customer's history; of one instant the smaller id comes first. */
export type Place = { readonly instant: Date; readonly id: OrderId };

/** Makes other transactions that look at these customers' histories, or add to them, wait their turn; in one sequence for everybody. */
export async function lockHistories(tx: Tx, shopId: ShopId, ids: readonly CustomerId[]): Promise<void> {
  const keys = ids.map((id) => `${shopId} ${id}`).sort();
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended(key, 1)) FROM unnest($1::text[]) AS key", [
    keys,
  ]);
}

/** What is known of a customer's orders around one of them; `askedAt` is when Shopify was asked for its counts. */
export async function findKnownBefore(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  { instant, id }: Place,
  askedAt: Date | null,
): Promise<KnownBefore & { readonly hasLater: boolean }> {
  const { rows } = await tx.query(
    `SELECT "hasEarlierSale", "hasLater",
       CASE WHEN "hasEarlierSale" THEN 0 ELSE (SELECT count(*)::int ${BEFORE} AND because <> 'test-order') END AS earlier,
       CASE WHEN "hasEarlierSale" THEN 0 ELSE (SELECT count(*)::int ${OF_CUSTOMER} AND instant <= $5 AND order_id <> $4 AND because <> 'test-order') END AS others
     FROM (SELECT EXISTS (SELECT 1 ${BEFORE} AND is_counted AND (emptied_at IS NULL OR emptied_at >= $3)) AS "hasEarlierSale",
       EXISTS (SELECT 1 ${OF_CUSTOMER} AND (instant, order_id) > ($3, $4)) AS "hasLater") AS found`,
    [shopId, customerId, instant, id, askedAt],
  );
  return rows[0];
}

const OF_CUSTOMER = "FROM attribution WHERE shop_id = $1 AND customer_id = $2";
const BEFORE = `${OF_CUSTOMER} AND (instant, order_id) < ($3, $4)`;

/**
 * A customer's orders behind a place, in sequence, whose newness what happened there may change: up to the first sale
 * that was never wholly refunded, for those behind it are returning whatever came before. `isAll`: every one.
 */
export async function listLater(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  { instant, id }: Place,
  isAll: boolean,
): Promise<OrderId[]> {
  const { rows } = await tx.query<{ order_id: OrderId }>(
    `SELECT order_id FROM attribution later WHERE shop_id = $1 AND customer_id = $2 AND (instant, order_id) > ($3, $4)
       AND ($5 OR NOT EXISTS (SELECT 1 FROM attribution sale WHERE sale.shop_id = $1 AND sale.customer_id = $2
         AND (sale.instant, sale.order_id) > ($3, $4) AND (sale.instant, sale.order_id) < (later.instant, later.order_id)
         AND sale.is_counted AND sale.emptied_at IS NULL))
     ORDER BY instant, order_id`,
    [shopId, customerId, instant, id, isAll],
  );
  return rows.map((row) => row.order_id);
}

/** A customer's orders before a place, in sequence, and the zone of the shop's clock. */
export async function listPast(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  { instant, id }: Place,
): Promise<{ past: Past[]; timeZone: string }> {
  const { rows } = await tx.query<Past>(
    `SELECT order_id AS id, orders.name, attribution.instant, is_counted AS "isCounted", newness,
       CASE WHEN because <> 'binding' THEN creator_id END AS "to"
     FROM attribution JOIN orders ON orders.shop_id = attribution.shop_id AND orders.id = order_id
     WHERE attribution.shop_id = $1 AND attribution.customer_id = $2 AND (attribution.instant, order_id) < ($3, $4)
     ORDER BY attribution.instant, order_id`,
    [shopId, customerId, instant, id],
  );
  const found = await tx.query<{ zone: string }>("SELECT current_time_zone() AS zone");
  return { past: rows, timeZone: found.rows[0]?.zone ?? "UTC" };
}
