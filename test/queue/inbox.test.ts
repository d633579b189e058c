import { expect, test } from "vitest";
import { inSystem, withinShop } from "#app/db.server.ts";
import { applyNext, type Delivery, keep, type Outcome, unpark } from "#app/queue/inbox.server.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";

const database = await freshDb(12);
const shop = await installShop(database);
const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

let number = 0;
const makeDelivery = (more: Partial<Delivery> = {}): Delivery => ({
  shopDomain: shop.domain,
  topic: "orders/create",
  webhookId: `webhook-${++number}`,
  eventId: null,
  apiVersion: "2026-10",
  triggeredAt: now,
  body: Buffer.from("{}"),
  ...more,
});
const applied: Outcome = { state: "applied" };
const stateOf = async (webhookId: string) =>
  (await rowsOf(database, "inbox")).find((row) => row.webhook_id === webhookId);

test("a delivery that comes five times is stored once", async () => {
  const delivery = makeDelivery();
  await Promise.all([1, 2, 3, 4, 5].map(() => keep(database, delivery, now)));
  expect(
    (await rowsOf(database, "inbox")).filter((row) => row.webhook_id === delivery.webhookId),
  ).toHaveLength(1);
  expect(await applyNext(database, now, async () => applied)).toBe(true);
});

test("the same webhook id of another shop or topic is another delivery", async () => {
  const delivery = makeDelivery();
  for (const each of [
    delivery,
    { ...delivery, topic: "orders/updated" },
    { ...delivery, shopDomain: "other.myshopify.com" },
  ])
    await keep(database, each, now);
  let count = 0;
  while (await applyNext(database, now, async () => applied)) count++;
  expect(count).toBe(3);
});

test("fifty deliveries and eight workers: each delivery is applied exactly once", async () => {
  const ids = Array.from({ length: 50 }, () => makeDelivery());
  for (const each of ids) await keep(database, each, now);
  const seen: string[] = [];
  const worker = async () => {
    const note = async (_tx: unknown, delivery: { id: string }) => {
      seen.push(delivery.id);
      return applied;
    };
    while (await applyNext(database, now, note));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(seen).toHaveLength(50);
  expect(new Set(seen).size).toBe(50);
});

test("a shop with one delivery does not wait for another shop's flood", async () => {
  for (let flood = 0; flood < 30; flood++)
    await keep(database, makeDelivery({ shopDomain: "a-flood.myshopify.com" }), now);
  await keep(database, makeDelivery({ shopDomain: "small.myshopify.com" }), later(5));
  const turn = { after: "" };
  const order: string[] = [];
  const note = async (_tx: unknown, delivery: { shopDomain: string }) => {
    order.push(delivery.shopDomain);
    return applied;
  };
  while (await applyNext(database, later(6), note, turn));
  expect(order).toHaveLength(31);
  expect(order.indexOf("small.myshopify.com")).toBeLessThan(2);
});

test("effects and mark stand together: what fails leaves nothing and is tried again, later each time", async () => {
  const delivery = makeDelivery();
  await keep(database, delivery, now);
  const failing = applyNext(database, now, async (tx) => {
    await withinShop(tx, shop.id, () =>
      tx.query("INSERT INTO customer (shop_id, id) VALUES ($1, 'half')", [shop.id]),
    );
    throw new Error("the power went out");
  });
  await expect(failing).rejects.toThrow("the power went out");
  expect(await rowsOf(database, "customer", shop.id)).toEqual([]);
  expect(await stateOf(delivery.webhookId)).toMatchObject({
    state: "waiting",
    attempts: 1,
    run_at: later(1),
  });
  expect(await applyNext(database, now, async () => applied)).toBe(false);
  expect(await applyNext(database, later(1), async () => applied)).toBe(true);
  expect(await stateOf(delivery.webhookId)).toMatchObject({ state: "applied", attempts: 2 });
});

test("what fails for hours is put aside with the reason, and the queue goes on", async () => {
  const delivery = makeDelivery();
  await keep(database, delivery, now);
  for (let round = 0; round < 24; round++) {
    await expect(
      applyNext(database, later(1000 * (round + 1)), () => Promise.reject(new RangeError("never"))),
    ).rejects.toThrow("never");
  }
  expect(await stateOf(delivery.webhookId)).toMatchObject({
    state: "quarantined",
    reason: "failed 24 times: RangeError",
    attempts: 24,
  });
  expect(await applyNext(database, later(90_000), async () => applied)).toBe(false);
});

test("what cannot be read is quarantined with the reason at once", async () => {
  const delivery = makeDelivery();
  await keep(database, delivery, now);
  await applyNext(database, now, async () => ({ state: "quarantined", reason: "id: must be an id" }));
  expect(await stateOf(delivery.webhookId)).toMatchObject({
    state: "quarantined",
    reason: "id: must be an id",
  });
});

test("a delivery for a shop we do not know yet waits for it, and goes on when it is there", async () => {
  const early = makeDelivery({ shopDomain: "early.myshopify.com" });
  await keep(database, early, now);
  await applyNext(database, now, async (_tx, delivery) =>
    delivery.shop === null ? { state: "parked", reason: "unknown-shop" } : applied,
  );
  expect(await stateOf(early.webhookId)).toMatchObject({ state: "parked" });
  await installShop(database, "early.myshopify.com");
  await inSystem(database, (tx) => unpark(tx, "early.myshopify.com", now));
  let known: unknown;
  await applyNext(database, now, async (_tx, delivery) => {
    known = delivery.shop;
    return applied;
  });
  expect(known).not.toBeNull();
  expect(await stateOf(early.webhookId)).toMatchObject({ state: "applied" });
});
