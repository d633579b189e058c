import { expect, test } from "vitest";
import { inSystem } from "#app/db.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { applyNext, keep } from "#app/queue/inbox.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { body, CUSTOMER, ORDER, REFUND } from "#test/support/payloads.ts";
import { openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
const shop = await installShop(database);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

async function deliver(
  topic: string,
  text: string | Buffer,
  { domain = shop.domain, triggeredAt = now } = {},
) {
  const webhookId = `delivery-${++number}`;
  await keep(
    database,
    {
      shopDomain: domain,
      topic,
      webhookId,
      eventId: null,
      apiVersion: null,
      triggeredAt,
      body: Buffer.from(text),
    },
    now,
  );
  await applyNext(database, now, (tx, delivery) => applyDelivery(tx, delivery, testKeys, now));
  const row = (await rowsOf(database, "inbox")).find((each) => each.webhook_id === webhookId);
  return { state: row?.state, reason: row?.reason };
}
const applied = { state: "applied", reason: null };

test.each(["orders/create", "orders/updated", "orders/cancelled"])(
  "%s stores the order with its exact id, its lines and its codes",
  async (topic) => {
    expect(await deliver(topic, ORDER)).toEqual(applied);
    const orders = await rowsOf(database, "orders", shop.id);
    expect(orders.map((order) => order.id)).toEqual(["gid://shopify/Order/820982911946154508"]);
    expect((await rowsOf(database, "order_line", shop.id)).length).toBeGreaterThan(1);
  },
);

test("refunds/create and customers/update are applied", async () => {
  expect(await deliver("refunds/create", REFUND)).toEqual(applied);
  expect(await deliver("customers/update", CUSTOMER)).toEqual(applied);
  expect((await rowsOf(database, "refund", shop.id)).length).toBeGreaterThan(0);
});

test.each([
  ["is no JSON", "{", /JSON/],
  ["is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), /UTF-8/],
  ["has a number beyond all numbers", body().replace('"10.00"', "1e309"), /1e309|number/i],
  ["has a NUL in its name", body({ name: "#\u0000" }), /name.*NUL/],
  ["has a status nobody knows", body({ financial_status: "paid_maybe" }), /financial_status.*paid_maybe/],
  ["is no order", "[]", /./],
])("a payload that %s is quarantined with the reason, and the queue goes on", async (_what, text, reason) => {
  const result = await deliver("orders/create", text);
  expect(result.state).toBe("quarantined");
  expect(result.reason).toMatch(reason);
  expect(await deliver("orders/create", body({ id: 5000 + number }))).toEqual(applied);
});

test("a topic without a rule yet is parked under its name, not lost and not pretended to be done", async () => {
  expect(await deliver("products/update", "{}")).toEqual({
    state: "parked",
    reason: "no-rule:products/update",
  });
});

test("no e-mail and no name of a buyer is anywhere in the tables of facts", async () => {
  await deliver(
    "orders/create",
    body({
      id: 6000,
      email: "canary@example.com",
      landing_site: "/?email=canary@example.com&utm_source=ig&name=Canary",
      referring_site: "https://mail.example.com/canary?q=canary",
      note_attributes: [{ name: "gift", value: "for Canary" }],
      tags: "canary",
      customer: { id: 6001, email: "canary@example.com", first_name: "Canary" },
    }),
  );
  for (const table of [
    "orders",
    "order_line",
    "customer",
    "customer_email",
    "attribution",
    "figures_customer",
  ]) {
    expect(JSON.stringify(await rowsOf(database, table)).toLowerCase(), table).not.toContain("canary");
  }
});

test("what came before the install is applied when the shop opens the app, with the currency Shopify names", async () => {
  const domain = "early.myshopify.com";
  expect(await deliver("orders/create", body(), { domain })).toEqual({
    state: "parked",
    reason: "unknown-shop",
  });
  const admin = await openAdmin();
  const opened = await Promise.all(
    [1, 2, 3].map(() => openShop(database, { domain, graphql: admin.graphql }, now)),
  );
  expect(new Set(opened.map((each) => each.id)).size).toBe(1);
  expect(opened[0]).toMatchObject({ domain, currency: "USD", timeZone: "America/New_York", name: "Demo" });
  expect(await applyNext(database, now, (tx, delivery) => applyDelivery(tx, delivery, testKeys, now))).toBe(
    true,
  );
  expect(await rowsOf(database, "orders", opened[0]?.id)).toHaveLength(1);
});

test("uninstalling ends sessions and keeps the facts; an old uninstall does not undo a new install", async () => {
  const domain = "leaving.myshopify.com";
  const admin = await openAdmin();
  const open = (day: string) => openShop(database, { domain, graphql: admin.graphql }, at(day));
  const { id } = await open("2026-03-01");
  await inSystem(database, (tx) =>
    tx.query(
      "INSERT INTO session (id, shop, state, is_online, secrets, stored_at) VALUES ('s', $1, '', false, '', $2)",
      [domain, at("2026-03-01")],
    ),
  );
  await deliver("orders/create", body(), { domain });
  const left = JSON.stringify({ myshopify_domain: domain });
  const swapped = await deliver("app/uninstalled", left, { triggeredAt: at("2026-03-02") });
  expect(swapped).toMatchObject({
    state: "quarantined",
    reason: expect.stringContaining("myshopify_domain"),
  });
  expect(await deliver("app/uninstalled", left, { domain, triggeredAt: at("2026-03-02") })).toEqual(applied);
  expect(await rowsOf(database, "session")).toEqual([]);
  expect((await rowsOf(database, "shop")).find((row) => row.id === id)?.uninstalled_at).toEqual(
    at("2026-03-02"),
  );
  expect(await deliver("orders/create", body({ id: 2 }), { domain })).toEqual(applied);
  expect((await open("2026-03-05")).id).toBe(id);
  await deliver("app/uninstalled", left, { domain, triggeredAt: at("2026-03-02") });
  expect((await rowsOf(database, "shop")).find((row) => row.id === id)?.uninstalled_at).toBeNull();
  expect(await rowsOf(database, "orders", id)).toHaveLength(2);
});

test("changed scopes are kept with the session", async () => {
  await inSystem(database, (tx) =>
    tx.query(
      "INSERT INTO session (id, shop, state, is_online, secrets, stored_at) VALUES ('t', $1, '', false, '', now())",
      [shop.domain],
    ),
  );
  expect(
    await deliver("app/scopes_update", '{"previous":[],"current":["read_orders","write_discounts"]}'),
  ).toEqual(applied);
  expect(await rowsOf(database, "session")).toMatchObject([{ scope: "read_orders,write_discounts" }]);
});

test("an uninstall that comes late does not end the session of a shop that came back since", async () => {
  const domain = "quick.myshopify.com";
  const admin = await openAdmin();
  const { id } = await openShop(database, { domain, graphql: admin.graphql }, at("2026-03-01"));
  await inSystem(database, (tx) =>
    tx.query(
      "INSERT INTO session (id, shop, state, is_online, secrets, stored_at) VALUES ('q', $1, '', false, '', $2)",
      [domain, at("2026-03-02T10:05:00Z")],
    ),
  );
  const left = JSON.stringify({ myshopify_domain: domain });
  await deliver("app/uninstalled", left, { domain, triggeredAt: at("2026-03-02T10:00:00Z") });
  expect((await rowsOf(database, "session")).map((row) => row.id)).toContain("q");
  expect((await rowsOf(database, "shop")).find((row) => row.id === id)?.uninstalled_at).toBeNull();
});

test("a shop that changes its currency, zone, name or host is known by the new ones", async () => {
  const details = {
    myshopify_domain: shop.domain,
    name: "Moved",
    currency: "EUR",
    iana_timezone: "Europe/Berlin",
  };
  const known = async () => (await rowsOf(database, "shop")).find((row) => row.id === shop.id);
  expect(await deliver("shop/update", JSON.stringify({ ...details, domain: "Moved.shop" }))).toEqual(applied);
  const moved = {
    name: "Moved",
    currency: "EUR",
    time_zone: "Europe/Berlin",
    primary_host: "moved.shop",
  };
  expect(await known()).toMatchObject(moved);
  // Its months are others now; told again, they stay.
  const runs = async () => (await rowsOf(database, "cohort_run", shop.id)).map((row) => row.because);
  expect(await runs()).toEqual(["time-zone"]);
  // A host that is none, or not told, takes nothing back.
  for (const domain of ["evil.com/x", null])
    expect(await deliver("shop/update", JSON.stringify({ ...details, domain }))).toEqual(applied);
  expect(await known()).toMatchObject(moved);
  expect(await runs()).toEqual(["time-zone"]);
});

test("a delivery claimed while its shop is being saved is not left behind", async () => {
  const domain = "meanwhile.myshopify.com";
  const webhookId = `delivery-${++number}`;
  const delivery = { shopDomain: domain, topic: "orders/create", webhookId, eventId: null, apiVersion: null };
  await keep(database, { ...delivery, triggeredAt: now, body: Buffer.from(body()) }, now);
  const parking = Promise.withResolvers<void>();
  const isClaimed = Promise.withResolvers<void>();
  const claimed = applyNext(database, now, async (tx, waiting) => {
    isClaimed.resolve();
    await parking.promise;
    return applyDelivery(tx, waiting, testKeys, new Date());
  });
  await isClaimed.promise;
  const admin = await openAdmin();
  const opening = openShop(database, { domain, graphql: admin.graphql }, now);
  await new Promise((resolve) => setTimeout(resolve, 300));
  parking.resolve();
  await Promise.all([claimed, opening]);
  expect((await rowsOf(database, "inbox")).find((row) => row.webhook_id === webhookId)?.state).toBe(
    "waiting",
  );
});
