import { setTimeout as pause } from "node:timers/promises";
import { orderMould } from "#test/bench/load/orders.ts";
import type { Ground } from "#test/bench/running/ground.ts";

const BATCH = 500;
/** A backlog that is not applied by then is not being applied. */
const PATIENCE_MS = 300_000;

/**
 * Puts a backlog into a shop's inbox, as the web process would have, and rings for the workers when it falls due: all at
 * one instant, so that nobody has a head start.
 * @returns that instant
 */
export async function fillInbox(ground: Ground, domain: string, count: number): Promise<Date> {
  const mould = orderMould();
  const dueAt = new Date(Date.now() + 2000 + count / 2);
  for (let done = 0; done < count; done += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => done + index);
    await ground.ask(
      `INSERT INTO inbox (shop_domain, topic, webhook_id, body, run_at, received_at)
       SELECT $1, 'orders/create', id, body, $4, $4 FROM unnest($2::text[], $3::bytea[]) AS row (id, body)`,
      [domain, numbers.map((n) => `bench-${n}`), numbers.map((n) => Buffer.from(mould(n))), dueAt],
    );
  }
  await ground.ask("ANALYZE inbox");
  const left = dueAt.getTime() - Date.now();
  if (left < 0)
    throw new Error(
      `Storing ${count} deliveries took longer than planned: the machine is too busy to measure.`,
    );
  await pause(left + 5);
  await ground.ask("SELECT pg_notify('queue', '')");
  return dueAt;
}

/** Whether anything of a shop waits. */
export async function isWaiting(ground: Ground, domain: string): Promise<boolean> {
  const [row] = await ground.ask<{ is_waiting: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting' AND shop_domain = $1) AS is_waiting",
    [domain],
  );
  return row?.is_waiting ?? false;
}

/** Waits until nothing of a shop waits. @returns when the last of its deliveries was applied, effects and all */
export async function drained(ground: Ground, domain: string): Promise<Date> {
  for (const end = Date.now() + PATIENCE_MS; await isWaiting(ground, domain); await pause(100)) {
    if (Date.now() > end)
      throw new Error(`The inbox of ${domain} was not empty after ${PATIENCE_MS / 1000} s.`);
  }
  const [row] = await ground.ask<{ at: Date }>(
    "SELECT max(pg_xact_commit_timestamp(xmin)) AS at FROM inbox WHERE shop_domain = $1 AND state = 'applied'",
    [domain],
  );
  if (!row?.at) throw new Error(`Nothing of ${domain} was applied.`);
  return row.at;
}

/**
 * How old the applied deliveries of a shop were when their effects were committed.
 * @param span those triggered from the first instant to the second
 * @returns milliseconds from when each was triggered
 */
export async function agesWhenApplied(
  ground: Ground,
  domain: string,
  span: readonly [Date, Date],
): Promise<number[]> {
  const rows = await ground.ask<{ ms: number }>(
    `SELECT 1000 * extract(epoch FROM pg_xact_commit_timestamp(xmin) - triggered_at)::float8 AS ms
     FROM inbox WHERE shop_domain = $1 AND state = 'applied' AND triggered_at BETWEEN $2 AND $3`,
    [domain, ...span],
  );
  return rows.map(({ ms }) => ms);
}
