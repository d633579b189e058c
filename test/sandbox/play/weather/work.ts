import { setTimeout as pause } from "node:timers/promises";
import type { Reader } from "#test/sandbox/play/report/reader.ts";

/** Deliveries a worker has in hand at once. */
const LOOPS = 4;
const PATIENCE = 15_000;

/** What waits, as far as $1, and how many deliveries are claimed at this moment: each holds this lock until it is done. */
const HANDS = `SELECT (SELECT count(*)::int FROM (SELECT FROM inbox WHERE state = 'waiting' LIMIT $1) AS seen) AS waiting,
  (SELECT count(DISTINCT pid)::int FROM pg_locks WHERE relation = 'inbox'::regclass AND mode = 'RowShareLock' AND granted) AS claimed`;

/** Whether each of the workers must be in the middle of a delivery: more are claimed than all but one can have in hand. */
export async function isBusy(reader: Reader, workers: number): Promise<boolean> {
  const [row] = await reader.queues(HANDS, [LOOPS * workers]);
  return Number(row?.waiting) >= LOOPS * workers && Number(row?.claimed) > LOOPS * (workers - 1);
}

/** Waits until a worker has spoken that started after `since`. Throws when none did. */
export async function waitForWorker(reader: Reader, since: Date): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(50)) {
    const [row] = await reader.queues(
      "SELECT EXISTS (SELECT 1 FROM heartbeat WHERE started_at >= $1) AS is_back",
      [since],
    );
    if (row?.is_back === true) return;
  }
  throw new Error(`No worker spoke up within ${PATIENCE / 1000} s after one was killed.`);
}
