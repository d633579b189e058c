import { randomBytes } from "node:crypto";
import { type Database, inShop } from "#app/db.server.ts";
import { type Comparing, compareOrders } from "#app/flows/compare-orders.server.ts";
import { newId, type ShopId } from "#app/kernel/id.ts";
import { findBackfilling } from "#app/orders/backfills.server.ts";
import { findReconciledTo, finishRun, openRun } from "#app/orders/reconciles.server.ts";
import { hasUntried } from "#app/queue/inbox.server.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";
import { listChangedOrders } from "#app/shopify/orders-api.server.ts";

/** A webhook may be on its way for so long before it counts as missed. */
const GRACE_MS = 120_000;
/** What waits in the inbox was not missed. Deliveries that never stop coming are not waited for for ever: 360 times 10 s. */
const PAUSE_MS = 10_000;
const MOST_PAUSES = 360;
/** Pages of 250 orders before other jobs have their turn. */
const PAGES_AT_ONCE = 20;

/** Asks for a reconcile at once, beside the one every 15 minutes: a merchant wants to know now. */
export async function askReconcile(database: Database, shopId: ShopId, now: Date): Promise<void> {
  const job = { kind: "reconcile", key: `asked ${now.toISOString()}`, payload: { isAsked: true } };
  await inShop(database, shopId, (tx) => enqueue(tx, shopId, job, now));
}

/**
 * Compares the orders that Shopify changed since the last time with ours, page by page, and records what no webhook told
 * of. How far it came is kept after each page, so that a kill, or a shop out of budget, costs one page.
 */
export async function reconcile(
  comparing: Comparing,
  { isAsked, tries }: { isAsked: boolean; tries: number },
): Promise<JobOutcome> {
  const { database, shop, graphql, clock } = comparing;
  if (tries < MOST_PAUSES && (await hasUntried(database, shop.domain)))
    return { state: "again", afterMs: PAUSE_MS, reason: "deliveries are still waiting to be applied" };
  const now = clock();
  const to = isAsked ? now : new Date(now.getTime() - GRACE_MS);
  // What is older is being read already.
  const from = (await findReconciledTo(database, shop.id)) ?? (await findBackfilling(database, shop.id));
  const begin = { id: newId("run", randomBytes(20)), from, to };
  const run = await openRun(database, shop.id, "recent", begin, now);
  const span = { from: run.seenTo ?? run.from, to: run.to };
  let after: string | null = null;
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const { orders, next } = await listChangedOrders(graphql, shop.domain, span, after);
    await compareOrders(comparing, run.id, orders);
    if (next === null) return { state: "done", effects: (tx) => finishRun(tx, shop.id, run, clock()) };
    after = next;
  }
  return { state: "again", afterMs: 0, reason: "more orders to compare" };
}
