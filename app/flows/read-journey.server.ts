import type { Attribution } from "#app/attribution/attribute.ts";
import { refsIn } from "#app/attribution/click.ts";
import { holdRules } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { hasVisits } from "#app/attribution/visits.server.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { type Credit, decideAnew } from "#app/flows/credit-order.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { orderInstant } from "#app/orders/counted.ts";
import { isForgottenOrder } from "#app/orders/forgotten.server.ts";
import type { Journey } from "#app/orders/journey.ts";
import {
  findJourneys,
  listWanted,
  removeJourneys,
  saveJourneys,
  wantJourney,
} from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { fetchJourneys, JOURNEYS_AT_ONCE } from "#app/shopify/journey.server.ts";

/**
 * Refusals that no journey would change, unless by a snapshot that asks itself. An order that was cancelled or emptied is
 * not among them: it may have been told of only then, and is explained as if it had been told of before.
 */
const OF_THE_ORDER: readonly Attribution["because"][] = [
  "test-order",
  "awaiting-payment",
  "draft-order",
  "subscription-renewal",
];
const DAY_MS = 86_400_000;
/** Shopify makes a journey ready within minutes, hours at most: then its absence is the answer. */
const GIVE_UP_MS = 2 * DAY_MS;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Journeys that decide no credit are asked for together, this often at most. */
const TOGETHER_MS = 10_000;
const NOT_READY_MS = 300_000;
/** What is known where Shopify tells nothing. */
const UNKNOWN: Journey = { visits: [], came: null, position: null, orders: null };

/**
 * Asks, once for each order whose way was not told along with it, for what Shopify knows of its buyer. At once where that may decide the credit: no code did (or
 * clicks go before codes), the order came by a session Shopify knows, and its landing page names a link of ours, or links
 * were clicked in the time that counts. Else by and by, with others, where only Shopify can say whether the customer is new,
 * or where a code decided beside a link that the landing page names: whoever asks why is told of the click, too.
 */
export async function askJourney(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  credit: Credit,
  now: Date,
): Promise<void> {
  if (OF_THE_ORDER.includes(credit.because)) return;
  if (await mayDecide(tx, shopId, order, credit)) {
    if ((await findJourneys(tx, shopId, [order.id])).has(order.id)) return;
    const payload = { orderId: order.id, since: now };
    await enqueue(tx, shopId, { kind: "read-journey", key: order.id, payload }, now);
  } else if (await isWorthAsking(tx, shopId, order, credit)) {
    if (!(await wantJourney(tx, shopId, order.id, now))) return;
    const slot = Math.floor(Number(now) / TOGETHER_MS) + 1;
    const job = { kind: "read-journeys", key: String(slot), payload: {} };
    await enqueue(tx, shopId, job, now, new Date(slot * TOGETHER_MS));
  }
}

async function mayDecide(tx: Tx, shopId: ShopId, order: Order, credit: Credit): Promise<boolean> {
  if (order.landingSite === null) return false;
  if (credit.because === "code" && credit.rule?.first !== "link") return false;
  const to = orderInstant(order);
  const { windowDays } = policyAt((await holdRules(tx, shopId)).versions, to);
  const from = new Date(Number(to) - windowDays * DAY_MS);
  return (await hasVisits(tx, shopId, from, to)) || namesLink(tx, shopId, order);
}

async function isWorthAsking(tx: Tx, shopId: ShopId, order: Order, credit: Credit): Promise<boolean> {
  if (credit.newness === "unknown" && order.buyer.customerId !== null) return true;
  return credit.because === "code" && namesLink(tx, shopId, order);
}

/** Whether the page an order's visit began on names a link of ours. */
async function namesLink(tx: Tx, shopId: ShopId, { landingSite }: Order): Promise<boolean> {
  const refs = refsIn(landingSite);
  return refs.length > 0 && (await findLinksBySlug(tx, shopId, refs)).length > 0;
}

type Shop = { readonly id: ShopId; readonly domain: string };

/** Reads an order's journey and decides the order anew; again later while Shopify has not made it ready. */
export async function readJourney(
  shop: Shop,
  graphql: AdminGraphql,
  { orderId, since, tries }: { orderId: OrderId; since: Date; tries: number },
  now: Date,
): Promise<JobOutcome> {
  const told = (await fetchJourneys(graphql, shop.domain, [orderId])).get(orderId) ?? UNKNOWN;
  if (told === "not-ready" && !isTooLate(since, now)) {
    const afterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
    return { state: "again", afterMs, reason: "Shopify has not made the journey ready yet" };
  }
  return {
    state: "done",
    effects: (tx) => keepJourney(tx, shop.id, orderId, told === "not-ready" ? UNKNOWN : told, now),
  };
}

/** Reads the journeys that are still wanted, so many at a time, and decides each order anew; again later for those not ready. */
export async function readJourneys(
  database: Database,
  shop: Shop,
  graphql: AdminGraphql,
  clock: () => Date,
): Promise<JobOutcome> {
  let isLeft = false;
  for (let after = ""; ; ) {
    const wanted = await inShop(database, shop.id, (tx) => listWanted(tx, shop.id, after, JOURNEYS_AT_ONCE));
    if (wanted.length === 0) break;
    after = wanted.at(-1)?.id ?? after;
    const ids = wanted.map(({ id }) => id);
    const told = await fetchJourneys(graphql, shop.domain, ids);
    for (const { id, since } of wanted) {
      const journey = told.get(id) ?? UNKNOWN;
      const now = clock();
      if (journey === "not-ready" && !isTooLate(since, now)) isLeft = true;
      else {
        const known = journey === "not-ready" ? UNKNOWN : journey;
        await inShop(database, shop.id, (tx) => keepJourney(tx, shop.id, id, known, now));
      }
    }
  }
  if (!isLeft) return { state: "done" };
  return { state: "again", afterMs: NOT_READY_MS, reason: "Shopify has not made every journey ready yet" };
}

const isTooLate = (since: Date, now: Date) => Number(now) - Number(since) >= GIVE_UP_MS;

async function keepJourney(tx: Tx, shopId: ShopId, id: OrderId, journey: Journey, now: Date): Promise<void> {
  if (await isForgottenOrder(tx, shopId, id)) {
    await removeJourneys(tx, shopId, [id]);
    return;
  }
  await saveJourneys(tx, shopId, new Map([[id, journey]]), now);
  await decideAnew(tx, shopId, id);
}
