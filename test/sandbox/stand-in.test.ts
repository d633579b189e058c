import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type StandIn, startStandIn } from "#test/sandbox/sandbox.ts";

let standIn: StandIn;
let app: Server;
let seen: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void;
const folder = mkdtempSync(join(tmpdir(), "stand-in-"));

const start = () =>
  startStandIn({
    cacheDir: ".cache",
    journalPath: join(folder, "journal.jsonl"),
    tomlPath: new URL("../../shopify.app.toml", import.meta.url).pathname,
    appKey: "key",
    appSecret: "secret",
    shop: { domain: "demo.myshopify.com", name: "Demo", currency: "EUR", timeZone: "UTC" },
    ports: { admin: 4500, app: 4502, upstream: 4503, proxy: 4504 },
  });

beforeAll(async () => {
  standIn = await start();
  app = createServer((incoming, response) => {
    seen.push(incoming);
    incoming.resume().on("end", () => answer(response));
  });
  await new Promise<void>((resolve) => app.listen(standIn.upstreamPort, "127.0.0.1", resolve));
});

afterAll(async () => {
  await standIn.stop();
  app.close().closeAllConnections();
});

type Got = { status: number; headers: IncomingMessage["headers"]; body: string };

function fetchPlain(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<Got>((resolve, reject) => {
    const { body, ...rest } = options;
    request(url.replace("localhost", "127.0.0.1"), {
      ...rest,
      headers: { host: new URL(url).host, ...rest.headers },
    })
      .on("response", async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      })
      .on("error", reject)
      .end(body);
  });
}

/** Opens a tunnel through the CONNECT proxy, as the app's Node does. */
function tunnel(target: string) {
  return new Promise<{ status: number; socket: Socket }>((resolve, reject) => {
    const url = new URL(standIn.environment.HTTPS_PROXY ?? "");
    request({ host: url.hostname, port: url.port, method: "CONNECT", path: target })
      .on("connect", (response, socket) =>
        resolve({ status: response.statusCode ?? 0, socket: socket as Socket }),
      )
      .on("error", reject)
      .end();
  });
}

async function callShop(path: string, headers: Record<string, string>, body: string) {
  const { socket } = await tunnel("demo.myshopify.com:443");
  const ca = readFileSync(standIn.environment.NODE_EXTRA_CA_CERTS ?? "");
  const host = "demo.myshopify.com";
  return new Promise<{ status: number; body: Record<string, never> }>((resolve, reject) => {
    httpsRequest({ socket, agent: false, host, servername: host, ca, path, method: "POST", headers } as never)
      .on("response", async (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
      })
      .on("error", reject)
      .end(body);
  });
}

test("the proxy refuses every host but a shop's, aloud", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  for (const host of [
    "example.com:443",
    "demo.myshopify.com:80",
    "demo.myshopify.com.evil.com:443",
    "admin.shopify.com:443",
  ]) {
    expect((await tunnel(host)).status, host).toBe(403);
    expect(said.mock.lastCall?.[0]).toContain(`refused CONNECT ${host}`);
  }
  said.mockRestore();
});

test("the app reaches its shop through the proxy with the sandbox's certificate: OAuth, then GraphQL", async () => {
  const grant = await callShop(
    "/admin/oauth/access_token",
    { "content-type": "application/json" },
    JSON.stringify({
      client_id: "key",
      client_secret: "secret",
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: standIn.idToken(),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  );
  expect(grant.status).toBe(200);
  const headers = {
    "content-type": "application/json",
    "x-shopify-access-token": String(grant.body.access_token),
  };
  const query = JSON.stringify({ query: "{ shop { name } }" });
  const shop = await callShop("/admin/api/2026-10/graphql.json", headers, query);
  expect(shop.body).toMatchObject({ data: { shop: { name: "Demo" } } });
});

test("each face answers to its own host name alone", async () => {
  answer = (response) => response.end("app");
  for (const url of [standIn.origins.admin, standIn.origins.app]) {
    expect((await fetchPlain(url)).status).toBe(200);
    expect((await fetchPlain(url, { headers: { host: "evil.example" } })).status).toBe(421);
    expect((await fetchPlain(url, { headers: { host: "127.0.0.1:4500" } })).status).toBe(421);
  }
});

test("the app sees the address it believes it has; a foreign Origin stays foreign", async () => {
  answer = (response) => response.end("ok");
  seen = [];
  const headers = { origin: standIn.origins.app, "x-forwarded-host": "evil.example" };
  await fetchPlain(`${standIn.origins.app}/app`, { method: "POST", headers, body: "x" });
  await fetchPlain(`${standIn.origins.app}/app`, {
    method: "POST",
    headers: { origin: "http://evil.example" },
    body: "x",
  });
  expect(seen[0]?.headers).toMatchObject({
    host: "localhost:4502",
    origin: "https://localhost:4502",
    "x-forwarded-proto": "https",
  });
  expect(seen[0]?.headers["x-forwarded-host"]).toBeUndefined();
  expect(seen[1]?.headers.origin).toBe("http://evil.example");
});

test("addresses in the app's answers lead to the faces, and its content policy is widened, never dropped", async () => {
  answer = (response) => {
    const reload = encodeURIComponent("https://localhost:4502/app?x=1");
    response.writeHead(302, {
      location: `https://localhost:4502/auth/session-token?shopify-reload=${reload}`,
      "x-shopify-api-request-failure-reauthorize-url": "https://admin.shopify.com/store/demo/products",
      "content-security-policy":
        "frame-ancestors https://demo.myshopify.com https://admin.shopify.com; default-src 'self'",
      "set-cookie": ["__Host-a=1; Secure; Path=/", "b=2"],
      "content-type": "text/html",
    });
    response.end('<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>');
  };
  const { headers, body } = await fetchPlain(`${standIn.origins.app}/app`);
  expect(headers).toMatchObject({
    location: `http://localhost:4502/auth/session-token?shopify-reload=${encodeURIComponent("http://localhost:4502/app?x=1")}`,
    "x-shopify-api-request-failure-reauthorize-url": "http://localhost:4500/store/demo/products",
    "content-security-policy":
      "frame-ancestors https://demo.myshopify.com https://admin.shopify.com http://localhost:4500; default-src 'self'",
    "set-cookie": ["__Host-a=1; Secure; Path=/", "b=2"],
  });
  expect(body).toBe('<script src="/__sandbox/app-bridge.js"></script>');
});

test("a session token is given to the admin page alone", async () => {
  const ask = (origin: string) =>
    fetchPlain(`${standIn.origins.admin}/__token`, { method: "POST", headers: { origin } });
  expect((await ask("http://evil.example")).status).toBe(403);
  expect((await ask(standIn.origins.app)).status).toBe(403);
  expect((await ask(standIn.origins.admin)).body.split(".")).toHaveLength(3);
});

test("the admin frame leads only into the app, whatever the path says", async () => {
  const { body } = await fetchPlain(`${standIn.adminUrl}/app/creators?tab=codes`);
  expect(body).toContain('src="http://localhost:4502/app/creators?tab=codes&amp;embedded=1');
  const evil = await fetchPlain(`${standIn.adminUrl}@evil.example/app`);
  expect(evil.body).toContain("Not part of the sandbox");
});

test("Controls places an order with a known code, refuses an unknown one, and only from its own page", async () => {
  answer = (response) => response.end();
  const post = (fields: Record<string, string>, origin = standIn.origins.admin) =>
    fetchPlain(`${standIn.origins.admin}/controls/orders`, {
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
  answer = (response) => response.end();
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
  standIn = await start();
  expect(standIn.shop.orderCount).toBe(2);
  expect(standIn.shop.customers.findByEmail("ANN@example.com")).not.toBeNull();
  const refund = await standIn.shop.refundOrder({ orderId: before.id, at: new Date(), amountOnly: "1.00" });
  expect(refund.gid).toMatch(/^gid:\/\/shopify\/Refund\//);
  await standIn.deliveries.drain();
  expect(standIn.deliveries.counts()).toMatchObject({ sent: 2, acknowledged: 2 });
});
