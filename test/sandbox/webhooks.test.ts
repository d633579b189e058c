import { createHmac } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { createDeliveries } from "#test/sandbox/webhooks/deliveries.ts";
import { readAppToml } from "#test/sandbox/webhooks/subscriptions.ts";
import { webhooksOf } from "#test/sandbox/webhooks/webhook.ts";

const SENDER = { domain: "demo.myshopify.com", apiVersion: "2026-10", secret: "shh" };
const SUBSCRIPTIONS = ["orders/updated", "refunds/create"].map((topic) => ({
  topic,
  path: "/webhooks",
  includeFields: null,
}));
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

function makeToml(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "toml-")), "shopify.app.toml");
  writeFileSync(path, text);
  return path;
}

/** An app that answers with what `answer` says, and remembers what it was sent. */
async function fakeApp(answer: (count: number) => number) {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer(got.length)).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    got,
    target: { port: (server.address() as AddressInfo).port, host: "localhost:4402", protocol: "https" },
  };
}

const makeAction = () => ({
  at: Date.parse("2026-03-01T09:00:00Z"),
  topics: [
    { topic: "refunds/create", payload: { id: 1, note: "é" } },
    { topic: "orders/updated", payload: { id: 2 } },
    { topic: "orders/paid", payload: { id: 2 } },
  ],
});

test("a webhook is signed over its raw bytes and carries Shopify's headers", async () => {
  const { got, target } = await fakeApp(() => 200);
  const deliveries = createDeliveries(target);
  deliveries.send(webhooksOf(makeAction(), SUBSCRIPTIONS, SENDER));
  await deliveries.drain();
  expect(got).toHaveLength(2);
  for (const { headers, body } of got) {
    expect(headers["x-shopify-hmac-sha256"]).toBe(createHmac("sha256", "shh").update(body).digest("base64"));
    expect(headers).toMatchObject({
      host: "localhost:4402",
      "x-shopify-shop-domain": "demo.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": "2026-03-01T09:00:00.000Z",
    });
  }
  const ids = (name: string) => new Set(got.map((one) => one.headers[name])).size;
  expect([ids("x-shopify-webhook-id"), ids("x-shopify-event-id")]).toEqual([2, 1]);
  deliveries.stop();
});

test("a refused delivery is tried again with the same id until it is acknowledged", async () => {
  const { got, target } = await fakeApp((count) => (count < 4 ? 500 : 200));
  const deliveries = createDeliveries(target, { firstPause: 1 });
  deliveries.send(webhooksOf(makeAction(), SUBSCRIPTIONS.slice(0, 1), SENDER));
  await deliveries.drain();
  expect(deliveries.counts()).toEqual({ sent: 1, acknowledged: 1, failed: 0, requests: 4, waiting: 0 });
  expect(new Set(got.map((one) => one.headers["x-shopify-webhook-id"])).size).toBe(1);
  deliveries.stop();
});

test("after eight tries a delivery is given up aloud", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { target } = await fakeApp(() => 404);
  const deliveries = createDeliveries(target, { firstPause: 1 });
  deliveries.send(webhooksOf(makeAction(), SUBSCRIPTIONS.slice(0, 1), SENDER));
  await deliveries.drain();
  expect(deliveries.counts()).toMatchObject({ acknowledged: 0, failed: 1, requests: 8 });
  expect(said.mock.calls.flat().join()).toContain("gave up orders/updated");
  said.mockRestore();
  deliveries.stop();
});

test("placing is held back while too many deliveries wait", async () => {
  const { target } = await fakeApp(() => 200);
  const deliveries = createDeliveries(target, { waiting: 2 });
  deliveries.send(webhooksOf(makeAction(), SUBSCRIPTIONS, SENDER));
  let hasRoom = false;
  const room = deliveries.room().then(() => {
    hasRoom = true;
  });
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  await room;
  deliveries.stop();
});

test("include_fields keeps only the fields it names", () => {
  const [one] = webhooksOf(
    makeAction(),
    [{ topic: "refunds/create", path: "/w", includeFields: ["id"] }],
    SENDER,
  );
  expect(one?.body).toBe('{"id":1}');
});

test("the app's own shopify.app.toml can be read, compliance topics included", () => {
  const toml = readAppToml(new URL("../../shopify.app.toml", import.meta.url).pathname);
  const topics = toml.subscriptions.map((one) => one.topic);
  expect(topics).toEqual(expect.arrayContaining(["orders/create", "refunds/create", "customers/redact"]));
  expect(toml.scopes).toContain("write_discounts");
});

test("a filter in shopify.app.toml is refused aloud, because nothing here would apply it", () => {
  const path = makeToml(
    '[[webhooks.subscriptions]]\ntopics = ["orders/create"]\nuri = "/w"\nfilter = "id:1"\n',
  );
  expect(() => readAppToml(path)).toThrow("not simulated: webhooks.subscriptions.filter");
});
