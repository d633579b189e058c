import { randomBytes } from "node:crypto";
import { lockHistories } from "#app/attribution/history.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { type CohortRunId, newId, type ShopId } from "#app/kernel/id.ts";
import {
  type CohortRunReason,
  finishCohortRun,
  listNextCustomers,
  moveCohortRun,
  openCohortRun,
} from "#app/ltv/cohort-runs.server.ts";
import { settleCustomers } from "#app/ltv/customers.server.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

/** So many customers are told in a transaction, which holds their histories: an order of theirs waits for it. */
const CHUNK = 200;
/** A run gives way to other jobs after so many chunks. */
const CHUNKS_AT_ONCE = 50;

/** Asks to tell a shop's cohorts anew from its orders. */
export async function askCohorts(
  tx: Tx,
  shopId: ShopId,
  because: CohortRunReason,
  now: Date,
): Promise<CohortRunId> {
  const id = newId("cohortRun", randomBytes(20));
  await openCohortRun(tx, shopId, { id, because }, now);
  await enqueue(tx, shopId, { kind: "rebuild-cohorts", key: id, payload: { runId: id } }, now);
  return id;
}

/**
 * Tells a shop's cohorts from its orders, some customers at a time, each with all that is kept of them. A run that was cut
 * off goes on where it was; orders that come meanwhile are told as always. Doing it twice changes nothing.
 */
export async function rebuildCohorts(
  database: Database,
  shopId: ShopId,
  runId: CohortRunId,
  clock: () => Date,
  chunks = CHUNKS_AT_ONCE,
): Promise<JobOutcome> {
  for (let chunk = 1; chunk <= chunks; chunk++)
    if (await rebuildNext(database, shopId, runId, clock)) return { state: "done" };
  return { state: "again", afterMs: 0, reason: "there are more customers to tell of, and others wait" };
}

/** Tells the next customers of a run. @returns whether it is over */
async function rebuildNext(database: Database, shopId: ShopId, runId: CohortRunId, clock: () => Date) {
  return inShop(database, shopId, async (tx) => {
    const ids = await listNextCustomers(tx, shopId, runId, CHUNK);
    if (ids === null) return true;
    await lockHistories(tx, shopId, ids);
    await settleCustomers(tx, shopId, ids);
    await moveCohortRun(tx, shopId, runId, ids);
    if (ids.length < CHUNK) await finishCohortRun(tx, shopId, runId, clock());
    return ids.length < CHUNK;
  });
}
