import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { callHost, exchange, graphql, tunnel } from "#test/sandbox/wire-fixture.ts";

let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4600);
});

afterAll(() => standIn.stop());

test("the proxy refuses every host but a shop's, aloud", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  for (const host of [
    "example.com:443",
    "demo.myshopify.com:80",
    "demo.myshopify.com.evil.com:443",
    "admin.shopify.com:443",
  ]) {
    expect((await tunnel(standIn, host)).status, host).toBe(403);
    expect(said.mock.lastCall?.[0]).toContain(`refused CONNECT ${host}`);
  }
  said.mockRestore();
});

test("the app reaches its shop through the proxy with the sandbox's certificate: OAuth, then GraphQL", async () => {
  const grant = await exchange(standIn);
  expect(grant.status).toBe(200);
  const shop = await graphql(standIn, JSON.parse(grant.text).access_token, "{ shop { name } }");
  expect(JSON.parse(shop.text)).toMatchObject({ data: { shop: { name: "Demo" } } });
});

test("the file of a bulk operation is fetched from Google's host, as Shopify's are", async () => {
  const { access_token: token } = JSON.parse((await exchange(standIn)).text);
  const at = new Date();
  const lines = [{ title: "Mug", price: "5.00", quantity: 1 }];
  await standIn.shop.placeOrder({ at, customerId: null, email: null, lines });
  const run = await graphql(
    standIn,
    token,
    'mutation { bulkOperationRunQuery(query: "{ orders(query: \\"updated_at:>=2026-01-01\\") { edges { node { id name updatedAt } } } }", groupObjects: false) { bulkOperation { id } } }',
  );
  const { id } = JSON.parse(run.text).data.bulkOperationRunQuery.bulkOperation;
  const look = async () => {
    const answer = await graphql(standIn, token, `{ bulkOperation(id: "${id}") { url } }`);
    return JSON.parse(answer.text).data.bulkOperation.url as string | null;
  };
  let url = await look();
  for (let tries = 0; url === null && tries < 100; tries++) {
    await pause(20);
    url = await look();
  }
  const { host, pathname } = new URL(url ?? "");
  const file = await callHost(standIn, host, { path: pathname });
  expect(file).toMatchObject({ status: 200, headers: { "content-type": "application/jsonl" } });
  expect(JSON.parse(file.text)).toMatchObject({ name: "#1001" });
});

test("uninstalling kills every token at once; installed again, a new exchange works", async () => {
  const { access_token: token, refresh_token: refresh } = JSON.parse((await exchange(standIn)).text);
  await standIn.life.uninstall();
  expect((await graphql(standIn, token, "{ shop { name } }")).status).toBe(401);
  expect((await exchange(standIn)).status).toBe(400);
  const rotate = await callHost(standIn, "demo.myshopify.com", {
    path: "/admin/oauth/access_token",
    method: "POST",
    body: new URLSearchParams({
      client_id: "key",
      client_secret: "secret",
      grant_type: "refresh_token",
      refresh_token: refresh,
    }).toString(),
  });
  expect(JSON.parse(rotate.text)).toMatchObject({ error: "invalid_grant" });
  await standIn.life.reinstall();
  const next = JSON.parse((await exchange(standIn)).text).access_token;
  expect((await graphql(standIn, next, "{ shop { name } }")).status).toBe(200);
  expect((await graphql(standIn, token, "{ shop { name } }")).status).toBe(401);
});
