import { setTimeout as pause } from "node:timers/promises";
import type { Reader } from "#test/sandbox/play/report/reader.ts";

/** How the app's queues stand: deliveries by their state, and jobs. */
export type Queues = {
  readonly stored: number;
  readonly applied: number;
  readonly quarantined: number;
  readonly parked: number;
  readonly failedJobs: number;
  /** The reasons of what was quarantined, parked or failed, each once. */
  readonly reasons: readonly string[];
};

/** Whether a delivery waits, or a job that is due, soon, or was tried before. Jobs set for a later hour are not waited for. */
const WAITING = `SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting')
  OR EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting'
    AND (run_at <= now() + make_interval(secs => $1) OR attempts > 0)) AS waiting`;

/** What the app puts off to do it with more of its kind comes within so many seconds: it asks for journeys by the ten. */
export const SOON = 15;

/** Resolves when nothing waits any more that is to be done within `soon` seconds. `isOver` ends the waiting early. */
export async function emptyQueues(reader: Reader, isOver: () => boolean, soon = 0): Promise<void> {
  while (!isOver()) {
    const [row] = (await reader.queues(WAITING, [soon])) as { waiting: boolean }[];
    if (row?.waiting === false) return;
    await pause(100);
  }
}

/** How many deliveries wait. */
export async function countWaiting(reader: Reader): Promise<number> {
  const [row] = await reader.queues("SELECT count(*)::int AS count FROM inbox WHERE state = 'waiting'");
  return Number(row?.count);
}

/** Counts what came of everything. */
export async function countQueues(reader: Reader): Promise<Queues> {
  const inbox = (await reader.queues(
    "SELECT state, count(*)::int AS count, array_agg(DISTINCT reason) FILTER (WHERE state <> 'applied' AND reason IS NOT NULL) AS reasons FROM inbox GROUP BY state",
  )) as { state: string; count: number; reasons: string[] | null }[];
  const jobs = (await reader.queues(
    "SELECT kind, count(*)::int AS count, array_agg(DISTINCT last_error) AS reasons FROM outbox WHERE state = 'failed' GROUP BY kind",
  )) as { kind: string; count: number; reasons: (string | null)[] }[];
  const count = (state: string) => inbox.find((row) => row.state === state)?.count ?? 0;
  return {
    stored: inbox.reduce((sum, row) => sum + row.count, 0),
    applied: count("applied"),
    quarantined: count("quarantined"),
    parked: count("parked"),
    failedJobs: jobs.reduce((sum, row) => sum + row.count, 0),
    reasons: [
      ...inbox.flatMap((row) => (row.reasons ?? []).map((reason) => `${row.state}: ${reason}`)),
      ...jobs.flatMap((row) => row.reasons.map((reason) => `${row.kind} failed: ${reason}`)),
    ].slice(0, 5),
  };
}
