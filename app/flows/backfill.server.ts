import { inShop, type Tx } from "#app/db.server.ts";
import type { Comparing } from "#app/flows/compare-orders.server.ts";
import { keepPastOrders } from "#app/flows/keep-past-orders.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import {
  type Backfill,
  dropOperation,
  findBackfill,
  finishBackfill,
  isPartial,
  moveBackfill,
  openBackfill,
  saveListed,
  saveOperation,
  saveProblem,
} from "#app/orders/backfills.server.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";
import { Throttled } from "#app/shopify/admin-api.server.ts";
import { checkListing, ListGone } from "#app/shopify/bulk.server.ts";
import type { PastOrder } from "#app/shopify/past-order.ts";
import { findHorizon, listPastOrders, readPastOrders } from "#app/shopify/past-orders.server.ts";

/** Orders recorded before it is noted how far that is, and how often before other jobs have their turn. */
const CHUNK = 100;
const CHUNKS_AT_ONCE = 10;
/** Shopify is left alone between two looks at its list for a tenth of the time it has had, within these bounds. */
const SHORTEST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 10_000;
/** Another list is asked for after a failed one: the waits double from one to the other. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 300_000;

/** Asks to read a shop's past orders, unless that is under way. `isSeamless`: no order was missed since the last time. */
export async function askBackfill(tx: Tx, shopId: ShopId, now: Date, isSeamless = false): Promise<void> {
  if (await openBackfill(tx, shopId, now, isSeamless))
    await enqueue(tx, shopId, { kind: "backfill", key: now.toISOString(), payload: {} }, now);
}

/** Asks to read past orders once more where Shopify did not show all of them. */
export async function askRest(tx: Tx, shopId: ShopId, now: Date): Promise<void> {
  if (await isPartial(tx, shopId)) await askBackfill(tx, shopId, now);
}

/**
 * Takes the next step in reading a shop's past orders: has Shopify list them, looks whether it has, records the next of
 * them. Goes on where it was cut off; a list that failed, or is gone, is asked for anew, and what it had is passed over.
 * @param asked the job's key: when the reading it is for was asked for
 */
export async function backfill(backfilling: Comparing, asked: string): Promise<JobOutcome> {
  const { database, shop } = backfilling;
  const found = await findBackfill(database, shop.id);
  if (!found || found.finishedAt !== null || found.askedAt.toISOString() !== asked) return { state: "done" };
  try {
    return await step(backfilling, found);
  } catch (error) {
    if (error instanceof Overtaken) return { state: "again", afterMs: 0, reason: error.message };
    if (error instanceof ListGone) return startOver(backfilling, found, error.message);
    if (error instanceof Error && !(error instanceof Throttled))
      await inShop(database, shop.id, (tx) => saveProblem(tx, shop.id, error.message));
    throw error;
  }
}

/** Another worker took this one for dead, and has moved on. */
class Overtaken extends Error {
  override name = "Overtaken";
}

async function step(backfilling: Comparing, found: Backfill): Promise<JobOutcome> {
  const { database, shop, graphql, clock } = backfilling;
  const { operation } = found;
  if (operation === null) return startList(backfilling);
  const list = await checkListing(graphql, shop.domain, operation);
  if (list.state === "failed") return startOver(backfilling, found, list.problem);
  const now = clock();
  const listedAt = list.state === "done" ? (found.listedAt ?? list.at ?? now) : null;
  await inShop(database, shop.id, (tx) => saveListed(tx, shop.id, operation, list.count, listedAt));
  if (listedAt === null || list.state === "running") {
    const had = (now.getTime() - found.askedAt.getTime()) / 10;
    const afterMs = Math.min(LONGEST_LOOK_MS, Math.max(SHORTEST_LOOK_MS, had));
    return { state: "again", afterMs, reason: "Shopify lists the past orders" };
  }
  return read(backfilling, { ...found, operation, listedAt, total: list.count }, list.url);
}

async function startList({ database, shop, graphql, clock }: Comparing): Promise<JobOutcome> {
  const horizon = await findHorizon(graphql, shop.domain, clock());
  const started = await listPastOrders(graphql, shop.domain);
  if (started === "busy")
    return { state: "again", afterMs: LONGEST_LOOK_MS, reason: "Shopify has other bulk work" };
  await inShop(database, shop.id, (tx) => saveOperation(tx, shop.id, started.id, horizon));
  return { state: "again", afterMs: SHORTEST_LOOK_MS, reason: "Shopify lists the past orders" };
}

async function startOver(
  { database, shop }: Comparing,
  { operation, operations }: Backfill,
  problem: string,
): Promise<JobOutcome> {
  if (operation !== null)
    await inShop(database, shop.id, (tx) => dropOperation(tx, shop.id, operation, problem));
  const afterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, operations - 1));
  return { state: "again", afterMs, reason: problem };
}

type Listed = Backfill & { readonly operation: string; readonly listedAt: Date };

/** Records the orders of a finished list, from where it was left. */
async function read(backfilling: Comparing, found: Listed, url: string | null): Promise<JobOutcome> {
  let [chunk, at, chunks]: [PastOrder[], Listed, number] = [[], found, 0];
  for await (const past of url === null ? [] : readPastOrders(url, found.bytes, backfilling.hash)) {
    chunk.push(past);
    if (chunk.length < CHUNK) continue;
    at = await keepChunk(backfilling, at, chunk);
    chunk = [];
    if (++chunks === CHUNKS_AT_ONCE)
      return { state: "again", afterMs: 0, reason: "there are more orders to read, and others wait" };
  }
  at = await keepChunk(backfilling, at, chunk);
  return finish(backfilling, at);
}

/** Records a chunk and moves on behind it. @throws Overtaken */
async function keepChunk(backfilling: Comparing, at: Listed, chunk: readonly PastOrder[]): Promise<Listed> {
  const { database, shop } = backfilling;
  const last = chunk.at(-1);
  if (!last) return at;
  const unreadable = await keepPastOrders(backfilling, chunk, at.listedAt);
  const firstAt = new Date(Math.min(...chunk.map(({ instant }) => instant.getTime())));
  const dealtWith = { done: chunk.length, unreadable, bytes: last.end, firstAt };
  const hasMoved = await inShop(database, shop.id, (tx) => moveBackfill(tx, shop.id, at, dealtWith));
  if (!hasMoved) throw new Overtaken("another worker has read on");
  return { ...at, done: at.done + chunk.length, bytes: last.end };
}

async function finish(backfilling: Comparing, at: Listed): Promise<JobOutcome> {
  const { shop, graphql, clock } = backfilling;
  if (at.done !== at.total)
    return startOver(backfilling, at, `Shopify's list ended after ${at.done} of ${at.total} orders`);
  if (at.isAll === false && (await findHorizon(graphql, shop.domain, clock())) === null)
    return startOver(backfilling, at, "Shopify shows all orders by now");
  return { state: "done", effects: (tx) => finishBackfill(tx, shop.id, at.operation, clock()) };
}
