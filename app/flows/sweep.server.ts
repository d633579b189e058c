import { randomBytes } from "node:crypto";
import { type Comparing, compareOrders } from "#app/flows/compare-orders.server.ts";
import { newId } from "#app/kernel/id.ts";
import { finishRun, openRun } from "#app/orders/reconciles.server.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";
import { checkListing, readListing, startListing } from "#app/shopify/bulk.server.ts";
import type { Listed } from "#app/shopify/orders-api.server.ts";

const DAY_MS = 86_400_000;
/** As far back as Shopify shows orders without read_all_orders. */
const DAYS = 60;
/** How long Shopify is left alone between two looks whether the list is made. */
const PAUSE_MS = 10_000;
/** Orders compared at a time, and how often before other jobs have their turn. */
const CHUNK = 250;
const CHUNKS_AT_ONCE = 20;

/** Nightly: has Shopify list the orders that changed in the last 60 days, in a bulk operation, which costs no budget. */
export async function startSweep({ shop, graphql, clock }: Comparing): Promise<JobOutcome> {
  const now = clock();
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const started = await startListing(graphql, shop.domain, from);
  if (started === "busy") return { state: "again", afterMs: PAUSE_MS, reason: "Shopify has other bulk work" };
  const job = { kind: "read-sweep", key: started.id, payload: { listing: started.id, from } };
  const runAt = new Date(now.getTime() + PAUSE_MS);
  return { state: "done", effects: (tx) => enqueue(tx, shop.id, job, now, runAt) };
}

/** Compares the finished list with our orders; gone on with where it was cut off, by how many lines were dealt with. */
export async function readSweep(
  comparing: Comparing,
  { listing, from }: { listing: string; from: Date },
): Promise<JobOutcome> {
  const { database, shop, graphql, clock } = comparing;
  const found = await checkListing(graphql, shop.domain, listing);
  if (found.state === "running")
    return { state: "again", afterMs: PAUSE_MS, reason: "the list is being made" };
  if (found.state === "failed") return { state: "failed", reason: found.problem };
  const now = clock();
  const begin = { id: newId("run", randomBytes(20)), from, to: now };
  const run = await openRun(database, shop.id, "sweep", begin, now);
  let line = 0;
  let chunk: Listed[] = [];
  for await (const order of found.url === null ? [] : readListing(found.url)) {
    if (line++ < run.listed) continue;
    chunk.push(order);
    if (chunk.length < CHUNK) continue;
    await compareOrders(comparing, run.id, chunk);
    chunk = [];
    if (line - run.listed >= CHUNK * CHUNKS_AT_ONCE)
      return { state: "again", afterMs: 0, reason: "more orders to compare" };
  }
  await compareOrders(comparing, run.id, chunk);
  return { state: "done", effects: (tx) => finishRun(tx, shop.id, run, clock()) };
}
