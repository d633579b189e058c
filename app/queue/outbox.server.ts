import { randomUUID } from "node:crypto";
import { type Database, inSystem, type Tx, withinShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** Work to do outside the transaction that asked for it. `key` makes asking twice asking once. */
export type Job = { readonly kind: string; readonly key: string; readonly payload: Record<string, unknown> };

/** A job in a worker's hands: how often one took it, and how often it failed in a row before. */
export type Leased = Job & {
  readonly id: string;
  readonly shopId: ShopId;
  readonly attempts: number;
  readonly failures: number;
};

/** How a job ended: its effects to commit with its mark, to be looked at again (because it failed, or because it goes on), or given up with the reason. */
export type JobOutcome =
  | { readonly state: "done"; readonly effects?: (tx: Tx) => Promise<void> }
  | {
      readonly state: "again";
      readonly afterMs: number;
      readonly reason: string;
      readonly hasFailed?: true;
    }
  | { readonly state: "failed"; readonly reason: string; readonly effects?: (tx: Tx) => Promise<void> };

/** How long a worker may hold a job without renewing. A killed worker's job is free again after it. */
const LEASE_MS = 60_000;

/** Asks for a job, inside the shop's transaction that makes it necessary; `runAt` is when it falls due, at once unless told. */
export async function enqueue(tx: Tx, shopId: ShopId, job: Job, now: Date, runAt = now): Promise<void> {
  await tx.query(
    "INSERT INTO outbox (shop_id, kind, key, payload, run_at, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    [shopId, job.kind, job.key, JSON.stringify(job.payload), runAt, now],
  );
  // Nobody is woken for what is to be done later.
  if (runAt <= now) await tx.query("SELECT pg_notify('queue', '')");
}

/**
 * Asks for a job anew, however often the same was asked for before: what it is to see to has changed since. `of`: what it
 * is about, for who reads the queue.
 */
export async function enqueueAnew(
  tx: Tx,
  shopId: ShopId,
  { of, ...job }: Omit<Job, "key"> & { readonly of: string },
  now: Date,
  runAt = now,
): Promise<void> {
  await enqueue(tx, shopId, { ...job, key: `${of} ${randomUUID()}` }, now, runAt);
}

/** Asks for many jobs at once, each with when it falls due. */
export async function enqueueAll(
  tx: Tx,
  shopId: ShopId,
  jobs: readonly (Job & { readonly runAt: Date })[],
  now: Date,
): Promise<void> {
  if (jobs.length === 0) return;
  await tx.query(
    `INSERT INTO outbox (shop_id, kind, key, payload, run_at, created_at)
     SELECT $1, u.*, $6 FROM unnest($2::text[], $3::text[], $4::jsonb[], $5::timestamptz[]) AS u (kind, key, payload, run_at)
     ON CONFLICT DO NOTHING`,
    [
      ...[shopId, jobs.map(({ kind }) => kind), jobs.map(({ key }) => key)],
      ...[jobs.map(({ payload }) => JSON.stringify(payload)), jobs.map(({ runAt }) => runAt), now],
    ],
  );
  await tx.query("SELECT pg_notify('queue', '')");
}

/** Leases the next job that is due; null when there is none. Jobs whose lease ran out are due again. */
export async function lease(database: Database, now: Date): Promise<Leased | null> {
  const { rows } = await database.system.query(
    `UPDATE outbox SET leased_until = $2, attempts = attempts + 1
     WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
       ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, shop_id, kind, key, payload, attempts, failures`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  const [row] = rows;
  return row
    ? {
        id: row.id,
        shopId: row.shop_id,
        kind: row.kind,
        key: row.key,
        payload: row.payload,
        attempts: row.attempts,
        failures: row.failures,
      }
    : null;
}

/** Makes a shop's waiting jobs due at once: what they failed for may be over. */
export async function hasten(tx: Tx, shopId: ShopId, now: Date): Promise<void> {
  await tx.query("UPDATE outbox SET run_at = $2 WHERE shop_id = $1 AND state = 'waiting' AND run_at > $2", [
    shopId,
    now,
  ]);
}

/** Keeps hold of a job that takes longer than its lease. */
export async function renew(database: Database, job: Leased, now: Date): Promise<void> {
  await database.system.query(
    "UPDATE outbox SET leased_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'waiting'",
    [job.id, job.attempts, new Date(now.getTime() + LEASE_MS)],
  );
}

/**
 * Settles a leased job; its effects and its mark are committed together. Whoever lost the lease to another worker
 * (its number of attempts tells) settles nothing.
 */
export async function settle(database: Database, job: Leased, outcome: JobOutcome, now: Date): Promise<void> {
  await inSystem(database, async (tx) => {
    if (outcome.state === "again") {
      const runAt = new Date(now.getTime() + outcome.afterMs);
      await tx.query(
        "UPDATE outbox SET run_at = $2, leased_until = NULL, last_error = $3, failures = $5 WHERE id = $1 AND attempts = $4 AND state = 'waiting'",
        [job.id, runAt, outcome.reason, job.attempts, outcome.hasFailed ? job.failures + 1 : 0],
      );
      return;
    }
    const reason = outcome.state === "failed" ? outcome.reason : null;
    const { rowCount } = await tx.query(
      "UPDATE outbox SET state = $2, settled_at = $3, leased_until = NULL, last_error = $4 WHERE id = $1 AND attempts = $5 AND state = 'waiting'",
      [job.id, outcome.state, now, reason, job.attempts],
    );
    const { effects } = outcome;
    if (rowCount === 1 && effects) await withinShop(tx, job.shopId, () => effects(tx));
  });
}
