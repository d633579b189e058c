import { beforeEach, expect, test } from "vitest";
import { type Database, inSystem } from "#app/db.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { applyNext, keep } from "#app/queue/inbox.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { creatorId } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { makeSessionToken } from "#test/support/session-token.ts";
import { giveSession, grant, SHOP_TOLD, takeNetwork } from "#test/support/shopify-network.ts";

const database = await freshDb(4);
const network = takeNetwork();
const DOMAIN = "demo.myshopify.com";
const shop = await installShop(database, DOMAIN);
const names = ["ada", "ben", "cyd", "dee"];
for (const name of names) await seedCreator(database, shop.id, creatorId(name), `${name}10`, { name });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const unauthorized = () => Response.json({ errors: "no" }, { status: 401 });
const made: string[] = [];

/** What Shopify answers while the app is installed: no discount has the code yet, and each is made. */
function installed(_token: string, sent: string): Response {
  const { query, variables } = JSON.parse(sent);
  if (query.includes("codeDiscountNodeByCode"))
    return Response.json({ data: { codeDiscountNodeByCode: null } });
  if (query.includes("currencyCode")) return Response.json({ data: { shop: SHOP_TOLD } });
  made.push(variables.discount.code);
  const codeDiscountNode = { id: `gid://shopify/DiscountCodeNode/${made.length}` };
  return Response.json({ data: { answer: { codeDiscountNode, userErrors: [] } } });
}

beforeEach(async () => {
  made.length = 0;
  Object.assign(network, { oauth: () => grant(), graphql: installed });
  await database.owner.query("DELETE FROM session; DELETE FROM outbox; DELETE FROM inbox");
  await database.owner.query("UPDATE shop SET uninstalled_at = NULL, installed_at = $1", [minutesAgo(600)]);
  await database.owner.query("UPDATE code SET state = 'creating', discount_id = NULL");
  await giveSession(database, DOMAIN, { storedAt: minutesAgo(600) });
});

let number = 0;
async function deliver(topic: string, text: string, triggeredAt: Date) {
  const webhookId = `delivery-${++number}`;
  const headers = { shopDomain: DOMAIN, topic, webhookId, eventId: null, apiVersion: null, triggeredAt };
  await keep(database, { ...headers, body: Buffer.from(text) }, new Date());
  await applyNext(database, new Date(), (tx, each) => applyDelivery(tx, each, testKeys, new Date()));
  return (await rowsOf(database, "inbox")).find((row) => row.webhook_id === webhookId)?.state;
}
const leave = (at: Date) => deliver("app/uninstalled", JSON.stringify({ myshopify_domain: DOMAIN }), at);
const askCodes = () =>
  inSystem(database as Database, async (tx) => {
    for (const name of names) {
      const payload = { codeId: `co_${(creatorId(name) as CreatorId).slice(3)}` };
      await enqueue(tx, shop.id, { kind: "create-code", key: name, payload }, minutesAgo(1));
    }
  });
const runOne = () => runNextJob(database, () => new Date());
const open = async () => {
  const headers = { Authorization: `Bearer ${makeSessionToken()}` };
  const request = new Request("https://app.test/app/orders?_data=x", { headers });
  return openShop(database, await authenticateAdmin(request), new Date());
};
const leftAt = async () => (await rowsOf(database, "shop"))[0]?.uninstalled_at;

test("an uninstall in the middle of a batch stops it with a reason; reinstalling goes on where it was, nothing twice", async () => {
  await askCodes();
  await runOne();
  network.graphql = unauthorized;
  network.oauth = () => Response.json({ error: "invalid_grant" }, { status: 400 });
  expect(await runOne()).toMatchObject({
    reason: `TokenRefused: Shopify no longer accepts our token for ${DOMAIN}: open the app in the shop's admin once`,
  });
  const calls = network.calls.length;
  await runOne();
  expect(network.calls).toHaveLength(calls);
  expect(await leave(minutesAgo(5))).toBe("applied");
  await runOne();
  expect(network.calls).toHaveLength(calls);
  expect(await runOne()).toBe(false);
  expect(await deliver("orders/create", body({ id: 77 }), new Date())).toBe("applied");

  Object.assign(network, { oauth: () => grant(), graphql: installed });
  expect((await open()).id).toBe(shop.id);
  while (await runOne());
  expect(made.sort()).toEqual(["ada10", "ben10", "cyd10", "dee10"]);
  expect((await rowsOf(database, "code")).map((row) => row.state)).toEqual(Array(4).fill("active"));
  expect((await rowsOf(database, "orders", shop.id)).map((row) => row.id)).toContain(
    "gid://shopify/Order/77",
  );
});

test("when only the token died, opening the app lets the jobs go on at once", async () => {
  await askCodes();
  network.graphql = (token, sent) => (token === "shpat_old" ? unauthorized() : installed(token, sent));
  network.oauth = (asked) =>
    asked.refresh_token ? Response.json({ error: "invalid_grant" }, { status: 400 }) : grant();
  for (let round = 0; round < 4; round++) expect(await runOne()).toMatchObject({ kind: "create-code" });
  expect(await runOne()).toBe(false);
  await open();
  for (let round = 0; round < 4; round++) expect(await runOne()).toBe(true);
  expect(made).toHaveLength(4);
});

test("an uninstall that comes late, or again, never undoes the install that followed", async () => {
  await leave(minutesAgo(60));
  expect(await leftAt()).not.toBeNull();
  expect(await rowsOf(database, "session")).toEqual([]);
  await leave(minutesAgo(60));
  await open();
  await leave(minutesAgo(60));
  await leave(minutesAgo(59));
  expect(await leftAt()).toBeNull();
  expect(await rowsOf(database, "session")).toHaveLength(1);
});

test("an uninstall counts although a token was refreshed, or refused, shortly before it was heard of", async () => {
  await giveSession(database, DOMAIN, { storedAt: minutesAgo(600), minutes: 1 });
  await askCodes();
  await runOne();
  expect((await rowsOf(database, "session"))[0]?.expires).not.toBeNull();
  await leave(minutesAgo(1));
  expect(await leftAt()).not.toBeNull();
});

test("changed scopes that arrive out of order end as the newest, whatever was told before", async () => {
  const scopes = async () => (await rowsOf(database, "session"))[0]?.scope;
  const change = (current: string[], at: Date) =>
    deliver("app/scopes_update", JSON.stringify({ previous: [], current }), at);
  await change(["read_orders", "write_discounts"], minutesAgo(10));
  await change(["read_orders"], minutesAgo(20));
  expect(await scopes()).toBe("read_orders,write_discounts");
  await change(["read_customers"], minutesAgo(5));
  expect(await scopes()).toBe("read_customers");
});

test("a grant tells the scopes of its moment, so that an older change of scopes is old news", async () => {
  await giveSession(database, DOMAIN, { storedAt: minutesAgo(600), minutes: 1 });
  network.oauth = () => grant({ scope: "read_orders,read_customers" });
  await askCodes();
  await runOne();
  await deliver("app/scopes_update", '{"previous":[],"current":["read_orders"]}', minutesAgo(5));
  expect((await rowsOf(database, "session"))[0]?.scope).toBe("read_orders,read_customers");
});
