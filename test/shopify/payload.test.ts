import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import { worthOf } from "#app/orders/counted.ts";
import { parseCustomer, parseJson, parseOrder, parseRefund } from "#app/shopify/payload.ts";
import { ADA, at, makeCreator, makeOwnership } from "#test/support/make.ts";
import { body, CUSTOMER, readableHash as hash, line, ORDER, REFUND } from "#test/support/payloads.ts";

const order = (fields: Record<string, unknown> = {}) => parseOrder(body(fields), hash);

test("an order as Shopify sends it is read to the last digit and cent", () => {
  expect(parseOrder(ORDER, hash)).toEqual({
    id: "gid://shopify/Order/820982911946154508",
    name: "#9999",
    createdAt: at("2026-03-01T12:00:04Z"),
    processedAt: at("2026-03-01T12:00:00Z"),
    updatedAt: at("2026-03-05T15:00:01Z"),
    cancelledAt: null,
    isTest: false,
    financialStatus: "partially_refunded",
    fulfilledAt: null,
    sourceName: "web",
    currency: "USD",
    taxesIncluded: false,
    buyer: {
      customerId: "gid://shopify/Customer/115310627314723954",
      emailHash: "email(eve+river@gmail.com)",
      mailboxHashes: ["mailbox(eve@gmail.com)", "mailbox(eve@example.com)", "mailbox(eve.old@example.com)"],
      phoneHashes: ["phone(+16135550142)", "phone(+16135550199)"],
      door: {
        house: "door(CA K2P1L4 123 shipping street)",
        flat: "door(CA K2P1L4 123 shipping street / 7)",
      },
    },
    lines: [
      {
        id: "gid://shopify/LineItem/866550311766439020",
        productId: "gid://shopify/Product/632910392",
        variantId: "gid://shopify/ProductVariant/808950810",
        title: "River stone",
        quantity: 3,
        currentQuantity: 2,
        price: 2999,
        discount: 1275,
        tax: 515,
        isGiftCard: false,
        isTip: false,
      },
      expect.objectContaining({
        title: "Engraving",
        productId: null,
        variantId: null,
        currentQuantity: 1,
        discount: 250,
      }),
      expect.objectContaining({
        title: "Gift card",
        id: "gid://shopify/LineItem/13",
        isGiftCard: true,
        isTip: false,
      }),
      expect.objectContaining({ title: "Tip", isGiftCard: false, isTip: true }),
    ],
    refunds: [
      {
        id: "gid://shopify/Refund/509562969",
        createdAt: at("2026-03-05T15:00:00Z"),
        lines: [{ lineId: "gid://shopify/LineItem/866550311766439020", quantity: 1 }],
        adjustments: [
          { kind: "shipping", amount: -599 },
          { kind: "other", amount: -250 },
          { kind: "pending-discrepancy", amount: 100 },
        ],
      },
    ],
    codes: [
      { code: "ada10", discount: 1025 },
      { code: "SHIPFREE", discount: 599 },
      { code: "GRACE5", discount: 0 },
    ],
    landingSite: "/products/river-stone?ref=ada&trb=v_1",
    referringSite: "https://www.instagram.com",
    country: "CA",
    visits: ["v_1", "v-2", "v_3"],
  });
});

test("that order is Ada's, and worth what stayed with the buyer", () => {
  const read = parseOrder(ORDER, hash);
  // 3 x 29.99 - 12.75 = 77.22; two of three units: 51.48. Engraving 17.50. Less 2.50 given back without a unit.
  expect(worthOf(read)).toMatchObject({ before: 7722 + 1750, net: 5148 + 1750 - 250 });
  expect(attribute(read, { ownerships: [makeOwnership()], clicks: [], creators: [makeCreator()] }).to).toBe(
    ADA,
  );
});

test("a refund alone names its order, its exact line, and the shop's money", () => {
  expect(parseRefund(REFUND)).toEqual({
    orderId: "gid://shopify/Order/820982911946154508",
    refund: {
      id: "gid://shopify/Refund/890088186047892319",
      createdAt: at("2026-03-06T11:00:00Z"),
      lines: [{ lineId: "gid://shopify/LineItem/866550311766439020", quantity: 1 }],
      adjustments: [{ kind: "other", amount: -500 }],
    },
  });
});

test("a refund without shop money may name units, but no amount: its currency could be the payment's", () => {
  const bare = (fields: object) =>
    JSON.stringify({ id: 7, order_id: 1, created_at: "2026-03-01T12:00:00Z", ...fields });
  const adjusted = { order_adjustments: [{ amount: "-5" }] };
  const lineOnly = parseRefund(bare({ refund_line_items: [{ line_item_id: 11, quantity: 1 }] }));
  expect(lineOnly.refund.lines).toEqual([{ lineId: "gid://shopify/LineItem/11", quantity: 1 }]);
  expect(() => parseRefund(bare(adjusted))).toThrow("order_adjustments[0].amount: -5 has no currency");
  expect(() => parseRefund(bare({ order_id: undefined }))).toThrow("order_id: is missing");
});

test("a customer is an id and a hash", () => {
  expect(parseCustomer(CUSTOMER, hash)).toEqual({
    id: "gid://shopify/Customer/706405506930370084",
    emailHash: "email(ada.lovelace+shop@googlemail.com)",
    updatedAt: at("2026-02-01T09:00:00Z"),
  });
  expect(parseCustomer('{"id":5,"email":null,"updated_at":"2026-02-01T09:00:00Z"}', hash)).toMatchObject({
    id: "gid://shopify/Customer/5",
    emailHash: null,
  });
});

test("a guest has no customer, and the order's own e-mail comes first", () => {
  const guest = order({ customer: null, email: "", contact_email: "Guest@Example.com" });
  expect(guest.buyer).toEqual({
    customerId: null,
    emailHash: "email(guest@example.com)",
    mailboxHashes: ["mailbox(guest@example.com)"],
    ...{ phoneHashes: [], door: null },
  });
  expect(order({}).buyer).toEqual({
    ...{ customerId: null, emailHash: null, mailboxHashes: [], phoneHashes: [], door: null },
  });
  expect(order({ customer: { id: 5, email: "c@example.com" } }).buyer.emailHash).toBe("email(c@example.com)");
});

test("every mailbox on the order is known, so that another e-mail at checkout hides nobody", () => {
  const { buyer } = order({ email: "other@example.com", customer: { id: 5, email: "A.da+x@gmail.com" } });
  expect(buyer.emailHash).toBe("email(other@example.com)");
  expect(buyer.mailboxHashes).toEqual(["mailbox(other@example.com)", "mailbox(ada@gmail.com)"]);
});

test("what a bare order leaves out is nothing, not a guess", () => {
  expect(order()).toMatchObject({
    id: "gid://shopify/Order/1",
    processedAt: null,
    sourceName: null,
    taxesIncluded: false,
    refunds: [],
    codes: [],
    landingSite: null,
    visits: [],
  });
});

test.each([
  ["yen", "JPY", "500", 500],
  ["yen as Shopify writes them", "JPY", "500.00", 500],
  ["dinars", "KWD", "1.005", 1005],
  ["dollars", "USD", "19.9", 1990],
  ["dollars as a number", "USD", 19.9, 1990],
])("a price in %s", (_case, currency, price, minor) => {
  expect(order({ currency, ...line({ price }) }).lines[0]?.price).toBe(minor);
});

test("an id beyond 2^53 keeps its digits, with or without the GID beside it", () => {
  const text = body().replace('"id":1,', '"id":9007199254740993,');
  expect(parseOrder(text, hash).id).toBe("gid://shopify/Order/9007199254740993");
  expect(order({ admin_graphql_api_id: "gid://shopify/Order/820982911946154508" }).id).toBe(
    "gid://shopify/Order/820982911946154508",
  );
});

test("every digit of every whole number survives", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (id) => {
      expect(String((parseJson(`{"id":${id}}`) as { id: unknown }).id)).toBe(String(id));
    }),
  );
});

test("a code on two discounts, or in two letter cases, is listed once with all it took off", () => {
  const codes = order({
    discount_codes: [{ code: "Ada10" }, { code: "ADA10" }, { code: " " }],
    discount_applications: [
      { type: "discount_code", code: "ada10" },
      { type: "discount_code", code: "ADA10" },
      { type: "manual", code: "ADA10" },
      { type: "discount_code", code: "UNLISTED" },
    ],
    line_items: [
      {
        id: 11,
        title: "Stone",
        quantity: 1,
        price: "10.00",
        discount_allocations: [0, 1, 2, 3, 9].map((n) => ({ amount: "1.00", discount_application_index: n })),
      },
    ],
  }).codes;
  expect(codes).toEqual([
    { code: "Ada10", discount: 200 },
    { code: "UNLISTED", discount: 100 },
  ]);
});

test("only the newest ten visits are kept, and only what has a visit's form", () => {
  const value = Array.from({ length: 15 }, (_one, n) => `v${n}`).join(",");
  const visits = (written: unknown) => order({ note_attributes: [{ name: "__trb", value: written }] }).visits;
  expect(visits(value)).toEqual(["v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14"]);
  expect(visits(`<script> ${"x".repeat(65)} ok\u0000 fine`)).toEqual(["fine"]);
  expect(visits(null)).toEqual([]);
  expect(order({ note_attributes: [{ name: "trb", value: "v1" }] }).visits).toEqual([]);
});

test.each([
  ["shipping_refund", null, "shipping"],
  [null, "Shipping refund", "shipping"],
  ["refund_discrepancy", "Refund discrepancy", "other"],
  ["refund_discrepancy", "Pending refund discrepancy", "pending-discrepancy"],
  ["PENDING_REFUND_DISCREPANCY", null, "pending-discrepancy"],
  [null, null, "other"],
])("an adjustment of kind %s because %s is %s", (kind, reason, expected) => {
  const refunds = [
    { id: 7, created_at: "2026-03-02T00:00:00Z", order_adjustments: [{ kind, reason, amount: "-1.00" }] },
  ];
  expect(order({ refunds }).refunds[0]?.adjustments).toEqual([{ kind: expected, amount: -100 }]);
});

test("half a character in a title is mended, for PostgreSQL takes no half characters", () => {
  expect(order(line({ title: "Stone \ud83c" })).lines[0]?.title).toBe("Stone \ufffd");
});

test("a NUL in what we never read harms nothing", () => {
  expect(order({ note: "\u0000" }).name).toBe("#1");
});
