import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn, textOf } from "#test/sandbox/stand-in-fixture.ts";

// One story, told in order, over two starts of the stand-in.
const journal = join(mkdtempSync(join(tmpdir(), "stand-in-")), "journal.jsonl");
const app = makeFakeApp();
const got: { topic: string; at: string; body: Record<string, unknown> }[] = [];
let standIn: StandIn;

beforeAll(start);

async function start() {
  standIn = await openStandIn(4530, journal);
  await app.listen(standIn, async (request) => {
    const { "x-shopify-topic": topic, "x-shopify-triggered-at": at } = request.headers;
    got.push({ topic: String(topic), at: String(at), body: JSON.parse(await textOf(request)) });
  });
}

afterAll(async () => {
  app.stop();
  await standIn.stop();
});

const at = new Date("2026-03-01T09:00:00Z");
const lines = [{ title: "Mug", price: "5.00", quantity: 1 }];
const place = () => standIn.shop.placeOrder({ at, customerId: "77", email: "ann@example.com", lines });

/** What the app was told since it was last asked. */
async function told() {
  await standIn.deliveries.drain();
  return got.splice(0);
}

test("after the uninstall the app hears of that, and of no order more", async () => {
  await place();
  await told();
  await standIn.life.uninstall(at);
  const [word, ...others] = await told();
  expect(others).toEqual([]);
  expect(word).toMatchObject({
    topic: "app/uninstalled",
    at: at.toISOString(),
    body: { id: expect.any(Number), domain: "demo.myshopify.com", myshopify_domain: "demo.myshopify.com" },
  });
  await place();
  expect(await told()).toEqual([]);
  await expect(standIn.life.uninstall()).rejects.toThrow("not installed");
});

test("what the law asks is told to an app that was uninstalled, too: the shop's end two days after", async () => {
  await standIn.life.requestData("77");
  await standIn.life.redactCustomer("77");
  await standIn.life.redactShop();
  const words = await told();
  expect(words.map(({ topic }) => topic).toSorted()).toEqual([
    "customers/data_request",
    "customers/redact",
    "shop/redact",
  ]);
  const end = words.find(({ topic }) => topic === "shop/redact");
  expect(end).toEqual({
    topic: "shop/redact",
    at: "2026-03-03T09:00:00.000Z",
    body: { shop_id: expect.any(Number), shop_domain: "demo.myshopify.com" },
  });
});

test("a second start knows that the app is gone and the customer forgotten; installed again, the app hears again", async () => {
  await standIn.stop();
  await start();
  expect([standIn.life.isInstalled(), standIn.life.isErased()]).toEqual([false, true]);
  expect(standIn.life.uninstalledAt()).toEqual(at);
  expect(standIn.shop.customers.find("77")?.email).toBeNull();
  await standIn.life.reinstall();
  await place();
  expect((await told()).map(({ topic }) => topic)).toEqual(["orders/create"]);
  await expect(standIn.life.reinstall()).rejects.toThrow("installed already");
});

test("a second start knows what became of each order", async () => {
  const order = await standIn.shop.placeOrder({
    at,
    customerId: "78",
    email: null,
    lines,
    financialStatus: "pending",
  });
  await standIn.shop.payOrder({ orderId: order.id, at });
  await standIn.shop.editOrder({ orderId: order.id, at, add: lines });
  await standIn.shop.fulfilOrder({ orderId: order.id, at });
  const { id } = await standIn.shop.saveCustomer({ email: "bo@example.com", at });
  await standIn.shop.mergeCustomers({ keptId: id, deletedId: "78", at });
  const topics = [
    "customers/create",
    "customers/merge",
    "orders/create",
    "orders/edited",
    "orders/fulfilled",
    "orders/paid",
    "orders/updated",
    "orders/updated",
    "orders/updated",
  ];
  expect((await told()).map(({ topic }) => topic).toSorted()).toEqual(topics);
  await standIn.stop();
  await start();
  await standIn.shop.cancelOrder({ orderId: order.id, at });
  const [{ body } = { body: {} }] = await told();
  expect(body).toMatchObject({
    fulfillment_status: "fulfilled",
    customer: { email: "bo@example.com" },
    line_items: [{ title: "Mug" }, { title: "Mug" }],
  });
});
