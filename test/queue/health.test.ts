import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { findInboxHealth, findWorkers, listWaitingJobs } from "#app/queue/health.server.ts";
import { listHeard } from "#app/queue/heard.server.ts";
import { applyNext, keep, type Outcome } from "#app/queue/inbox.server.ts";
import { enqueue, lease } from "#app/queue/outbox.server.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const database = await freshDb();
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let number = 0;
const deliver = (at: Date, shopDomain = shop.domain, topic = "orders/create") =>
  keep(
    database,
    {
      ...{ shopDomain, topic, webhookId: `webhook-${++number}`, body: Buffer.from("{}") },
      ...{ eventId: null, apiVersion: null, triggeredAt: null },
    },
    at,
  );
const settle = (at: Date, outcome: Outcome) => applyNext(database, at, async () => outcome);

test("a shop nobody heard of yet has an empty inbox", async () => {
  expect(await findInboxHealth(database, shop.domain)).toEqual({
    waiting: 0,
    waitingSince: null,
    failing: 0,
    quarantined: 0,
    parked: 0,
    lastApplied: null,
  });
  expect(await listHeard(database, shop.domain)).toEqual([]);
});

test("an inbox says what waits and since when, what fails, what was set aside and when it last got on", async () => {
  for (let at = 0; at < 4; at++) await deliver(later(at));
  await settle(later(10), { state: "applied" });
  await settle(later(11), { state: "quarantined", reason: "bad" });
  await settle(later(12), { state: "parked", reason: "no-rule:x" });
  await applyNext(database, later(13), async () => {
    throw new Error("down");
  }).catch(() => {});
  await deliver(later(20));
  await deliver(later(21));
  await deliver(later(0), other.domain);
  expect(await findInboxHealth(database, shop.domain)).toEqual({
    waiting: 2,
    waitingSince: later(20),
    failing: 1,
    quarantined: 1,
    parked: 1,
    lastApplied: later(10),
  });
});

test("each topic says when it was last heard of, whatever became of it, and no other shop's", async () => {
  await database.owner.query("TRUNCATE inbox");
  await deliver(later(1), shop.domain, "refunds/create");
  await deliver(later(2), shop.domain, "orders/create");
  await deliver(later(3), shop.domain, "orders/create");
  await deliver(later(9), other.domain, "app/uninstalled");
  expect(await listHeard(database, shop.domain)).toEqual([
    { topic: "orders/create", receivedAt: later(3) },
    { topic: "refunds/create", receivedAt: later(1) },
  ]);
});

test("a job that waits is told with its time and why it was put off; one in a worker's hands is held", async () => {
  const ask = (key: string, runAt: Date, id = shop.id) =>
    inShop(database, id, (tx) => enqueue(tx, id, { kind: "reconcile", key, payload: { key } }, now, runAt));
  await ask("theirs", now, other.id);
  await ask("later", later(900));
  await ask("now", later(-1));
  await database.owner.query("UPDATE outbox SET last_error = 'Shopify asks to wait' WHERE key = 'later'");
  const list = () => listWaitingJobs(database, shop.id, ["reconcile", "sweep"], now);
  expect((await list()).map(({ payload, isHeld }) => [payload.key, isHeld])).toEqual([
    ["now", false],
    ["later", false],
  ]);
  expect((await lease(database, now))?.key).toBe("now");
  expect(await list()).toEqual([
    { kind: "reconcile", payload: { key: "now" }, runAt: later(-1), isHeld: true, lastError: null },
    {
      kind: "reconcile",
      payload: { key: "later" },
      runAt: later(900),
      isHeld: false,
      lastError: "Shopify asks to wait",
    },
  ]);
  expect(await listWaitingJobs(database, shop.id, ["sweep"], now)).toEqual([]);
});

test("workers that spoke within the minute are counted, the last word of any is told", async () => {
  expect(await findWorkers(database, later(-60))).toEqual({ beatAt: null, alive: 0 });
  await database.owner.query(
    "INSERT INTO heartbeat (worker, started_at, beat_at) VALUES ('a', $1, $1), ('b', $1, $2)",
    [later(-300), later(-4)],
  );
  expect(await findWorkers(database, later(-60))).toEqual({ beatAt: later(-4), alive: 1 });
});

test("whatever ever came in, the reads walk indexes and never the whole inbox", async () => {
  await database.owner.query("TRUNCATE inbox");
  await database.owner.query(
    `INSERT INTO inbox (shop_domain, topic, webhook_id, body, state, run_at, received_at, settled_at)
     SELECT $1, 'orders/updated', 'many-' || number, '{}', 'applied', $2, $2, $2 FROM generate_series(1, 20000) AS number`,
    [shop.domain, now],
  );
  await deliver(later(5));
  await database.owner.query("VACUUM ANALYZE inbox");
  const before = await rowsRead();
  await findInboxHealth(database, shop.domain);
  await listHeard(database, shop.domain);
  await database.owner.query("SELECT pg_stat_force_next_flush()");
  const { scans, fetched } = await rowsRead();
  expect(scans - before.scans).toBe(0);
  expect(fetched - before.fetched).toBeLessThan(100);
});

/** How often the inbox was read from end to end, and how many of its rows indexes led to. */
async function rowsRead(): Promise<{ scans: number; fetched: number }> {
  // Each connection tells its counts when it rests; a new one for the next statement makes sure of it.
  for (const pool of [database.system, database.owner]) {
    const client = await pool.connect();
    await client.query("SELECT pg_stat_force_next_flush()");
    await client.query("SELECT 1");
    client.release();
  }
  const { rows } = await database.owner.query(
    "SELECT seq_scan::int AS scans, (idx_tup_fetch + seq_tup_read)::int AS fetched FROM pg_stat_user_tables WHERE relname = 'inbox'",
  );
  return rows[0];
}
