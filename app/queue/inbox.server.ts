import { type Database, inSystem, type Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { ring } from "#app/queue/bell.server.ts";
import { inTime } from "#app/queue/in-time.server.ts";

/** A webhook as it came off the wire: verified, unread. */
export type Delivery = {
  readonly shopDomain: string;
  readonly topic: string;
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly apiVersion: string | null;
  readonly triggeredAt: Date | null;
  readonly body: Buffer;
};

/** A delivery that waits to be applied, with its shop, if that is known. */
export type Waiting = {
  readonly id: string;
  readonly shopDomain: string;
  readonly topic: string;
  readonly triggeredAt: Date;
  readonly body: Buffer;
  readonly attempts: number;
  readonly shop: { readonly id: ShopId; readonly hashKey: Buffer } | null;
};

/** What became of a delivery: applied (its body dropped at once, or kept a while), never to be applied, or waiting for what is not there yet. */
export type Outcome =
  | { readonly state: "applied"; readonly isDropped?: boolean }
  | { readonly state: "quarantined"; readonly reason: string }
  | { readonly state: "parked"; readonly reason: string };

/** Tries before a delivery that keeps failing is put aside. Waits double from 1 s to 10 minutes: about two hours and a half in all. */
const MAX_ATTEMPTS = 24;
const LONGEST_WAIT_MS = 600_000;

/** Shopify hangs up after five seconds: what is not stored by then is not acknowledged, and comes again. */
const PATIENCE_MS = 4_500;

/** Stores a delivery once, however often it comes. What is stored may be acknowledged; what throws may not. */
export async function keep(database: Database, delivery: Delivery, now: Date): Promise<void> {
  const { shopDomain, topic, webhookId, eventId, apiVersion, triggeredAt, body } = delivery;
  const stored = database.system.query(
    `INSERT INTO inbox (shop_domain, topic, webhook_id, event_id, api_version, triggered_at, body, run_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING`,
    [shopDomain, topic, webhookId, eventId, apiVersion, triggeredAt, body, now],
  );
  await inTime(stored, PATIENCE_MS);
  ring(database);
}

/**
 * Applies the next waiting delivery: claim, all effects and the mark stand in one transaction, so that a crash at any
 * point leaves it either wholly applied or waiting. Other workers skip what one holds.
 * @param apply all effects of a delivery, inside the transaction
 * @param turn whose turn it was; kept by a worker's loop, so that shops take turns
 * @returns false when nothing waits
 */
export async function applyNext(
  database: Database,
  now: Date,
  apply: (tx: Tx, delivery: Waiting) => Promise<Outcome>,
  turn: { after: string } = { after: "" },
): Promise<boolean> {
  let claimed: Waiting | undefined;
  try {
    await inSystem(database, async (tx) => {
      claimed = await claim(tx, now, turn.after);
      if (!claimed) return;
      turn.after = claimed.shopDomain;
      const outcome = await apply(tx, claimed);
      const reason = "reason" in outcome ? outcome.reason : null;
      const isDropped = "isDropped" in outcome && outcome.isDropped === true;
      await tx.query(
        `UPDATE inbox SET state = $2, reason = $3, settled_at = $4, attempts = attempts + 1,
           body = CASE WHEN $5 THEN NULL ELSE body END WHERE id = $1`,
        [claimed.id, outcome.state, reason, now, isDropped],
      );
    });
  } catch (error) {
    if (!claimed) throw error;
    await postpone(database, claimed, error as Error & { code?: string }, now);
  }
  return claimed !== undefined;
}

/**
 * Lets the deliveries that waited for a shop go on. Called before the shop is saved, in the same transaction: it waits
 * for deliveries that are just being parked, and those claimed later wait for it and find the shop.
 */
export async function unpark(tx: Tx, shopDomain: string, now: Date): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [shopDomain]);
  await tx.query(
    "UPDATE inbox SET state = 'waiting', reason = NULL, settled_at = NULL, run_at = $2 WHERE shop_domain = $1 AND state = 'parked' AND reason = 'unknown-shop'",
    [shopDomain, now],
  );
}

/** Whether a shop has deliveries that nobody has tried to apply yet. */
export async function hasUntried(database: Database, shopDomain: string): Promise<boolean> {
  const { rows } = await database.system.query<{ found: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM inbox WHERE shop_domain = $1 AND state = 'waiting' AND attempts = 0) AS found",
    [shopDomain],
  );
  return rows[0]?.found ?? false;
}

/** The oldest delivery of the next shop in turn that has one; round from the first shop again when none is behind. */
async function claim(tx: Tx, now: Date, after: string): Promise<Waiting | undefined> {
  const { rows } = await tx.query(
    `SELECT inbox.id, inbox.shop_domain, inbox.topic, coalesce(inbox.triggered_at, inbox.received_at) AS triggered_at, inbox.body,
       inbox.attempts, shop.id AS shop_id, shop.hash_key
     FROM inbox LEFT JOIN shop ON shop.domain = inbox.shop_domain
     WHERE inbox.state = 'waiting' AND inbox.run_at <= $1 AND inbox.shop_domain > $2
     ORDER BY inbox.shop_domain, inbox.run_at, inbox.id LIMIT 1 FOR UPDATE OF inbox SKIP LOCKED`,
    [now, after],
  );
  const [row] = rows;
  if (!row) return after === "" ? undefined : claim(tx, now, "");
  const shop = row.shop_id ? { id: row.shop_id, hashKey: row.hash_key } : await findLate(tx, row.shop_domain);
  return {
    id: row.id,
    shopDomain: row.shop_domain,
    topic: row.topic,
    triggeredAt: row.triggered_at,
    body: row.body,
    attempts: row.attempts,
    shop,
  };
}

/** A shop that is being saved at this very moment would miss the delivery, and the delivery the shop: one waits for the other. */
async function findLate(tx: Tx, domain: string): Promise<Waiting["shop"]> {
  await tx.query("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 2))", [domain]);
  const { rows } = await tx.query<{ id: ShopId; hash_key: Buffer }>(
    "SELECT id, hash_key FROM shop WHERE domain = $1",
    [domain],
  );
  return rows[0] ? { id: rows[0].id, hashKey: rows[0].hash_key } : null;
}

/** A failure that is nobody's decision (a lost connection, a bug): tried again later, put aside in the end. */
async function postpone(database: Database, delivery: Waiting, error: Error & { code?: string }, now: Date) {
  const attempts = delivery.attempts + 1;
  const isLast = attempts >= MAX_ATTEMPTS;
  const runAt = new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** delivery.attempts));
  const reason = `failed ${attempts} times: ${error.code ?? error.name}`;
  await database.system.query(
    "UPDATE inbox SET attempts = $2, run_at = $3, state = $4, reason = $5, settled_at = $6 WHERE id = $1 AND state = 'waiting'",
    [delivery.id, attempts, runAt, isLast ? "quarantined" : "waiting", reason, isLast ? now : null],
  );
  throw error;
}
