import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { applyNext } from "#app/queue/inbox.server.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { deliver, send } from "#test/support/inbox.ts";
import { at } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(12);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

async function openShop() {
  const domain = `shop-${++number}.myshopify.com`;
  const id = await shopOfAdaAndGrace(database, domain);
  const tell = (topic: string, fields: Record<string, unknown>) => {
    const text = topic.startsWith("orders/")
      ? body(fields)
      : JSON.stringify({ shop_domain: domain, ...fields });
    return deliver(database, { topic, body: text, domain }, now);
  };
  const owners = async () => {
    const rows = await rowsOf(database, "orders", id);
    return Object.fromEntries(rows.map((row) => [String(row.id).split("/").at(-1), row.customer_id]));
  };
  return { id, domain, tell, owners };
}
const nobody = expect.stringMatching(/^redacted:/);
const eve = { id: 6001, email: "eve@example.com" };
const adam = { id: 6002, email: "adam@example.com" };

test("an e-mail alone is enough to forget a guest, and the customer who has it", async () => {
  const { id, tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, email: "guest@example.com" });
  await tell("orders/create", { id: 4002, customer: eve });
  await tell("orders/create", { id: 4003, customer: adam });
  await tell("customers/redact", { customer: { email: "GUEST@example.com" } });
  await tell("customers/redact", { customer: { email: "eve@example.com" } });
  expect(await owners()).toEqual({ 4001: nobody, 4002: nobody, 4003: "gid://shopify/Customer/6002" });
  expect(await rowsOf(database, "customer_email", id)).toHaveLength(1);
  expect((await rowsOf(database, "customer", id)).map((row) => row.id)).toEqual([
    "gid://shopify/Customer/6002",
    nobody,
    nobody,
  ]);
});

test("an id alone is enough: merged accounts, and guests who turned out to be the customer, go with it", async () => {
  const { tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, email: "eve@example.com" });
  await tell("orders/create", { id: 4002, customer: eve });
  await tell("orders/create", { id: 4003, customer: { id: 6000, email: "old.eve@example.com" } });
  await tell("customers/merge", {
    admin_graphql_api_id_customer_kept: "gid://shopify/Customer/6001",
    admin_graphql_api_id_customer_deleted: "gid://shopify/Customer/6000",
  });
  await tell("customers/redact", { customer: { id: 6000 } });
  const now = await owners();
  expect(now).toEqual({ 4001: nobody, 4002: nobody, 4003: nobody });
  expect(new Set(Object.values(now)).size).toBe(1);
});

test("customers who are forgotten one by one stay distinct", async () => {
  const { id, tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, customer: eve });
  await tell("orders/create", { id: 4002, customer: adam });
  const figures = await figuresOf(database, id);
  await tell("customers/redact", { customer: { id: 6001 } });
  await tell("customers/redact", { customer: { id: 6002 } });
  expect(new Set(Object.values(await owners())).size).toBe(2);
  expect(await figuresOf(database, id)).toEqual(figures);
});

test("an order of somebody else that Shopify names is forgotten alone: who was thought one customer is two", async () => {
  const { id, tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, customer: adam });
  await tell("orders/create", { id: 4002, customer: adam });
  await tell("customers/redact", { customer: eve, orders_to_redact: [4002] });
  expect(await owners()).toEqual({ 4001: "gid://shopify/Customer/6002", 4002: nobody });
  expect(await figuresOf(database, id)).toMatchObject([{ orders: 2, customers: 2 }]);
  expect(await recomputedFigures(database, id)).toEqual(await figuresOf(database, id));
});

test("what waits of a merge is read first: the account that is about to be merged is forgotten, too", async () => {
  const { id, domain, tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, customer: { id: 6000, email: "old.eve@example.com" } });
  await tell("orders/create", { id: 4002, customer: eve });
  const merge = {
    admin_graphql_api_id_customer_kept: "gid://shopify/Customer/6001",
    admin_graphql_api_id_customer_deleted: "gid://shopify/Customer/6000",
  };
  const later = at("2026-03-10T13:00:00Z");
  await send(database, { topic: "customers/merge", body: JSON.stringify(merge), domain }, later);
  await tell("customers/redact", { customer: { id: 6001 } });
  expect(await owners()).toEqual({ 4001: nobody, 4002: nobody });
  const merges = (await rowsOf(database, "inbox")).filter(
    (row) => row.topic === "customers/merge" && row.shop_domain === domain,
  );
  expect(merges).toMatchObject([{ state: "discarded", reason: "redacted", body: null }]);
  expect(await rowsOf(database, "customer_merge", id)).toEqual([]);
});

test("other people's deliveries stay, also where they mention the forgotten one, or wait, or are the shop's own", async () => {
  const { domain, tell } = await openShop();
  const later = at("2026-03-10T13:00:00Z");
  const mentions = [
    ["orders/create", body({ id: 4005, email: "adam@example.com", note: "for eve@example.com" })],
    [
      "customers/update",
      JSON.stringify({ ...adam, note: "eve@example.com", updated_at: "2026-03-01T00:00:00Z" }),
    ],
    ["shop/update", JSON.stringify({ email: "eve@example.com" })],
  ] as const;
  for (const [topic, text] of mentions) await send(database, { topic, body: text, domain }, later);
  await tell("customers/redact", { customer: eve });
  const waiting = (await rowsOf(database, "inbox")).filter(
    (row) => row.shop_domain === domain && row.state === "waiting",
  );
  expect(waiting.map((row) => row.topic)).toEqual(mentions.map(([topic]) => topic));
});

test("another shop's orders of the same person stay: each shop is told by Shopify for itself", async () => {
  const [one, other] = [await openShop(), await openShop()];
  for (const shop of [one, other]) await shop.tell("orders/create", { id: 4001, customer: eve });
  await one.tell("customers/redact", { customer: eve, orders_to_redact: [4001] });
  expect(await one.owners()).toEqual({ 4001: nobody });
  expect(await other.owners()).toEqual({ 4001: "gid://shopify/Customer/6001" });
  const kept = (await rowsOf(database, "inbox")).filter((row) => row.shop_domain === other.domain);
  expect(kept.every((row) => row.body !== null)).toBe(true);
});

test("a body that names another shop forgets nobody", async () => {
  const { tell, owners } = await openShop();
  await tell("orders/create", { id: 4001, customer: eve });
  const told = await tell("customers/redact", { customer: eve, shop_domain: "other.myshopify.com" });
  expect(told).toMatchObject({ state: "quarantined", reason: expect.stringContaining("shop_domain") });
  expect(await owners()).toEqual({ 4001: "gid://shopify/Customer/6001" });
});

test("orders, merges and refunds that come while people are being forgotten: no deadlock, nothing lost, sums right", async () => {
  const { id, domain } = await openShop();
  const orders = Array.from({ length: 24 }, (_, index) => 4100 + index);
  const buyers = [eve, adam, { id: 6003, email: "eve@example.com" }, null];
  const codes = ["ADA10", "GRACE5", "NONE"];
  const events = orders.flatMap((order, index) => {
    const fields = {
      id: order,
      customer: buyers[index % 4],
      email: index % 3 === 0 ? "eve@example.com" : "adam@example.com",
      discount_codes: [{ code: codes[index % 3] }],
      line_items: [{ id: order * 10, title: "Stone", quantity: 2, price: "10.00" }],
    };
    const back = {
      id: order,
      order_id: order,
      created_at: "2026-03-05T09:00:00Z",
      refund_line_items: [{ line_item_id: order * 10, quantity: 1 }],
    };
    return [
      ["orders/create", body(fields)],
      ["orders/updated", body({ ...fields, updated_at: "2026-03-03T00:00:00Z" })],
      ["refunds/create", JSON.stringify(back)],
    ] as const;
  });
  const redact = (customer: object) =>
    [
      "customers/redact",
      JSON.stringify({ shop_domain: domain, customer, orders_to_redact: orders }),
    ] as const;
  const merge = [
    "customers/merge",
    JSON.stringify({
      admin_graphql_api_id_customer_kept: "gid://shopify/Customer/6001",
      admin_graphql_api_id_customer_deleted: "gid://shopify/Customer/6003",
    }),
  ] as const;
  const half = events.length / 2;
  const all = [
    ...events.slice(0, half),
    redact(eve),
    merge,
    redact(adam),
    redact(eve),
    ...events.slice(half),
  ];
  for (const [topic, text] of all) await send(database, { topic, body: text, domain }, now);
  const work = async () => {
    while (await applyNext(database, now, (tx, delivery) => applyDelivery(tx, delivery, testKeys, now)));
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map(work));
  const inbox = (await rowsOf(database, "inbox")).filter((row) => row.shop_domain === domain);
  expect(inbox.filter((row) => row.state !== "applied" && row.reason !== "redacted")).toEqual([]);
  const stored = await rowsOf(database, "orders", id);
  expect(stored.map((row) => [row.net, row.customer_id])).toEqual(orders.map(() => ["1000", nobody]));
  expect(inbox.filter((row) => row.body !== null && /@example/.test(String(row.body)))).toEqual([]);
  expect(await figuresOf(database, id)).toEqual(await recomputedFigures(database, id));
  // PostgreSQL counts deadlocks when a connection has been idle for a second.
  await pause(1500);
  const { rows } = await database.owner.query(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  );
  expect(rows).toEqual([{ deadlocks: 0 }]);
});
