import { expect, test } from "vitest";
import { schedule } from "#app/queue/schedule.server.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

const database = await freshDb(4);
const berlin = await installShop(database, "berlin.myshopify.com", { timeZone: "Europe/Berlin" });
await installShop(database, "gone.myshopify.com");
await database.system.query("UPDATE shop SET uninstalled_at = $1 WHERE domain = 'gone.myshopify.com'", [
  at("2026-01-02"),
]);

const kinds = async () =>
  (await rowsOf(database, "outbox")).map(({ shop_id, kind, key }) => ({ shop_id, kind, key }));
const finish = () => database.owner.query("UPDATE outbox SET state = 'done'");

test("a new shop's first reconcile leaves webhooks a quarter of an hour", async () => {
  await schedule(database, at("2026-01-01T00:14:59Z"));
  expect((await kinds()).map(({ kind }) => kind)).toEqual(["check-subscriptions"]);
  await database.owner.query("DELETE FROM outbox");
});

test("however many workers look at the clock, each shop's work is asked for once a slot, and not while the last waits", async () => {
  const now = at("2026-03-10T12:00:00Z");
  await Promise.all(Array.from({ length: 6 }, () => schedule(database, now)));
  const all = await kinds();
  expect(all.map(({ kind }) => kind).sort()).toEqual([
    "check-codes",
    "check-subscriptions",
    "reconcile",
    "sweep",
    "watch-codes",
  ]);
  expect(all.every(({ shop_id }) => shop_id === berlin.id)).toBe(true);
  const due = (await rowsOf(database, "outbox")).map((row) => Number(row.run_at) - Number(now));
  expect(due.every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
  await schedule(database, at("2026-03-10T12:20:00Z"));
  expect(await kinds()).toHaveLength(5);
  await finish();
  await schedule(database, at("2026-03-10T12:20:00Z"));
  expect((await kinds()).filter(({ kind }) => kind === "reconcile")).toHaveLength(2);
  expect((await kinds()).filter(({ kind }) => kind === "sweep")).toHaveLength(1);
  await finish();
});

test.each([
  ["before three at night in the shop, there is no sweep", "2026-03-11T01:59:00Z", 0],
  ["from three on there is one", "2026-03-11T02:00:00Z", 1],
  ["and no other that day", "2026-03-11T15:00:00Z", 1],
  ["on the day the clocks go forward it comes all the same", "2026-03-29T01:30:00Z", 1],
])("%s", async (_case, instant, count) => {
  await schedule(database, at(instant));
  const day = instant.slice(0, 10);
  const sweeps = (await kinds()).filter(({ kind, key }) => kind === "sweep" && key === day);
  expect(sweeps).toHaveLength(count);
  await finish();
});
