import type { ShopId } from "#app/kernel/id.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { doorHash } from "#app/shopify/buyer.ts";
import { personHash } from "#app/shopify/shops.server.ts";
import { type TestDatabase, testKeys } from "#test/support/database.ts";
import { body } from "#test/support/payloads.ts";

/** A customer whose every trace can be told from anything else in the database. */
export const CANARY = {
  id: "7770001112223",
  /** Who Shopify merged into them. */
  mergedId: "7770001112000",
  email: "Canary.Eve+Nest@GoogleMail.com",
  phone: "+15550009991",
} as const;

const ADDRESS = { address1: "1 Canary Lane", zip: "90210", country_code: "US", phone: CANARY.phone };

/** Everything of a canary that could stand somewhere: words, numbers, and the keyed hashes of their e-mails. */
export async function tracesOfCanary(database: TestDatabase, shopId: ShopId): Promise<string[]> {
  const { rows } = await database.owner.query("SELECT domain, hash_key FROM shop WHERE id = $1", [shopId]);
  const hash = personHash(testKeys, rows[0].domain, rows[0].hash_key);
  const normal = normalEmail(CANARY.email) ?? "";
  const old = "old.canary@example.com";
  const hashes = [normal, old].flatMap((email) => [hash.email(email), hash.mailbox(mailboxOf(email))]);
  const { address1: street, zip: postalCode, country_code: country } = ADDRESS;
  const door = doorHash({ street, more: "", postalCode, country }, hash);
  const others = [hash.phone(CANARY.phone), door?.house ?? "", CANARY.phone.slice(1)];
  return ["canary", CANARY.id, CANARY.mergedId, ...others, ...hashes];
}

/** An order as Shopify sends it, with the canary in every field that could tell of a person; other fields over it. */
export function canaryOrder(id: number, fields: Record<string, unknown> = {}): string {
  const address = { first_name: "Canary", last_name: "Nest", ...ADDRESS };
  return body({
    id,
    name: `#${id}`,
    email: CANARY.email,
    contact_email: CANARY.email.toUpperCase(),
    phone: CANARY.phone,
    browser_ip: "203.0.113.99",
    note: "for Canary",
    customer: canaryCustomer(),
    billing_address: address,
    shipping_address: address,
    client_details: { user_agent: "Canary/1.0" },
    landing_site: "/canary-path?utm_campaign=canary&ref=canary",
    referring_site: "https://canary.example.com/a",
    note_attributes: [
      { name: "__trb", value: "canary_visit_1" },
      { name: "gift", value: "Canary" },
    ],
    tags: "canary",
    line_items: [{ id: id * 10, title: "Stone", quantity: 2, price: "10.00" }],
    ...fields,
  });
}

/** The customer inside an order, or of a `customers/...` webhook. */
export function canaryCustomer(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: CANARY.id, email: CANARY.email, first_name: "Canary", phone: CANARY.phone, ...fields };
}

/** A `customers/redact` body that names the canary and these orders. */
export function redactBody(orders: readonly number[], fields: Record<string, unknown> = {}): string {
  const { id, email, phone } = CANARY;
  return JSON.stringify({
    shop_id: 1,
    shop_domain: "demo.myshopify.com",
    customer: { id, email, phone },
    orders_to_redact: orders,
    ...fields,
  });
}

/** Orders whose buyer is the canary, by whatever they are known. */
export const THEIRS = [5550001, 5550002, 5550003, 5550004, 5550005, 5550006, 5550007, 5550008, 5550009];
/** Named by Shopify, but not told of before the canary is forgotten. */
export const UNHEARD = 5550020;
/** Told of by webhooks that still wait when the canary is forgotten. */
export const WAITING = 5550030;

/** Fields of an order with one code. */
export const code = (text: string) => ({ discount_codes: [{ code: text }] });

/** A `refunds/create` body: one of the two stones of a canary's order comes back. */
export const refund = (id: number, order: number): string =>
  JSON.stringify({
    id,
    order_id: order,
    created_at: "2026-03-05T09:00:00Z",
    note: "Canary was unhappy",
    refund_line_items: [{ line_item_id: order * 10, quantity: 1 }],
  });

const nobody = { customer: null, email: null, contact_email: null };
const before = canaryCustomer({ id: CANARY.mergedId, email: "old.canary@example.com" });

/** All that Shopify told of a canary, and of two other people, in the words of its webhooks: topic and body. */
export const CANARY_LIFE: readonly (readonly [topic: string, body: string])[] = [
  [
    "orders/create",
    canaryOrder(5550001, {
      ...code("ADA10"),
      email: "old.canary@example.com",
      contact_email: null,
      customer: before,
    }),
  ],
  ["orders/create", canaryOrder(5550002, code("grace5"))],
  ["orders/create", canaryOrder(5550003, { customer: null })],
  ["orders/create", canaryOrder(5550004, { ...code("ADA10"), test: true })],
  ["orders/create", canaryOrder(5550005, { ...code("ADA10"), cancelled_at: "2026-03-02T00:00:00Z" })],
  ["orders/create", canaryOrder(5550006, { ...code("GRACE5"), financial_status: "pending" })],
  ["orders/create", canaryOrder(5550007, { ...code("ADA10"), ...nobody })],
  ["orders/create", canaryOrder(5550008, { customer: canaryCustomer({ id: "7770001112999" }) })],
  ["orders/create", canaryOrder(5550009, code("MIA15"))],
  ["orders/create", body({ id: 5559001, ...code("ADA10"), customer: { id: 888, email: "bea@example.com" } })],
  ["orders/create", body({ id: 5559002, email: "carl@example.com", note: "like order 5559003" })],
  ["refunds/create", refund(61, 5550002)],
  ["refunds/create", refund(62, UNHEARD)],
  ["customers/create", JSON.stringify(canaryCustomer({ updated_at: "2026-03-01T00:00:00Z" }))],
  [
    "customers/merge",
    JSON.stringify({
      admin_graphql_api_id_customer_kept: `gid://shopify/Customer/${CANARY.id}`,
      admin_graphql_api_id_customer_deleted: `gid://shopify/Customer/${CANARY.mergedId}`,
      status: "completed",
    }),
  ],
  ["customers/data_request", redactBody([], { data_request: { id: 4 } })],
  ["orders/updated", canaryOrder(5550002, { financial_status: "canary" })],
  ["canaries/sing", JSON.stringify({ to: CANARY.email.toUpperCase() })],
];

/** What Shopify told of the canary, too, but nobody has applied yet: three tell of orders, one of nothing that can be read. */
export const CANARY_WAITING: readonly (readonly [topic: string, body: string])[] = [
  ["orders/create", canaryOrder(WAITING, { ...code("GRACE5"), updated_at: "2026-03-09T00:00:00Z" })],
  ["orders/updated", canaryOrder(5550001, { ...code("ADA10"), updated_at: "2026-03-09T00:00:00Z" })],
  ["refunds/create", refund(63, 5550003)],
  ["customers/update", JSON.stringify(canaryCustomer({ updated_at: "2026-03-09T00:00:00Z" }))],
  ["orders/updated", `{"email":"${CANARY.email}"`],
];
