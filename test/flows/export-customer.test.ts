import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exportCustomer } from "#app/flows/export-customer.server.ts";
import { listRequests } from "#app/orders/privacy-requests.server.ts";
import { seedCreator, shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { deliver } from "#test/support/inbox.ts";
import { at, creatorId, customerId } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";

const database = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
const DOMAIN = "demo.myshopify.com";
const shop = { id: await shopOfAdaAndGrace(database, DOMAIN), domain: DOMAIN };
const other = { id: await shopOfAdaAndGrace(database, "other.myshopify.com"), domain: "other.myshopify.com" };
const MIA = creatorId("mia");
await seedCreator(database, shop.id, MIA, "MIA15", { name: "Mia Rivers", customerId: customerId(7001) });

/** What is kept of Mia, written down by hand. */
const EXPECTED = JSON.parse(readFileSync(new URL("fixtures/customer-file.json", import.meta.url), "utf8"));

const tell = (topic: string, text: string, domain = DOMAIN) =>
  deliver(database, { topic, body: text, domain }, now);
const mia = { id: 7001, email: "Mia@Example.com" };

await tell(
  "orders/create",
  body({
    id: 5001,
    name: "#1",
    customer: { id: 7000, email: "mia@old.example.com" },
    email: "mia@old.example.com",
    phone: "+4530123456",
    shipping_address: { address1: "Rosengade 12", address2: "2. tv", zip: "2100", country_code: "DK" },
    discount_codes: [{ code: "ada10" }],
    discount_applications: [{ type: "discount_code", code: "ada10" }],
    line_items: [
      {
        id: 11,
        title: "Stone",
        quantity: 2,
        price: "30.00",
        discount_allocations: [{ amount: "6.00", discount_application_index: 0 }],
      },
    ],
    landing_site: "/stones?utm_source=ig&email=mia@example.com",
    referring_site: "https://www.instagram.com/p/1",
    note_attributes: [{ name: "__trb", value: "v_1" }],
  }),
);
await tell(
  "refunds/create",
  JSON.stringify({
    id: 71,
    order_id: 5001,
    created_at: "2026-03-05T09:00:00Z",
    refund_line_items: [{ line_item_id: 11, quantity: 1 }],
    order_adjustments: [
      {
        kind: "refund_discrepancy",
        amount: "-5.00",
        amount_set: { shop_money: { amount: "-5.00", currency_code: "USD" } },
      },
    ],
  }),
);
await tell(
  "orders/create",
  body({
    id: 5002,
    name: "#2",
    currency: "JPY",
    email: " mia@EXAMPLE.com",
    line_items: [{ id: 21, title: "Tea", quantity: 1, price: "500" }],
  }),
);
await tell("customers/update", JSON.stringify({ ...mia, updated_at: "2026-03-02T00:00:00Z" }));
await tell(
  "customers/merge",
  '{"admin_graphql_api_id_customer_kept":"gid://shopify/Customer/7001","admin_graphql_api_id_customer_deleted":"gid://shopify/Customer/7000","status":"completed"}',
);
await tell(
  "orders/create",
  body({ id: 5003, name: "#3", customer: mia, discount_codes: [{ code: "MIA15" }], test: true }),
);
await tell(
  "orders/create",
  body({ id: 5004, name: "#4", customer: { id: 7002, email: "not.mia@example.com" } }),
);
await tell("orders/create", body({ id: 5005, name: "#5", customer: mia }), other.domain);
const wish = JSON.stringify({
  shop_domain: DOMAIN,
  customer: { id: 7001, email: "mia@example.com" },
  orders_requested: [5001],
  data_request: { id: 9999 },
});
const asked = await tell("customers/data_request", wish);

test("the file of a data request holds all that is kept of the customer, merged accounts and guest orders too, and nobody else's", async () => {
  const made = await exportCustomer(database, shop, "data-9999", at("2026-03-11T08:00:00Z"));
  expect(made?.fileName).toBe("tributary-data-9999.json");
  expect(JSON.parse(JSON.stringify(made?.file))).toEqual(EXPECTED);
});

test("a data request is kept once, without its body, and is met by the first download", async () => {
  expect(asked).toMatchObject({ state: "applied", body: null });
  await tell("customers/data_request", wish);
  await exportCustomer(database, shop, "data-9999", at("2026-03-12T08:00:00Z"));
  expect(await listRequests(database, shop.id)).toEqual([
    {
      id: "data-9999",
      kind: "data",
      customerId: "gid://shopify/Customer/7001",
      orders: null,
      receivedAt: now,
      settledAt: at("2026-03-11T08:00:00Z"),
      isForgotten: false,
    },
  ]);
  expect(await listRequests(database, other.id)).toEqual([]);
});

test("a request that is another shop's, or nobody's, makes no file", async () => {
  expect(await exportCustomer(database, other, "data-9999", now)).toBeNull();
  expect(await exportCustomer(database, shop, "data-1", now)).toBeNull();
});

test("a creator who asks as a customer by e-mail alone finds their particulars", async () => {
  await database.owner.query(
    "UPDATE creator SET email = ' Grace@Example.com' WHERE name = 'Grace Hopper' AND shop_id = $1",
    [shop.id],
  );
  await tell(
    "customers/data_request",
    `{"shop_domain":"${DOMAIN}","customer":{"email":"grace@example.com"}}`,
  );
  const [request] = await rowsOf(database, "privacy_request WHERE customer_id IS NULL");
  expect(request?.id).toMatch(/^data-delivery-\d+$/);
  const made = await exportCustomer(database, shop, String(request?.id), now);
  expect(made?.file).toMatchObject({ customerIds: [], orders: [], creators: [{ name: "Grace Hopper" }] });
});

test("a request whose body is another shop's than its header's is set aside", async () => {
  const swapped = await tell("customers/data_request", wish, other.domain);
  expect(swapped).toMatchObject({ state: "quarantined", reason: expect.stringContaining("shop_domain") });
});
