import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { inShop } from "#app/db.server.ts";
import { askReconcile } from "#app/flows/reconcile.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { keep } from "#app/queue/inbox.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { parseOrder } from "#app/shopify/payload.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(4);
let number = 0;
let now = at("2026-04-01T12:00:00Z");
const clock = () => now;

/** A shop, what Shopify knows of it, and a way to hear of a change as a webhook would tell it. */
async function openShop(fault: Parameters<typeof openAdmin>[0] = {}) {
  const domain = `shop-${++number}.myshopify.com`;
  const id = await shopOfAdaAndGrace(database, domain);
  const admin = await openAdmin(fault);
  const hash = await findPersonHash(database, testKeys, id);
  const hear = async (action: ReturnType<Books["place"]>["action"]) => {
    const payload = action.topics.find(({ topic }) => topic.startsWith("orders/"))?.payload;
    await inShop(database, id, (tx) => recordOrder(tx, id, parseOrder(JSON.stringify(payload), hash), now));
  };
  const place = (second: number) =>
    admin.books.place({
      at: new Date(at("2026-03-01").getTime() + second * 1000),
      customerId: String(1 + (second % 7)),
      email: null,
      lines: [{ title: "Stone", price: "10.00", quantity: 2 }],
      codes: [{ code: "ADA10", takes: { percent: "10" } }],
    });
  return { id, domain, ...admin, hear, place };
}
type Open = Awaited<ReturnType<typeof openShop>>;

const ask = async (shop: Open) => {
  now = new Date(now.getTime() + 1000);
  await askReconcile(database, shop.id, now);
  return work(shop);
};
/** Runs what is due; what asks to wait is waited for by moving the clock. */
async function work({ graphql }: Open, most = 200): Promise<number> {
  for (let tries = 0; tries < most; tries++) {
    // Budgets and bulk work take Shopify's own, real time.
    if (tries > 5) await pause(20);
    if (await runNextJob(database, clock, async () => graphql)) continue;
    const { rows } = await database.owner.query(
      "SELECT min(run_at) AS next FROM outbox WHERE state = 'waiting'",
    );
    if (rows[0].next === null) return tries;
    now = new Date(Math.max(Number(now), Number(rows[0].next)));
  }
  throw new Error("The work does not end.");
}
const runs = async (id: ShopId) =>
  (await rowsOf(database, "reconcile_run", id))
    .sort((a, b) => Number(a.started_at) - Number(b.started_at))
    .map(({ kind, listed, found, fetched, finished_at }) => ({
      kind,
      listed,
      found,
      fetched,
      isOver: finished_at !== null,
    }));
const finds = async (id: ShopId) =>
  (await rowsOf(database, "reconcile_find", id)).map(({ order_id, what }) => ({ order_id, what }));

test("what no webhook told of is found: orders never heard of, and orders whose last change was lost", async () => {
  const shop = await openShop();
  const known = shop.place(1);
  const behind = shop.place(2);
  const missing = shop.place(3);
  await shop.hear(known.action);
  await shop.hear(behind.action);
  shop.books.refund({ orderId: behind.made.id, at: at("2026-03-05"), lines: [{ line: 0, quantity: 1 }] });
  await ask(shop);
  expect(await runs(shop.id)).toEqual([{ kind: "recent", listed: 3, found: 2, fetched: 2, isOver: true }]);
  expect(await finds(shop.id)).toEqual(
    expect.arrayContaining([
      { order_id: missing.made.gid, what: "missing" },
      { order_id: behind.made.gid, what: "behind" },
    ]),
  );
  expect(await figuresOf(database, shop.id)).toMatchObject([{ orders: 3, net: "4500", refunded: "900" }]);
  expect(await recomputedFigures(database, shop.id)).toEqual(await figuresOf(database, shop.id));
});

test("after a reconcile the state is what it would be, had every webhook come", async () => {
  const [told, lossy] = [await openShop(), await openShop()];
  for (let second = 0; second < 60; second++) {
    for (const shop of [told, lossy]) {
      const { made, action } = shop.place(second);
      if (shop === told || second % 3 !== 0) await shop.hear(action);
      if (second % 4 !== 0) continue;
      const refund = shop.books.refund({
        orderId: made.id,
        at: at("2026-03-05"),
        lines: [],
        amountOnly: "3.33",
      });
      if (shop === told || second % 5 !== 0) await shop.hear(refund.action);
    }
  }
  expect(await stateOf(database, lossy.id)).not.toEqual(await stateOf(database, told.id));
  await ask(lossy);
  expect(await stateOf(database, lossy.id)).toEqual(await stateOf(database, told.id));
  await ask(lossy);
  expect((await runs(lossy.id)).at(-1)).toMatchObject({ found: 0, fetched: 0 });
});

test("the next one looks only at what changed since, less an overlap", async () => {
  const shop = await openShop();
  for (let second = 0; second < 20; second++) await shop.hear(shop.place(second * 60).action);
  await ask(shop);
  const { made } = shop.place(3600);
  await ask(shop);
  expect((await runs(shop.id)).map(({ listed, found }) => [listed, found])).toEqual([
    [20, 0],
    [7, 1],
  ]);
  expect(await finds(shop.id)).toEqual([{ order_id: made.gid, what: "missing" }]);
});

test("a shop without orders is compared, too, and its first one is found later", async () => {
  const shop = await openShop();
  await ask(shop);
  shop.place(1);
  await ask(shop);
  expect((await runs(shop.id)).map(({ found }) => found)).toEqual([0, 1]);
});

test("a shop whose budget runs out waits and goes on where it was; no page is done twice for nothing", async () => {
  const bucket = createBucket(() => Number(now), 1000, 50);
  const shop = await openShop({ bucket });
  for (let second = 0; second < 300; second++) {
    const { action } = shop.place(second);
    if (second % 30 !== 0) await shop.hear(action);
  }
  await ask(shop);
  const [run] = await runs(shop.id);
  expect(run).toMatchObject({ found: 10, isOver: true });
  expect(run?.listed).toBeLessThan(310);
  expect(await figuresOf(database, shop.id)).toMatchObject([{ orders: 300 }]);
});

test("a run that was cut off in the middle is gone on with", async () => {
  let calls = 0;
  const shop = await openShop({
    bucket: createBucket(Date.now, 1e6, 1e5),
    before: (query) => {
      if (query.includes("ChangedOrders") && ++calls === 2) throw new Error("cut off");
    },
  });
  for (let second = 0; second < 400; second++) shop.place(second);
  await ask(shop);
  const [run] = await runs(shop.id);
  expect(run).toMatchObject({ found: 400, isOver: true });
  expect(run?.listed).toBeLessThan(450);
  expect(await figuresOf(database, shop.id)).toMatchObject([{ orders: 400 }]);
});

test("what waits in the inbox was not missed: reconcile lets it be applied first", async () => {
  const shop = await openShop();
  const { action } = shop.place(1);
  await keep(
    database,
    {
      ...{
        shopDomain: shop.domain,
        topic: "orders/create",
        webhookId: "w1",
        eventId: null,
        apiVersion: null,
      },
      ...{ triggeredAt: null, body: Buffer.from(JSON.stringify(action.topics[0]?.payload)) },
    },
    now,
  );
  await askReconcile(database, shop.id, now);
  await runNextJob(database, clock, async () => shop.graphql);
  expect(await runs(shop.id)).toEqual([]);
  await shop.hear(action);
  await database.owner.query("UPDATE inbox SET state = 'applied'");
  await work(shop);
  expect(await runs(shop.id)).toMatchObject([{ listed: 1, found: 0 }]);
});

test("the nightly sweep has Shopify list 60 days, and finds what the quarter-hourly ones did not see", async () => {
  const shop = await openShop();
  now = at("2026-04-02T03:00:00Z");
  for (let second = 0; second < 30; second++) {
    const { action } = shop.place(second);
    if (second !== 7) await shop.hear(action);
  }
  await inShop(database, shop.id, (tx) =>
    enqueue(tx, shop.id, { kind: "sweep", key: "tonight", payload: {} }, now),
  );
  vi.stubGlobal("fetch", async (url: string) => new Response(shop.file(new URL(url).pathname)));
  await work(shop);
  vi.unstubAllGlobals();
  expect(await runs(shop.id)).toMatchObject([{ kind: "sweep", listed: 30, found: 1, isOver: true }]);
});
