import type { ShopId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { fetchSubscriptions, saveSubscriptionCheck } from "#app/shopify/subscriptions.server.ts";

/** Looks, once an hour, whether Shopify will tell us of everything that happens in a shop, and keeps what it found. */
export async function checkSubscriptions(
  shop: { id: ShopId; domain: string },
  graphql: AdminGraphql,
  now: Date,
): Promise<JobOutcome> {
  const check = await fetchSubscriptions(graphql, shop.domain);
  return { state: "done", effects: (tx) => saveSubscriptionCheck(tx, shop.id, check, now) };
}
