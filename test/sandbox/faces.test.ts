import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { ask, makeFakeApp, openStandIn } from "#test/sandbox/stand-in-fixture.ts";

const journal = join(mkdtempSync(join(tmpdir(), "stand-in-")), "journal.jsonl");
const app = makeFakeApp();
let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4500, journal);
  await app.listen(standIn);
});

afterAll(async () => {
  app.stop();
  await standIn.stop();
});

/** The address the app believes it has. */
const believed = () => standIn.environment.SHOPIFY_APP_URL ?? "";

test("each face answers to its own host name alone", async () => {
  app.answer = (response) => response.end("app");
  for (const url of [standIn.origins.admin, standIn.origins.app]) {
    expect((await ask(url)).status).toBe(200);
    expect((await ask(url, { headers: { host: "evil.example" } })).status).toBe(421);
    expect(
      (await ask(url, { headers: { host: new URL(url).host.replace("localhost", "127.0.0.1") } })).status,
    ).toBe(421);
  }
});

test("the app sees the address it believes it has; a foreign Origin stays foreign", async () => {
  app.answer = (response) => response.end("ok");
  app.seen.length = 0;
  const headers = { origin: standIn.origins.app, "x-forwarded-host": "evil.example" };
  await ask(`${standIn.origins.app}/app`, { method: "POST", headers, body: "x" });
  await ask(`${standIn.origins.app}/app`, {
    method: "POST",
    headers: { origin: "http://evil.example" },
    body: "x",
  });
  expect(app.seen[0]?.headers).toMatchObject({
    host: new URL(believed()).host,
    origin: believed(),
    "x-forwarded-proto": "https",
  });
  expect(app.seen[0]?.headers["x-forwarded-host"]).toBeUndefined();
  expect(app.seen[1]?.headers.origin).toBe("http://evil.example");
});

test("addresses in the app's answers lead to the faces, and its content policy is widened, never dropped", async () => {
  app.answer = (response) => {
    const reload = encodeURIComponent(`${believed()}/app?x=1`);
    response.writeHead(302, {
      location: `${believed()}/auth/session-token?shopify-reload=${reload}`,
      "x-shopify-api-request-failure-reauthorize-url": "https://admin.shopify.com/store/demo/products",
      "content-security-policy":
        "frame-ancestors https://demo.myshopify.com https://admin.shopify.com; default-src 'self'",
      "set-cookie": ["__Host-a=1; Secure; Path=/", "b=2"],
      "content-type": "text/html",
    });
    response.end('<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>');
  };
  const face = standIn.origins.app;
  const { headers, body } = await ask(`${face}/app`);
  expect(headers).toMatchObject({
    location: `${face}/auth/session-token?shopify-reload=${encodeURIComponent(`${face}/app?x=1`)}`,
    "x-shopify-api-request-failure-reauthorize-url": `${standIn.origins.admin}/store/demo/products`,
    "content-security-policy": `frame-ancestors https://demo.myshopify.com https://admin.shopify.com ${standIn.origins.admin}; default-src 'self'`,
    "set-cookie": ["__Host-a=1; Secure; Path=/", "b=2"],
  });
  expect(body).toBe('<script src="/__sandbox/app-bridge.js"></script>');
});

test("a session token is given to the admin page alone", async () => {
  const token = (origin: string) =>
    ask(`${standIn.origins.admin}/__token`, { method: "POST", headers: { origin } });
  expect((await token("http://evil.example")).status).toBe(403);
  expect((await token(standIn.origins.app)).status).toBe(403);
  expect((await token(standIn.origins.admin)).body.split(".")).toHaveLength(3);
});

test("the admin frame leads only into the app, whatever the path says", async () => {
  const { body } = await ask(`${standIn.adminUrl}/app/creators?tab=codes`);
  expect(body).toContain(`src="${standIn.origins.app}/app/creators?tab=codes&amp;embedded=1`);
  const evil = await ask(`${standIn.adminUrl}@evil.example/app`);
  expect(evil.body).toContain("Not part of the sandbox");
});

test("Controls places an order, refuses an unknown code, and acts only for its own page", async () => {
  app.answer = (response) => response.end();
  const post = (fields: Record<string, string>, origin = standIn.origins.admin) =>
    ask(`${standIn.origins.admin}/controls/orders`, {
      method: "POST",
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        who: "new",
        email: "ann@example.com",
        "units-7700000000001": "1",
        ...fields,
      }).toString(),
    });
  expect((await post({}, "http://evil.example")).status).toBe(403);
  const unknown = await post({ codes: "NOPE" });
  expect([unknown.status, unknown.body.includes("The code &quot;NOPE&quot; is not valid.")]).toEqual([
    422,
    true,
  ]);
  expect(standIn.shop.orderCount).toBe(0);
  expect((await post({})).status).toBe(303);
  expect(standIn.shop.orderCount).toBe(1);
  await standIn.deliveries.drain();
});

test("a second start knows the orders and the customers of the first, by the same ids", async () => {
  app.answer = (response) => response.end();
  const line = { title: "Mug", price: "5.00", quantity: 1 };
  const placed = {
    at: new Date("2026-01-01T00:00:00Z"),
    customerId: null,
    email: "bo@example.com",
    lines: [line],
  };
  const before = await standIn.shop.placeOrder(placed);
  await standIn.deliveries.drain();
  await standIn.stop();
  standIn = await openStandIn(4500, journal);
  await app.listen(standIn);
  expect(standIn.shop.orderCount).toBe(2);
  expect(standIn.shop.customers.findByEmail("ANN@example.com")).not.toBeNull();
  const refund = await standIn.shop.refundOrder({ orderId: before.id, at: new Date(), amountOnly: "1.00" });
  expect(refund.gid).toMatch(/^gid:\/\/shopify\/Refund\//);
  await standIn.deliveries.drain();
  expect(standIn.deliveries.counts()).toMatchObject({ sent: 2, acknowledged: 2 });
});
