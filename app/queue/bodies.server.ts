import type { Tx } from "#app/db.server.ts";

/** How long the body of a settled delivery is kept, from when it came. */
export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Bodies in memory at a time: one may have 10 MB. */
const BATCH = 50;

/** A delivery whose body tells of somebody. */
export type Found = { readonly id: string; readonly receivedAt: Date };

/** A delivery that is held until the transaction ends. */
export type Held = {
  readonly id: string;
  readonly topic: string;
  readonly state: "waiting" | "applied" | "quarantined" | "parked" | "discarded";
  readonly body: Buffer;
};

/** Until when a body that came at `receivedAt` is kept at most. */
export function keptUntil(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + KEPT_DAYS * DAY_MS);
}

/** Looks through every body kept of a shop, whatever its state, and lists those that `holds` says yes to. */
export async function findBodies(
  tx: Tx,
  shopDomain: string,
  holds: (body: Buffer) => boolean,
): Promise<Found[]> {
  const found: Found[] = [];
  await tx.query(
    "DECLARE bodies NO SCROLL CURSOR FOR SELECT id, received_at, body FROM inbox WHERE shop_domain = $1 AND body IS NOT NULL",
    [shopDomain],
  );
  for (;;) {
    const { rows } = await tx.query(`FETCH ${BATCH} FROM bodies`);
    for (const row of rows) if (holds(row.body)) found.push({ id: row.id, receivedAt: row.received_at });
    if (rows.length < BATCH) break;
  }
  await tx.query("CLOSE bodies");
  return found;
}

/** The bodies of a shop's deliveries of one topic that still wait. */
export async function listWaiting(tx: Tx, shopDomain: string, topic: string): Promise<Buffer[]> {
  const { rows } = await tx.query<{ body: Buffer }>(
    "SELECT body FROM inbox WHERE shop_domain = $1 AND topic = $2 AND state = 'waiting' ORDER BY id",
    [shopDomain, topic],
  );
  return rows.map((row) => row.body);
}

/**
 * Holds deliveries until the transaction ends, waiting for those that are being applied; so to be called before any other
 * lock is taken. Wishes to be forgotten that wait are left out: two of one person's would wait for each other.
 */
export async function holdDeliveries(tx: Tx, ids: readonly string[]): Promise<Held[]> {
  const { rows } = await tx.query<Held>(
    `SELECT id, topic, state, body FROM inbox WHERE id = ANY($1) AND body IS NOT NULL AND (topic <> 'customers/redact' OR state <> 'waiting')
     ORDER BY id FOR UPDATE`,
    [ids],
  );
  return rows;
}

/** Drops the bodies of deliveries; what was not applied can then never be, and is discarded for `reason`. */
export async function dropBodies(tx: Tx, ids: readonly string[], reason: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE inbox SET body = NULL, state = CASE WHEN state = 'applied' THEN state ELSE 'discarded' END,
       reason = CASE WHEN state = 'applied' THEN reason ELSE $2 END, settled_at = coalesce(settled_at, $3) WHERE id = ANY($1)`,
    [ids, reason, now],
  );
}
