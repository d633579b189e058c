import type { Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import type { JourneyVisit } from "#app/orders/journey.ts";

/** The visits with a `ref` that Shopify told of; null when it was not asked, or had nothing to tell yet. */
export async function findJourney(tx: Tx, shopId: ShopId, id: OrderId): Promise<JourneyVisit[] | null> {
  const { rows } = await tx.query<{ visits: { at: string; ref: string }[] }>(
    "SELECT visits FROM order_journey WHERE shop_id = $1 AND order_id = $2",
    [shopId, id],
  );
  return rows[0]?.visits.map(({ at, ref }) => ({ at: new Date(at), ref })) ?? null;
}

/** Keeps what Shopify told of the way a buyer came. */
export async function saveJourney(
  tx: Tx,
  shopId: ShopId,
  id: OrderId,
  visits: readonly JourneyVisit[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO order_journey (shop_id, order_id, visits, read_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop_id, order_id) DO UPDATE SET visits = excluded.visits, read_at = excluded.read_at`,
    [shopId, id, JSON.stringify(visits), now],
  );
}

/** Removes the ways by which the buyers of these orders came: they are forgotten. */
export async function removeJourneys(tx: Tx, shopId: ShopId, ids: readonly OrderId[]): Promise<void> {
  await tx.query("DELETE FROM order_journey WHERE shop_id = $1 AND order_id = ANY($2)", [shopId, ids]);
}
