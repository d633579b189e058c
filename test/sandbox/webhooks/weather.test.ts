import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { exact } from "#test/sandbox/order-life/json.ts";
import { createDeliveries, type DeliveryOptions } from "#test/sandbox/webhooks/deliveries.ts";
import { webhooksOf } from "#test/sandbox/webhooks/webhook.ts";

const SENDER = { domain: "demo.myshopify.com", apiVersion: "2026-10", secret: "shh" };
const TOPICS = ["orders/create", "orders/edited", "refunds/create", "customers/update"];
const SUBSCRIPTIONS = TOPICS.map((topic) => ({ topic, path: "/webhooks", includeFields: null }));
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** Deliveries to an app that answers 200 after `ms` milliseconds, and remembers what came: id and body. */
async function deliverTo(options: DeliveryOptions, ms = 0) {
  const got: { id: string; body: string }[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    got.push({ id: String(request.headers["x-shopify-webhook-id"]), body: Buffer.concat(chunks).toString() });
    setTimeout(() => response.writeHead(200).end(), ms);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const deliveries = createDeliveries({ port, host: "localhost", protocol: "https" }, options);
  ended.push(
    () => deliveries.stop(),
    () => server.close().closeAllConnections(),
  );
  return { got, deliveries };
}

function makeOrder(id: number, at = id) {
  return webhooksOf({ at, topics: [{ topic: "orders/create", payload: { id } }] }, SUBSCRIPTIONS, SENDER);
}

test("a second copy has the same webhook id and the same bytes, and counts as one webhook", async () => {
  const { got, deliveries } = await deliverTo({ faults: { duplicate: 1 } });
  for (let id = 1; id <= 20; id++) deliveries.send(makeOrder(id));
  await deliveries.drain();
  expect(got).toHaveLength(40);
  expect(new Set(got.map(({ id, body }) => id + body)).size).toBe(20);
  expect(deliveries.counts()).toEqual({ sent: 20, acknowledged: 20, failed: 0, requests: 40, waiting: 0 });
  expect(deliveries.faults.counts()).toMatchObject({ duplicated: 20, dropped: 0 });
});

test("some second copies are under way together with the first, and some come later", async () => {
  const { got, deliveries } = await deliverTo({ faults: { duplicate: 1 } }, 20);
  for (let id = 1; id <= 8; id++) deliveries.send(makeOrder(id));
  const atOnce = deliveries.counts().waiting - deliveries.faults.counts().held - 8;
  expect(atOnce).toBeGreaterThan(0);
  expect(deliveries.faults.counts().held).toBe(8 - atOnce);
  await deliveries.drain();
  expect(got).toHaveLength(16);
});

test("a delay in real time ends by itself, and does not hold back what comes after", async () => {
  const { got, deliveries } = await deliverTo({ faults: { delay: 200 } });
  for (let id = 1; id <= 5; id++) deliveries.send(makeOrder(id));
  expect(deliveries.counts().waiting).toBe(5);
  await deliveries.room();
  expect(deliveries.faults.counts().delayed).toBe(5);
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(5);
});

test("draining waits for no delay", async () => {
  const { got, deliveries } = await deliverTo({ faults: { delay: 3_600_000 } });
  deliveries.send(makeOrder(1));
  deliveries.faults.set({ clock: "played" });
  deliveries.send(makeOrder(2));
  await deliveries.drain();
  expect(got).toHaveLength(2);
  expect(deliveries.counts()).toMatchObject({ sent: 2, acknowledged: 2, waiting: 0 });
});

test("a dropped webhook is not sent, and its order is known digit by digit", async () => {
  const { got, deliveries } = await deliverTo({ faults: { drop: 1 } });
  const id = exact("9007199254740993");
  for (const [topic, payload] of [
    ["orders/create", { id }],
    ["refunds/create", { id: 1, order_id: id }],
    ["orders/edited", { order_edit: { id: 1, order_id: id } }],
    ["customers/update", { id }],
  ] as const) {
    deliveries.send(webhooksOf({ at: 1, topics: [{ topic, payload }] }, SUBSCRIPTIONS, SENDER));
  }
  await deliveries.drain();
  expect(got.map(({ body }) => body)).toEqual(['{"id":9007199254740993}']);
  expect(deliveries.faults.dropped().map(({ orderId, topic }) => [orderId, topic])).toEqual([
    ["9007199254740993", "orders/create"],
    ["9007199254740993", "refunds/create"],
    ["9007199254740993", "orders/edited"],
  ]);
  expect(deliveries.counts()).toMatchObject({ sent: 1, acknowledged: 1 });
});
