import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { enqueue, lease, renew, settle } from "#app/queue/outbox.server.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";

const database = await freshDb(12);
const shop = await installShop(database);
const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const ask = (key: string) =>
  inShop(database, shop.id, (tx) => enqueue(tx, shop.id, { kind: "test", key, payload: { key } }, now));
const jobs = async () =>
  (await rowsOf(database, "outbox")).map(({ key, state, attempts, last_error }) => ({
    key,
    state,
    attempts,
    last_error,
  }));
const addCustomer = (id: string) => (tx: { query: (sql: string, values: unknown[]) => Promise<unknown> }) =>
  tx.query("INSERT INTO customer (shop_id, id) VALUES ($1, $2)", [shop.id, id]).then(() => {});

test("a job asked for twice is one job, and one that is rolled back was never asked for", async () => {
  await ask("once");
  await ask("once");
  const undone = inShop(database, shop.id, async (tx) => {
    await enqueue(tx, shop.id, { kind: "test", key: "undone", payload: {} }, now);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await jobs()).toEqual([{ key: "once", state: "waiting", attempts: 0, last_error: null }]);
});

test("ten workers, one job: one of them gets it", async () => {
  const got = await Promise.all(Array.from({ length: 10 }, () => lease(database, now)));
  expect(got.filter(Boolean)).toHaveLength(1);
});

test("a killed worker's job is free again after a minute, and its effects are committed once with its mark", async () => {
  expect(await lease(database, later(59))).toBeNull();
  const job = await lease(database, later(61));
  expect(job).toMatchObject({ key: "once", attempts: 2 });
  if (!job) return;
  const outcome = { state: "done", effects: addCustomer("gid://shopify/Customer/1") } as const;
  await settle(database, job, outcome, later(62));
  await settle(database, job, { state: "done", effects: addCustomer("gid://shopify/Customer/2") }, later(63));
  expect((await rowsOf(database, "customer")).map((row) => row.id)).toEqual(["gid://shopify/Customer/1"]);
});

test("a worker that lost its lease settles nothing; one that renews keeps it", async () => {
  await ask("slow");
  const slow = await lease(database, now);
  if (!slow) throw new Error("no job");
  await renew(database, slow, later(50));
  expect(await lease(database, later(100))).toBeNull();
  const next = await lease(database, later(111));
  if (!next) throw new Error("no job");
  await settle(
    database,
    slow,
    { state: "done", effects: addCustomer("gid://shopify/Customer/3") },
    later(112),
  );
  await settle(database, slow, { state: "again", afterMs: 0, reason: "late" }, later(112));
  expect(await jobs()).toContainEqual({ key: "slow", state: "waiting", attempts: 2, last_error: null });
  await settle(database, next, { state: "done" }, later(113));
  expect((await rowsOf(database, "customer")).map((row) => row.id)).toEqual(["gid://shopify/Customer/1"]);
});

test("a job to be tried again waits as long as it says and keeps the reason", async () => {
  await ask("again");
  const job = await lease(database, now);
  if (job)
    await settle(database, job, { state: "again", afterMs: 5000, reason: "Shopify asks to wait" }, now);
  expect(await lease(database, later(4))).toBeNull();
  expect(await jobs()).toContainEqual({
    key: "again",
    state: "waiting",
    attempts: 1,
    last_error: "Shopify asks to wait",
  });
  const second = await lease(database, later(5));
  if (second) await settle(database, second, { state: "failed", reason: "gave up" }, later(5));
  expect(await jobs()).toContainEqual({ key: "again", state: "failed", attempts: 2, last_error: "gave up" });
});

test("when the effects fail the job is not marked done", async () => {
  await ask("broken");
  const job = await lease(database, now);
  if (!job) throw new Error("no job");
  await expect(
    settle(database, job, { state: "done", effects: () => Promise.reject(new Error("no")) }, now),
  ).rejects.toThrow("no");
  expect(await jobs()).toContainEqual({ key: "broken", state: "waiting", attempts: 1, last_error: null });
});

test("a shop cannot ask for work in another shop's name", async () => {
  const other = await installShop(database, "other.myshopify.com");
  await expect(
    inShop(database, shop.id, (tx) => enqueue(tx, other.id, { kind: "test", key: "x", payload: {} }, now)),
  ).rejects.toThrow(/row-level security/);
});
