import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { ask, makeFakeApp, openStandIn, textOf } from "#test/sandbox/stand-in-fixture.ts";
import { forward, type Proxied } from "#test/sandbox/storefront/app-proxy.ts";
import { shopperAt } from "#test/sandbox/storefront/shopper-fixture.ts";

const SOUND = path.join(import.meta.dirname, "fixtures/sound");
const app = makeFakeApp();
let standIn: StandIn;
const servers: Server[] = [];

beforeAll(async () => {
  standIn = await openStandIn(6010, undefined, SOUND);
});
afterEach(() => {
  app.seen.length = 0;
});
afterAll(async () => {
  app.stop();
  for (const server of servers) server.close().closeAllConnections();
  await standIn.stop();
});

const shop = () => standIn.origins.storefront;

test("the app that is away is Shopify's own error page with 502, and the shop goes on", async () => {
  const shopper = shopperAt(shop());
  const answer = await shopper.open("/apps/tributary/greeting?ref=ada");
  expect(answer.status).toBe(502);
  expect(answer.body).toContain("There was a problem loading this website");
  expect((await shopper.open("/products/ceramic-mug")).status).toBe(200);
});

test("a request of the storefront comes to the app below its own path, signed, and without a cookie", async () => {
  await app.listen(standIn);
  app.answer = (response) =>
    response
      .writeHead(201, {
        "content-type": "application/json",
        "set-cookie": "a=1",
        server: "app",
        "x-own": "kept",
        connection: "close",
      })
      .end('{"visit":"vi_1"}');
  const shopper = shopperAt(shop());
  await shopper.open("/");
  const headers = {
    cookie: `${shopper.cookie()}; secret=1`,
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "6.6.6.6",
  };
  const answer = await ask(`${shop()}/apps/tributary/a%2Fb/visit?ref=ada&ref=bea`, {
    method: "POST",
    headers,
    body: "ref=ada",
  });
  expect(answer).toMatchObject({ status: 201, body: '{"visit":"vi_1"}' });
  expect(answer.headers).toMatchObject({ "x-own": "kept", "content-type": "application/json" });
  expect([
    answer.headers.server,
    answer.headers["set-cookie"]?.some((one) => one.startsWith("a=")),
  ]).not.toContain("app");
  expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("a=1");
  const [seen] = app.seen;
  expect(seen?.url?.split("?")[0]).toBe("/proxy/a%2Fb/visit");
  expect(seen?.headers).toMatchObject({
    host: new URL(standIn.environment.SHOPIFY_APP_URL ?? "").host,
    "x-forwarded-host": "demo.myshopify.com",
    "x-forwarded-proto": "https",
  });
  expect(seen?.headers["x-forwarded-for"]).toMatch(/^6\.6\.6\.6, (::ffff:)?127\.0\.0\.1$/);
  expect(seen?.headers.cookie).toBeUndefined();
  const query = new URL(seen?.url ?? "", "https://app").searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    shop: "demo.myshopify.com",
    path_prefix: "/apps/tributary",
    logged_in_customer_id: "",
  });
  expect(query.getAll("ref")).toEqual(["ada", "bea"]);
  expect(Math.abs(Number(query.get("timestamp")) - Date.now() / 1000)).toBeLessThan(5);
});

test("the body of a POST arrives whole, and who is signed in is told by id alone", async () => {
  let body = "";
  await app.listen(standIn, async (incoming) => {
    body = await textOf(incoming);
  });
  app.answer = (response) => response.end("ok");
  const { id } = standIn.shop.customers.keep({ email: "ann@example.com" });
  const shopper = shopperAt(shop());
  expect((await shopper.send("/account/login", { id })).status).toBe(303);
  await shopper.send("/apps/tributary/visit", { ref: "ada", long: "x".repeat(70_000) });
  expect(new URLSearchParams(body).get("long")).toHaveLength(70_000);
  const query = new URL(app.seen[0]?.url ?? "", "https://app").searchParams;
  expect(query.get("logged_in_customer_id")).toBe(id);
  await shopper.send("/account/logout", {});
  await shopper.open("/apps/tributary");
  expect(new URL(app.seen[1]?.url ?? "", "https://app").pathname).toBe("/proxy");
  expect(new URL(app.seen[1]?.url ?? "", "https://app").searchParams.get("logged_in_customer_id")).toBe("");
});

test("an answer of the type application/liquid is rendered in the theme; one that wants no layout by itself", async () => {
  await app.listen(standIn);
  const liquid = (text: string) => {
    app.answer = (response) =>
      response.writeHead(200, { "content-type": "application/liquid; charset=utf-8" }).end(text);
  };
  const shopper = shopperAt(shop());
  liquid("<p id=own>{{ shop.name }} {{ '<b>' | escape }}</p>");
  const inTheme = await shopper.open("/apps/tributary/page");
  expect([inTheme.status, inTheme.body.includes("<p id=own>Demo &lt;b&gt;</p>")]).toEqual([200, true]);
  expect(inTheme.body).toContain('<main id="main"');
  liquid("{% layout none %}<i>{{ shop.name }}</i>");
  expect((await shopper.open("/apps/tributary/page")).body).toBe("<i>Demo</i>");
});

test("Liquid of the app that is not simulated is an error page that names it", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const shopper = shopperAt(shop());
  for (const [text, name] of [
    ["{{ 'x' | shout }}", "undefined filter: shout"],
    ["{% section 'x' %}", "tag &quot;section&quot; not found"],
    ["{{ blogs.size }}", "the object blogs"],
    ["{{ sandbox.home }}", "the object sandbox"],
  ] as const) {
    app.answer = (response) => response.writeHead(200, { "content-type": "application/liquid" }).end(text);
    const answer = await shopper.open("/apps/tributary/page");
    expect([answer.status, answer.body.includes(name)], text).toEqual([500, true]);
  }
  expect(said.mock.calls.flat().join("\n")).toContain(
    "sandbox: not simulated: the app's answer: undefined filter: shout",
  );
  said.mockRestore();
});

test("a redirect of the app is said aloud, and another method is refused", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  app.answer = (response) => response.writeHead(302, { location: "https://evil.example" }).end();
  const answer = await shopperAt(shop()).open("/apps/tributary/page");
  expect([answer.status, answer.headers.location]).toEqual([502, undefined]);
  expect(said.mock.calls.flat().join()).toContain("an app proxy that redirects");
  said.mockRestore();
  expect((await ask(`${shop()}/apps/tributary/page`, { method: "DELETE" })).status).toBe(405);
});

test("an app that the shop does not have gets nothing", async () => {
  app.answer = (response) => response.end("ok");
  await standIn.life.uninstall();
  await standIn.deliveries.drain();
  app.seen.length = 0;
  const shopper = shopperAt(shop());
  expect((await shopper.open("/apps/tributary/greeting")).status).toBe(404);
  expect(app.seen).toHaveLength(0);
  await standIn.life.reinstall();
  expect((await shopper.open("/apps/tributary/greeting")).body).toBe("ok");
});

/** A storefront that does nothing but pass on, to an upstream, with little patience. */
async function passOn(upstreamPort: number): Promise<{ url: string; outcome: Promise<Proxied> }> {
  let tell: (proxied: Proxied) => void = () => {};
  const outcome = new Promise<Proxied>((resolve) => {
    tell = resolve;
  });
  const front = createServer(async (incoming, response) => {
    const proxy = {
      prefix: "/apps/tributary",
      path: "/proxy",
      secret: "s",
      shop: "demo.myshopify.com",
      appUrl: "https://localhost:1",
      upstreamPort,
      storefrontHost: "demo.myshopify.com",
      patience: 200,
    };
    const proxied = await forward(proxy, incoming, response, "");
    tell(proxied);
    if (!response.headersSent) response.writeHead(proxied.kind === "failed" ? proxied.status : 200).end();
  });
  servers.push(front);
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(front.address() as AddressInfo).port}/apps/tributary/x`, outcome };
}

test("an app that takes longer than Shopify waits is 504, and its request is given up", async () => {
  let wasGivenUp: (() => void) | null = null;
  const gone = new Promise<void>((resolve) => {
    wasGivenUp = resolve;
  });
  const slow = createServer((incoming) => incoming.socket.on("close", () => wasGivenUp?.()));
  servers.push(slow);
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  const { url, outcome } = await passOn((slow.address() as AddressInfo).port);
  const status = await new Promise((resolve) => {
    request(url, (response) => resolve(response.statusCode)).end();
  });
  expect(status).toBe(504);
  expect(await outcome).toMatchObject({ kind: "failed", status: 504 });
  await gone;
});
