import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";
import type { PlacedLine, PlacedOrder } from "#test/sandbox/contract.ts";
import { at, later, makePlaced, told } from "#test/sandbox/order-fixture.ts";
import { restAsGraphql } from "#test/sandbox/rest-as-graphql.ts";

let admin: AdminSchema;

beforeAll(async () => {
  admin = await readSchema();
});

const MONEY = "{ shopMoney { amount currencyCode } }";
const ALLOCATIONS = `discountAllocations { allocatedAmountSet ${MONEY} discountApplication { index } }`;
const ORDER = `id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus displayFulfillmentStatus
  sourceName currencyCode taxesIncluded email discountCodes customer { id defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
  phone shippingAddress { address1 address2 zip countryCodeV2 phone } billingAddress { address1 address2 zip countryCodeV2 phone }
  customAttributes { key value } customerJourneySummary { lastVisit { landingPage referrerUrl } }
  totalTipReceivedSet ${MONEY} fulfillments(first: 10) { createdAt status }
  lineItems(first: 10) { nodes { id title quantity currentQuantity isGiftCard product { id } variant { id }
    originalUnitPriceSet ${MONEY} ${ALLOCATIONS} taxLines { priceSet ${MONEY} } } pageInfo { hasNextPage } }
  shippingLines(first: 2) { nodes { ${ALLOCATIONS} } }
  discountApplications(first: 5) { nodes { __typename index ... on DiscountCodeApplication { code } } }
  refunds { id createdAt refundLineItems(first: 10) { nodes { lineItem { id } quantity } pageInfo { hasNextPage } }
    refundShippingLines(first: 2) { nodes { subtotalAmountSet ${MONEY} } }
    orderAdjustments(first: 2) { nodes { reason amountSet ${MONEY} } } }`;
const BY_ID = `query ($id: ID!) { order(id: $id) { ${ORDER} } }`;
const BY_IDS = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { ${ORDER} } } }`;

const line: fc.Arbitrary<PlacedLine> = fc.record(
  {
    title: fc.constantFrom("Shirt", "Mug", "Card"),
    price: fc.integer({ min: 0, max: 9999 }).map(String),
    quantity: fc.integer({ min: 1, max: 5 }),
    productId: fc.constantFrom("5", "9007199254740993"),
    variantId: fc.constant("6"),
    isGiftCard: fc.boolean(),
    isTip: fc.boolean(),
  },
  { requiredKeys: ["title", "price", "quantity"] },
);
const code = fc.record({
  code: fc.constantFrom("ada10", "FREE", "NONE"),
  takes: fc.constantFrom(
    { percent: "12.5" },
    { amount: "7" },
    { shipping: true } as const,
    {
      nothing: true,
    } as const,
  ),
});
const order: fc.Arbitrary<PlacedOrder> = fc.record(
  {
    at: fc.integer({ min: 0, max: 9 }).map((days) => later(days * 86_400.125)),
    customerId: fc.constantFrom("77", "9007199254740995", null),
    email: fc.constantFrom("ann@example.com", null),
    phone: fc.constantFrom("+4915123456789", null),
    shippingAddress: fc.constantFrom(
      { address1: "Lindenweg 5", address2: "2. OG", zip: "10115", country: "DE", phone: "030 123456" },
      { country: "FR" },
      null,
    ),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    codes: fc.uniqueArray(code, { maxLength: 3, selector: (one) => one.code }),
    shipping: fc.constantFrom("5", "0"),
    taxRate: fc.constantFrom("19", "7.25"),
    taxesIncluded: fc.boolean(),
    test: fc.boolean(),
    financialStatus: fc.constantFrom("paid", "pending", "authorized", "partially_paid", "voided", "expired"),
    sourceName: fc.constantFrom("web", "pos"),
    landingSite: fc.constantFrom("/", "/products/x?ref=ada&q=a%20b", null),
    referringSite: fc.constantFrom("https://blog.example/a", null),
    noteAttributes: fc.constant([{ name: "__trb", value: "v_1" }]),
    country: fc.constantFrom("DE", "US"),
  },
  { requiredKeys: ["at", "customerId", "email", "lines"] },
);
const units = fc.array(fc.record({ line: fc.nat(6), quantity: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 2,
});
const change = fc.oneof(
  fc.record({ what: fc.constant("refund" as const), lines: units, amountOnly: fc.constantFrom("3", "0") }),
  fc.record({ what: fc.constant("edit" as const), add: fc.array(line, { maxLength: 1 }), remove: units }),
  fc.record({ what: fc.constant("fulfil" as const), lines: fc.option(units, { nil: undefined }) }),
  fc.record({ what: fc.constantFrom("pay" as const, "cancel" as const, "redact" as const) }),
);

test("whatever became of an order, asked for it is what its webhook would tell, field by field", () => {
  const changes = { cancel: 0, edit: 0, fulfil: 0, pay: 0, redact: 0, refund: 0 };
  const currencies = fc.constantFrom("EUR", "JPY", "KWD");
  const story = fc.array(change, { maxLength: 6 });
  fc.assert(
    fc.property(order, currencies, story, (placed, currency, steps) => {
      const api = makeApi(admin, { currency, hasAllOrders: true });
      const { books } = api;
      for (let before = 0; before < 4; before++) books.place(makePlaced({ lines: [mug] }));
      const { made } = books.place(placed);
      const orderId = made.id;
      expect(BigInt(orderId) > 2n ** 53n).toBe(true);
      for (const { what, ...step } of steps) {
        try {
          if (what === "redact") books.redact({ customerId: placed.customerId ?? "", at });
          else books[what]({ orderId, at: later(60), ...step });
          changes[what]++;
        } catch {
          // What a shop refuses leaves the order as it was.
        }
      }
      const rest = told({ at: 0, topics: [{ topic: "now", payload: books.snapshot(orderId) }] }, "now");
      const { data, errors } = askApi(api, BY_ID, { id: made.gid });
      expect(errors).toBeUndefined();
      expect(data.order).toEqual(restAsGraphql(rest, api.shop.settings.domain));
    }),
    { numRuns: 300, seed: 7 },
  );
  expect(Math.min(...Object.values(changes))).toBeGreaterThan(10);
});

const mug = { title: "Mug", price: "5", quantity: 1 };

test("orders are asked for by many ids; one the shop does not know is null, ids above 2^53 are exact", () => {
  const api = makeApi(admin);
  const gids = ["820982911946154509", "820982911946154510"].map((id) => {
    api.books.place(makePlaced({ id }));
    return `gid://shopify/Order/${id}`;
  });
  const ids = [gids[1], "gid://shopify/Order/404", gids[0]];
  const { data } = askApi(api, BY_IDS, { ids });
  expect(data.nodes.map((node: { id: string } | null) => node?.id)).toEqual([gids[1], undefined, gids[0]]);
  expect(data.nodes[1]).toBeNull();
});

test("lines and a refund's lines come in pages", () => {
  const api = makeApi(admin);
  const { made } = api.books.place(makePlaced({ lines: Array.from({ length: 5 }, () => mug) }));
  const lines = [0, 1, 2].map((number) => ({ line: number, quantity: 1 }));
  const refund = api.books.refund({ orderId: made.id, at, lines }).made;
  const page = "nodes { id } pageInfo { hasNextPage endCursor }";
  const linesAfter = (after: string | null) =>
    askApi(
      api,
      `query ($id: ID!, $after: String) { order(id: $id) { lineItems(first: 2, after: $after) { ${page} } } }`,
      { id: made.gid, after },
    ).data.order.lineItems;
  const all = [];
  for (let after = null; ; ) {
    const { nodes, pageInfo } = linesAfter(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  const kept = api.books.orders.get(made.id)?.lines.map(({ id }) => `gid://shopify/LineItem/${id}`);
  expect(all.map(({ id }) => id)).toEqual(kept);
  const { node } = askApi(
    api,
    "query ($id: ID!) { node(id: $id) { ... on Refund { refundLineItems(first: 2) { nodes { lineItem { id } } pageInfo { hasNextPage } } } } }",
    { id: refund.gid },
  ).data;
  expect(node.refundLineItems).toEqual({
    nodes: [{ lineItem: { id: kept?.[0] } }, { lineItem: { id: kept?.[1] } }],
    pageInfo: { hasNextPage: true },
  });
});

test("each id asked for is paid for, and 250 are the most", () => {
  const api = makeApi(admin);
  const costOf = (count: number) =>
    askApi(api, "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Order { customer { id } } } }", {
      ids: Array.from({ length: count }, (_, n) => `gid://shopify/Order/${n + 1}`),
    });
  expect(costOf(1).extensions.cost.requestedQueryCost).toBe(2);
  expect(costOf(250).extensions.cost.requestedQueryCost).toBe(500);
  expect(costOf(251).errors[0].message).toContain("input array size of 251");
  expect(costOf(501).errors[0].extensions.code).toBe("MAX_COST_EXCEEDED");
});

test("a merged customer's orders are shown as the kept one's, changed at no other instant than before", () => {
  const api = makeApi(admin);
  const { made } = api.books.place(makePlaced());
  api.books.place(makePlaced({ customerId: "78", email: "ann@work.example" }));
  api.books.merge({ keptId: "78", deletedId: "77", at: later(60) });
  const asked = askApi(api, "query ($id: ID!) { order(id: $id) { updatedAt customer { id } } }", {
    id: made.gid,
  });
  expect(asked.data.order).toEqual({
    updatedAt: "2026-03-01T09:00:00Z",
    customer: { id: "gid://shopify/Customer/78" },
  });
});
