import type { Attribution } from "#app/attribution/attribute.ts";
import { refsIn } from "#app/attribution/click.ts";
import { holdPolicies } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { hasVisits } from "#app/attribution/visits.server.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import type { Tx } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/reattribute.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { orderInstant } from "#app/orders/counted.ts";
import { isForgottenOrder } from "#app/orders/forgotten.server.ts";
import { saveJourney } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { fetchJourney } from "#app/shopify/journey.server.ts";

/** Refusals of the order as a whole: no journey would change them. */
const OF_THE_ORDER: readonly Attribution["because"][] = [
  "test-order",
  "cancelled",
  "awaiting-payment",
  "nothing-sold",
  "draft-order",
  "subscription-renewal",
];
const DAY_MS = 86_400_000;
/** Shopify makes a journey ready within minutes, hours at most: then its absence is the answer. */
const GIVE_UP_MS = 2 * DAY_MS;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Asks, once for each order, for Shopify's own journey of its buyer, where that may decide: no code did (or clicks go before
 * codes), the order came by a session Shopify knows, and its landing page names a link of ours, or links were clicked in the time that counts.
 */
export async function askJourney(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  credit: Attribution,
  now: Date,
): Promise<void> {
  if (order.landingSite === null || OF_THE_ORDER.includes(credit.because)) return;
  if (credit.because === "code" && credit.rule?.first !== "link") return;
  if (!(await mayHaveCome(tx, shopId, order))) return;
  await enqueue(
    tx,
    shopId,
    { kind: "read-journey", key: order.id, payload: { orderId: order.id, since: now } },
    now,
  );
}

async function mayHaveCome(tx: Tx, shopId: ShopId, order: Order): Promise<boolean> {
  const to = orderInstant(order);
  const { windowDays } = policyAt(await holdPolicies(tx, shopId), to);
  const from = new Date(Number(to) - windowDays * DAY_MS);
  if (await hasVisits(tx, shopId, from, to)) return true;
  const refs = refsIn(order.landingSite);
  return refs.length > 0 && (await findLinksBySlug(tx, shopId, refs)).length > 0;
}

/** Reads an order's journey and decides the order anew; again later while Shopify has not made it ready. */
export async function readJourney(
  shop: { id: ShopId; domain: string },
  graphql: AdminGraphql,
  { orderId, since, tries }: { orderId: OrderId; since: Date; tries: number },
  now: Date,
): Promise<JobOutcome> {
  const told = await fetchJourney(graphql, shop.domain, orderId);
  if (told === "not-ready" && Number(now) - Number(since) < GIVE_UP_MS) {
    const afterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
    return { state: "again", afterMs, reason: "Shopify has not made the journey ready yet" };
  }
  const visits = told === "not-ready" ? [] : told;
  return {
    state: "done",
    effects: async (tx) => {
      if (await isForgottenOrder(tx, shop.id, orderId)) return;
      await saveJourney(tx, shop.id, orderId, visits, now);
      await decideAnew(tx, shop.id, orderId);
    },
  };
}
