import { type Database, inSystem } from "#app/db.server.ts";
import { KEPT_DAYS } from "#app/queue/bodies.server.ts";

const DAY_MS = 86_400_000;
/** Settled jobs stay this long, for a person who asks what became of one. */
const JOB_DAYS = 7;
/** A worker that was silent so long is no more. */
const SILENT_DAYS = 1;
/** Rows in one statement: a long one would keep others waiting. */
const BATCH = 500;

/** How many rows were tidied away. */
export type Tidied = { readonly bodies: number; readonly jobs: number; readonly heartbeats: number };

/**
 * Drops what the queues no longer need: bodies 30 days after they came (what was set aside until then is discarded), jobs a
 * week after they were settled, workers not heard of for a day. Workers may do it at the same time: each takes rows no other has.
 */
export async function tidyQueues(database: Database, now: Date): Promise<Tidied> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return {
    bodies: await inBatches(
      database,
      `UPDATE inbox SET body = NULL, settled_at = coalesce(settled_at, $3),
         reason = CASE WHEN state IN ('quarantined', 'parked') THEN '${KEPT}' ELSE reason END,
         state = CASE WHEN state IN ('quarantined', 'parked') THEN 'discarded' ELSE state END
       WHERE id IN (SELECT id FROM inbox WHERE body IS NOT NULL AND received_at < $1 AND state <> 'waiting'
         ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      before(KEPT_DAYS),
      now,
    ),
    jobs: await inBatches(
      database,
      `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state <> 'waiting' AND settled_at < $1
         ORDER BY settled_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      before(JOB_DAYS),
    ),
    heartbeats: await inBatches(
      database,
      `DELETE FROM heartbeat WHERE worker IN (SELECT worker FROM heartbeat WHERE beat_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      before(SILENT_DAYS),
    ),
  };
}

/** Why a delivery that nobody could apply is discarded in the end. */
const KEPT = `kept ${KEPT_DAYS} days`;

/** Runs a statement that takes at most `$2` rows older than `$1`, each time in a transaction of its own, until none is left. */
async function inBatches(
  database: Database,
  statement: string,
  before: Date,
  ...more: readonly Date[]
): Promise<number> {
  for (let all = 0; ; ) {
    const { rowCount } = await inSystem(database, (tx) => tx.query(statement, [before, BATCH, ...more]));
    all += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return all;
  }
}
