import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { tidy } from "#app/flows/tidy.server.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

const database = await freshDb(8);
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
const now = at("2026-03-31T12:00:00Z");
/** 30 days and a second before, and a second less. */
const OLD = at("2026-03-01T11:59:59Z");
const YOUNG = at("2026-03-01T12:00:01Z");

const received = (state: string, at: Date, webhookId: string) =>
  database.owner.query(
    `INSERT INTO inbox (shop_domain, topic, webhook_id, body, state, reason, run_at, received_at)
     VALUES ($1, 'orders/create', $2, 'body', $3, CASE WHEN $3 IN ('applied', 'waiting') THEN NULL ELSE 'why' END, $4, $4)`,
    [shop.domain, webhookId, state, at],
  );
const inbox = async () =>
  Object.fromEntries(
    (await rowsOf(database, "inbox")).map(({ webhook_id, state, reason, body }) => [
      webhook_id,
      [state, reason, body && String(body)],
    ]),
  );

test("bodies go 30 days after they came, applied or set aside; what waits keeps its own", async () => {
  for (const state of ["applied", "quarantined", "parked", "waiting"]) {
    await received(state, OLD, `old-${state}`);
    await received(state, YOUNG, `young-${state}`);
  }
  expect((await tidy(database, now)).bodies).toBe(3);
  expect(await inbox()).toEqual({
    "old-applied": ["applied", null, null],
    "old-quarantined": ["discarded", "kept 30 days", null],
    "old-parked": ["discarded", "kept 30 days", null],
    "old-waiting": ["waiting", null, "body"],
    "young-applied": ["applied", null, "body"],
    "young-quarantined": ["quarantined", "why", "body"],
    "young-parked": ["parked", "why", "body"],
    "young-waiting": ["waiting", null, "body"],
  });
});

test("settled jobs go after a week, silent workers after a day, old comparisons after a quarter, in every shop", async () => {
  for (const [key, state, settled] of [
    ["old", "done", "2026-03-24T11:59:59Z"],
    ["given-up", "failed", "2026-03-24T11:59:59Z"],
    ["young", "done", "2026-03-24T12:00:01Z"],
    ["waiting", "waiting", null],
  ]) {
    await database.owner.query(
      "INSERT INTO outbox (shop_id, kind, key, payload, state, run_at, created_at, settled_at) VALUES ($1, 'x', $2, '{}', $3, $4, $4, $5)",
      [shop.id, key, state, at("2026-01-01"), settled],
    );
  }
  for (const [worker, beat] of [
    ["silent", "2026-03-30T11:59:59Z"],
    ["alive", "2026-03-30T12:00:01Z"],
  ])
    await database.owner.query("INSERT INTO heartbeat (worker, started_at, beat_at) VALUES ($1, $2, $2)", [
      worker,
      beat,
    ]);
  for (const { id } of [shop, other]) {
    for (const [run, started] of [
      ["old", "2025-12-31T11:59:59Z"],
      ["young", "2025-12-31T12:00:01Z"],
    ]) {
      await inShop(database, id, async (tx) => {
        await tx.query(
          "INSERT INTO reconcile_run (shop_id, id, kind, to_at, started_at) VALUES ($1, $2, 'recent', $3, $3)",
          [id, run, started],
        );
        await tx.query(
          "INSERT INTO reconcile_find (shop_id, run_id, order_id, name, what, updated_at, found_at) VALUES ($1, $2, 'o', '#1', 'behind', $3, $3)",
          [id, run, started],
        );
        await tx.query("INSERT INTO subscription_check (shop_id, checked_at) VALUES ($1, $2)", [id, started]);
      });
    }
  }
  expect(await tidy(database, now)).toEqual({ bodies: 0, jobs: 2, heartbeats: 1 });
  expect((await rowsOf(database, "outbox")).map((row) => row.key)).toEqual(["young", "waiting"]);
  expect((await rowsOf(database, "heartbeat")).map((row) => row.worker)).toEqual(["alive"]);
  for (const { id } of [shop, other]) {
    expect((await rowsOf(database, "reconcile_run", id)).map((row) => row.id)).toEqual(["young"]);
    expect((await rowsOf(database, "reconcile_find", id)).map((row) => row.run_id)).toEqual(["young"]);
    expect(await rowsOf(database, "subscription_check", id)).toHaveLength(1);
  }
});

test("several workers may tidy at once, a great deal, and again: each row goes once", async () => {
  await database.owner.query(
    `INSERT INTO inbox (shop_domain, topic, webhook_id, body, state, run_at, received_at)
     SELECT $1, 'orders/paid', 'many-' || n, 'body', 'applied', $2, $2 FROM generate_series(1, 2600) AS n`,
    [shop.domain, OLD],
  );
  const tidied = await Promise.all([1, 2, 3, 4].map(() => tidy(database, now)));
  const again = await tidy(database, now);
  expect(tidied.reduce((all, { bodies }) => all + bodies, again.bodies)).toBe(2600);
  expect(await tidy(database, now)).toEqual({ bodies: 0, jobs: 0, heartbeats: 0 });
});
