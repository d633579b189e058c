import { afterEach, expect, test, vi } from "vitest";
import { inShop } from "#app/db.server.ts";
import { askReconcile } from "#app/flows/reconcile.server.ts";
import type { OrderId } from "#app/kernel/id.ts";
import { newNobody, rememberForgotten } from "#app/orders/forgotten.server.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { cohortsOf, recomputedCohorts } from "#test/support/cohorts.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { type Clock, happened, openPastShop, type PastShop } from "#test/support/past-shop.ts";
import {
  channelsOf,
  figuresOf,
  recomputedChannels,
  recomputedFigures,
  stateOf,
} from "#test/support/state.ts";

const database = await freshDb(4);
const clock: Clock = { now: at("2026-11-01T12:00:00Z") };
const open = (fault?: Parameters<typeof openPastShop>[2]) => openPastShop(database, clock, fault);
const files = (shop: PastShop) => vi.stubGlobal("fetch", vi.fn(shop.fetchFile));
afterEach(() => void vi.unstubAllGlobals());

async function readAll(shop: PastShop) {
  files(shop);
  await shop.ask();
  await shop.work();
}
const fetched = (shop: PastShop, kind: string) => shop.asked.filter((each) => each === kind).length;

async function expectSound(shop: PastShop) {
  expect(await figuresOf(database, shop.id)).toEqual(await recomputedFigures(database, shop.id));
  expect(await channelsOf(database, shop.id)).toEqual(await recomputedChannels(database, shop.id));
  expect(await cohortsOf(database, shop.id)).toEqual(await recomputedCohorts(database, shop.id));
}
async function expectAlike(shop: PastShop, other: PastShop) {
  const [state, wanted] = [await stateOf(database, shop.id), await stateOf(database, other.id)];
  for (const part of Object.keys(wanted)) expect(state[part], part).toEqual(wanted[part]);
}

test("after a backfill a shop is what it would be, had it heard every webhook and asked for every way", async () => {
  const [told, past] = [await open(), await open()];
  for (const event of happened(230)) {
    await told.hear(told.play(event));
    past.play(event);
  }
  await told.askWays();
  await told.work();
  await readAll(past);
  expect(await past.row()).toMatchObject({
    ...{ total: 230, done: 230, unreadable: 0, operations: 1, problem: null },
    ...{ is_all: true, horizon: null },
  });
  await expectAlike(past, told);
  await expectSound(past);
});

test("no order asks for a request of its own: those with refunds by fours, the others none at all", async () => {
  const shop = await open();
  for (const event of happened(230)) shop.play(event);
  const refunded = [...shop.books.orders.values()].filter(({ refunds }) => refunds.length > 0).length;
  expect(refunded).toBeGreaterThan(8);
  await readAll(shop);
  // A hundred orders at a time, and their refunded ones by fours.
  expect(fetched(shop, "FullOrders")).toBeLessThan(refunded / 4 + 3);
  const others = ["Granted", "ListOrders", "Listing", "FullOrders"];
  expect(shop.asked.filter((each) => !others.includes(each))).toEqual([]);
  expect(fetched(shop, "ListOrders")).toBe(1);
});

test("channel and newness stand from the first day: who is new is what Shopify's own count agrees to", async () => {
  const until = at("2026-11-01T12:00:00Z");
  const shop = await open({ shownUntil: () => until });
  shop.place("2026-03-01T00:00:00Z", { customerId: "1" });
  shop.place("2026-10-01T00:00:00Z", { customerId: "1", landingSite: "/?gclid=x" });
  shop.place("2026-10-02T00:00:00Z", {
    customerId: "2",
    landingSite: "/",
    referringSite: "https://google.com/",
  });
  shop.place("2026-10-03T00:00:00Z", { customerId: "2", landingSite: "/" });
  await readAll(shop);
  const seen = (await rowsOf(database, "attribution", shop.id)).map(({ channel, newness }) => [
    channel,
    newness,
  ]);
  expect(seen).toEqual([
    ["paid", "returning"],
    ["search", "new"],
    ["direct", "returning"],
  ]);
  expect(await shop.row()).toMatchObject({ is_all: false, total: 3, done: 3 });
});

test("without read_all_orders the last 60 days are read, and it is kept since when orders are known", async () => {
  clock.now = at("2026-11-01T12:00:00Z");
  const shop = await open({ shownUntil: () => at("2026-11-01T12:00:00Z") });
  for (const day of ["2026-08-01", "2026-09-01", "2026-09-03", "2026-10-30"]) shop.place(`${day}T00:00:00Z`);
  await readAll(shop);
  const { horizon, first_at, finished_at, ...row } = (await shop.row()) ?? {};
  expect(row).toMatchObject({ is_all: false, total: 2, done: 2 });
  expect(horizon).toEqual(at("2026-09-02T12:00:00Z"));
  expect(first_at).toEqual(at("2026-09-03T00:00:00Z"));
  expect(finished_at).not.toBeNull();
});

test("a shop without orders is done at once", async () => {
  const shop = await open();
  await readAll(shop);
  expect(await shop.row()).toMatchObject({ total: 0, done: 0, first_at: null, problem: null });
  expect((await shop.row())?.finished_at).not.toBeNull();
});

test("orders that webhooks tell meanwhile are kept as the newest tells them, and counted once", async () => {
  const [told, past] = [await open(), await open()];
  const events = happened(120);
  for (const shop of [told, past]) for (const event of events) shop.play(event);
  const changes = (shop: PastShop) => {
    const [first, second, third] = [...shop.books.orders.values()];
    const day = at("2026-11-02T00:00:00Z");
    return [
      shop.books.refund({ orderId: first?.id ?? "", at: day, lines: [], amountOnly: "1.00" }).action,
      shop.books.cancel({ orderId: second?.id ?? "", at: day }).action,
      shop.place("2026-11-02T08:00:00Z", {
        customerId: third?.customerId ?? null,
        email: third?.email ?? null,
      }).action,
    ];
  };
  files(past);
  await past.ask();
  // Listed as they were before.
  await past.step();
  for (const action of changes(past)) await past.hear(action);
  await past.work();
  changes(told);
  await readAll(told);
  await past.askWays();
  await past.work();
  await expectAlike(past, told);
  await expectSound(past);
});

test("while past orders are read, a comparison looks at what changed since alone", async () => {
  const shop = await open();
  for (const event of happened(40)) shop.play(event);
  await shop.ask();
  await inShop(database, shop.id, (tx) => tx.query("UPDATE backfill SET asked_at = '2026-11-01T12:00:00Z'"));
  clock.now = at("2026-11-02T12:00:00Z");
  shop.place("2026-11-02T00:00:00Z");
  await database.owner.query(
    "UPDATE outbox SET run_at = '2100-01-01' WHERE kind = 'backfill' AND state = 'waiting'",
  );
  await askReconcile(database, shop.id, clock.now);
  await shop.step();
  expect(await rowsOf(database, "reconcile_run", shop.id)).toMatchObject([{ listed: 1, found: 1 }]);
  await database.owner.query("DELETE FROM outbox WHERE kind = 'backfill' AND state = 'waiting'");
});

test("a forgotten buyer's past orders come without them, and without the way they came", async () => {
  const shop = await open();
  const { made } = shop.place("2026-10-01T00:00:00Z", { customerId: "77", landingSite: "/?gclid=x" });
  await inShop(database, shop.id, (tx) => rememberForgotten(tx, shop.id, [made.gid as OrderId], newNobody()));
  await readAll(shop);
  expect(await rowsOf(database, "order_journey", shop.id)).toEqual([]);
  const [order] = await rowsOf(database, "orders", shop.id);
  expect(order?.customer_id).toMatch(/^redacted:/);
});

test("an order nobody can read is counted, and keeps none of the others", async () => {
  const shop = await open();
  for (const day of [1, 2, 3]) shop.place(`2026-10-0${day}T00:00:00Z`);
  const [, second] = [...shop.books.orders.values()];
  if (second) second.lines = second.lines.map((line) => ({ ...line, quantity: -1 }));
  await readAll(shop);
  expect(await shop.row()).toMatchObject({ total: 3, done: 3, unreadable: 1 });
  expect(await rowsOf(database, "orders", shop.id)).toHaveLength(2);
});

test("a shop out of budget waits, and what was fetched stays", async () => {
  const bucket = createBucket(() => Number(clock.now), 1000, 50);
  const shop = await open({ bucket });
  for (const event of happened(160)) shop.play(event);
  await readAll(shop);
  expect(await shop.row()).toMatchObject({ total: 160, done: 160, problem: null });
  await expectSound(shop);
});
