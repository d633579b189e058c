import { randomBytes } from "node:crypto";
import {
  finishRun,
  listNext,
  moveRun,
  openRun,
  type RunReason,
} from "#app/attribution/decided-since.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { type DecisionRunId, newId, type OrderId, type ShopId } from "#app/kernel/id.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

/** So many orders are looked up at a time, and after so many the progress is told. */
const CHUNK = 100;
/** A run gives way to other jobs after so many chunks. */
const CHUNKS_AT_ONCE = 50;

/** Asks to decide anew every order placed from an instant on. */
export async function askDecisions(
  tx: Tx,
  shopId: ShopId,
  because: RunReason,
  since: Date,
  now: Date,
): Promise<void> {
  const id = newId("decisionRun", randomBytes(20));
  await openRun(tx, shopId, { id, because, since }, now);
  await enqueue(tx, shopId, { kind: "decide-since", key: id, payload: { runId: id } }, now);
}

/**
 * Decides orders anew, each in a transaction of its own, in the sequence in which they were placed; a run that was cut
 * off goes on where it was. Doing it twice changes nothing.
 */
export async function decideSince(
  database: Database,
  shopId: ShopId,
  runId: DecisionRunId,
  clock: () => Date,
): Promise<JobOutcome> {
  for (let chunk = 1; chunk <= CHUNKS_AT_ONCE; chunk++) {
    const found = await inShop(database, shopId, (tx) => listNext(tx, shopId, runId, CHUNK));
    if (!found) return { state: "done" };
    for (const { id } of found) await inShop(database, shopId, (tx) => decideAnew(tx, shopId, id as OrderId));
    await inShop(database, shopId, async (tx) => {
      await moveRun(tx, shopId, runId, found);
      if (found.length < CHUNK) await finishRun(tx, shopId, runId, clock());
    });
    if (found.length < CHUNK) return { state: "done" };
  }
  return { state: "again", afterMs: 0, reason: "there are more orders to decide, and others wait" };
}
