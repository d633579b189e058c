import { type Database, inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { findOrder } from "#app/orders/orders.server.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { fetchOrders } from "#app/shopify/orders-api.server.ts";

/**
 * Fetches one order from Shopify and records it as the truth of its second. Needless when a snapshot came meanwhile that
 * is as new as `unlessSince`. An order Shopify does not show (deleted, or older than our scopes reach) stays as it is.
 */
export async function refetchOrder(
  database: Database,
  shop: { id: ShopId; domain: string },
  reach: (domain: string) => Promise<AdminGraphql>,
  hash: PersonHash,
  { orderId, unlessSince }: { orderId: OrderId; unlessSince: Date | null },
  now: Date,
): Promise<JobOutcome> {
  const stored = await inShop(database, shop.id, (tx) => findOrder(tx, shop.id, orderId));
  if (stored && unlessSince !== null && stored.updatedAt >= unlessSince) return { state: "done" };
  const [order] = await fetchOrders(await reach(shop.domain), shop.domain, [orderId], hash);
  if (!order) return { state: "done" };
  if ("problem" in order) return { state: "failed", reason: order.problem };
  return {
    state: "done",
    effects: async (tx) => void (await recordOrder(tx, shop.id, order, now, "fetched")),
  };
}
