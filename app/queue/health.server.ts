/**
 * How a shop's queues stand, for a person to look at. Every read is a few steps in an index, however much ever came in;
 * what could be long is counted up to `MOST`.
 */
import type { Database } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** Counts end here: beyond it the number says no more than that it is large. */
export const MOST = 10_000;

/**
 * A shop's inbox, counted up to `MOST`. `waiting` deliveries have not been tried, the first of them since `waitingSince`;
 * `failing` ones were, and are tried again; a person has to look at `quarantined` and `parked` ones.
 */
export type InboxHealth = {
  readonly waiting: number;
  readonly waitingSince: Date | null;
  readonly failing: number;
  readonly quarantined: number;
  readonly parked: number;
  readonly lastApplied: Date | null;
};

/** Says how a shop's inbox stands. */
export async function findInboxHealth(database: Database, shopDomain: string): Promise<InboxHealth> {
  const ofShop = "FROM inbox WHERE shop_domain = $1 AND";
  const { rows } = await database.system.query(
    `SELECT
       (SELECT count(*)::int FROM (SELECT 1 ${ofShop} state = 'waiting' AND attempts = 0 LIMIT ${MOST}) AS first) AS waiting,
       (SELECT run_at ${ofShop} state = 'waiting' AND attempts = 0 ORDER BY run_at, id LIMIT 1) AS waiting_since,
       (SELECT count(*)::int FROM (SELECT 1 ${ofShop} state = 'waiting' AND attempts > 0 LIMIT ${MOST}) AS first) AS failing,
       (SELECT settled_at ${ofShop} state = 'applied' ORDER BY settled_at DESC LIMIT 1) AS last_applied,
       count(*) FILTER (WHERE state = 'quarantined')::int AS quarantined,
       count(*) FILTER (WHERE state = 'parked')::int AS parked
     FROM (SELECT state ${ofShop} state IN ('quarantined', 'parked') LIMIT ${MOST}) AS aside`,
    [shopDomain],
  );
  const [row] = rows;
  return {
    waiting: row.waiting,
    waitingSince: row.waiting_since,
    failing: row.failing,
    quarantined: row.quarantined,
    parked: row.parked,
    lastApplied: row.last_applied,
  };
}

/** A job that waits for its time, or is in a worker's hands (`isHeld`); `lastError` is why it was put off. */
export type WaitingJob = {
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly runAt: Date;
  readonly isHeld: boolean;
  readonly lastError: string | null;
};

/** Lists a shop's waiting jobs of some kinds, the next one first; no more than 20. */
export async function listWaitingJobs(
  database: Database,
  shopId: ShopId,
  kinds: readonly string[],
  now: Date,
): Promise<WaitingJob[]> {
  const { rows } = await database.system.query(
    `SELECT kind, payload, run_at, coalesce(leased_until > $3, false) AS is_held, last_error FROM outbox
     WHERE shop_id = $1 AND kind = ANY($2) AND state = 'waiting' ORDER BY run_at, id LIMIT 20`,
    [shopId, kinds, now],
  );
  return rows.map((row) => ({
    ...{ kind: row.kind, payload: row.payload, runAt: row.run_at },
    ...{ isHeld: row.is_held, lastError: row.last_error },
  }));
}

/** When any worker last said that it is alive, and how many did since `since`; of all shops, as workers are. */
export async function findWorkers(
  database: Database,
  since: Date,
): Promise<{ beatAt: Date | null; alive: number }> {
  const { rows } = await database.system.query(
    "SELECT max(beat_at) AS beat_at, count(*) FILTER (WHERE beat_at >= $1)::int AS alive FROM heartbeat",
    [since],
  );
  return { beatAt: rows[0].beat_at, alive: rows[0].alive };
}
