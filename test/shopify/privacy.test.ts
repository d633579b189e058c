import { expect, test } from "vitest";
import { PayloadError } from "#app/shopify/json.ts";
import { parseDataRequest, parseRedact, parseShopRedact } from "#app/shopify/privacy.ts";
import { holdsTraces, readTold, tracesOf } from "#app/shopify/traces.ts";
import { customerId, orderId } from "#test/support/make.ts";
import { body, CUSTOMER, ORDER, REFUND, readableHash } from "#test/support/payloads.ts";

const DOMAIN = "demo.myshopify.com";
const REDACT = `{"shop_id":954889,"shop_domain":"${DOMAIN}","customer":{"id":115310627314723954,"email":" Eve@Example.com ",
  "phone":"+1 555 625 1199"},"orders_to_redact":[820982911946154508,299938,null]}`;
const redactOf = (fields: Record<string, unknown>) =>
  parseRedact(JSON.stringify({ shop_domain: DOMAIN, ...fields }), DOMAIN, readableHash);

test("a wish to be forgotten is read digit by digit, the e-mail as the hash it is kept by", () => {
  expect(parseRedact(REDACT, DOMAIN, readableHash)).toEqual({
    customerId: "gid://shopify/Customer/115310627314723954",
    emailHash: "email(eve@example.com)",
    orderIds: ["gid://shopify/Order/820982911946154508", "gid://shopify/Order/299938"],
    email: "eve@example.com",
    phone: "+1 555 625 1199",
  });
});

test("a wish to know carries Shopify's own number of it", () => {
  const text = `{"shop_domain":"${DOMAIN}","orders_requested":null,"customer":{"id":191167},"data_request":{"id":9007199254740993}}`;
  expect(parseDataRequest(text, DOMAIN, readableHash)).toEqual({
    requestId: "9007199254740993",
    customerId: "gid://shopify/Customer/191167",
    emailHash: null,
    orderIds: [],
  });
});

test.each([
  ["only an e-mail", { customer: { email: "eve@example.com" } }, { customerId: null, orderIds: [] }],
  [
    "only an id",
    { customer: { id: "7" }, orders_to_redact: null },
    { emailHash: null, email: null, orderIds: [] },
  ],
  ["only an order", { customer: null, orders_to_redact: [1] }, { customerId: null, orderIds: [orderId(1)] }],
  ["no e-mail but a lone space", { customer: { id: 7, email: " " } }, { email: null, emailHash: null }],
  ["a phone too short to be one", { customer: { id: 7, phone: "110" } }, { phone: null }],
])("a wish to be forgotten may hold %s", (_what, fields, read) => {
  expect(redactOf(fields)).toMatchObject(read);
});

test.each([
  ["names nobody", () => redactOf({ customer: { id: null, email: "" } }), /customer: has neither/],
  ["has an id that is none", () => redactOf({ customer: { id: "1 OR 1" } }), /customer\.id.*20 digits/],
  [
    "is another shop's",
    () => redactOf({ shop_domain: "other.myshopify.com", customer: { id: 7 } }),
    /shop_domain/,
  ],
  [
    "asks for data of another shop",
    () => parseDataRequest(REDACT, "other.myshopify.com", readableHash),
    /shop_domain/,
  ],
  ["erases another shop", () => parseShopRedact(REDACT, "other.myshopify.com"), /shop_domain/],
  ["erases no shop", () => parseShopRedact('{"shop_id":1}', DOMAIN), /shop_domain/],
])("a request that %s is refused", (_what, read, reason) => {
  expect(read).toThrow(PayloadError);
  expect(read).toThrow(reason);
});

const traces = tracesOf([customerId("115310627314723954"), orderId(299938)], {
  email: "eve@example.com",
  phone: "+15556251199",
});

test.each([
  ["the customer's number", '{"customer":{"id":115310627314723954}}', true],
  ["an order in a GID", String.raw`{"gid":"gid:\/\/shopify\/Order\/299938"}`, true],
  ["the e-mail in other letters", '{"note":"EVE@Example.COM"}', true],
  ["the e-mail in an address", '{"landing_site":"/?e=eve%40example.com"}', true],
  ["the phone", '{"phone":"+15556251199"}', true],
  ["a longer number", '{"id":1153106273147239540,"total":"2999380"}', false],
  ["somebody else", '{"email":"adam@example.com"}', false],
])("a body with %s is told to be about the person, or not", (_what, text, isTheirs) => {
  expect(holdsTraces(Buffer.from(text), traces)).toBe(isTheirs);
  expect(holdsTraces(Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from(text)]), traces)).toBe(isTheirs);
});

test("nothing to look for is found nowhere", () => {
  const nothing = tracesOf([], { email: null, phone: null });
  expect(holdsTraces(Buffer.from('{"id":1,"email":"eve@example.com"}'), nothing)).toBe(false);
});

test.each([
  ["orders/paid", ORDER, { orderId: orderId("820982911946154508"), email: "eve+river@gmail.com" }],
  ["refunds/create", REFUND, { orderId: orderId("820982911946154508"), customerIds: [], email: null }],
  ["customers/update", CUSTOMER, { orderId: null, customerIds: [customerId("706405506930370084")] }],
  [
    "customers/merge",
    '{"admin_graphql_api_id_customer_kept":"gid://shopify/Customer/1","admin_graphql_api_id_customer_deleted":"gid://shopify/Customer/2"}',
    { orderId: null, customerIds: [customerId(1), customerId(2)] },
  ],
  ["customers/data_request", REDACT, { orderId: null, customerIds: [customerId("115310627314723954")] }],
])("%s tells whom it is about", (topic, text, told) => {
  expect(readTold(topic, Buffer.from(text))).toMatchObject(told);
});

test("a delivery that cannot be read, or is about no one, tells of nobody", () => {
  expect(readTold("orders/create", Buffer.from("{"))).toBeNull();
  expect(readTold("orders/create", Buffer.from([0x7b, 0xff]))).toBeNull();
  expect(readTold("shop/update", Buffer.from(body()))).toBeNull();
});
