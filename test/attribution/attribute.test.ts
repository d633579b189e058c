import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import type { Order } from "#app/orders/order.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  makeBuyer,
  makeCreator,
  makeLine,
  makeOrder,
  makeOwnership,
  makeRefund,
  since,
} from "#test/support/make.ts";

const ada = makeCreator({ phoneHash: "+49", door: { house: "Lindenweg 5", flat: "4" } });
const grace = makeCreator({
  id: GRACE,
  name: "Grace Hopper",
  customerId: customerId(902),
  mailboxHash: "b".repeat(64),
});
const creators = [ada, grace];
const ownerships = [makeOwnership(), makeOwnership({ code: "GRACE5", creatorId: GRACE })];
const decide = (order: Order) => attribute(order, { ownerships, clicks: [], creators });
const verdicts = (order: Order, owned = ownerships) =>
  attribute(order, { ownerships: owned, clicks: [], creators }).touches.map(({ verdict }) => verdict);

test("an order with Ada's code is Ada's", () => {
  expect(decide(makeOrder({ codes: [{ code: " Ada10", discount: 1000 }] }))).toEqual({
    to: ADA,
    because: "code",
    touches: [
      { kind: "code", code: " Ada10", key: "ada10", discount: 1000, creatorId: ADA, verdict: "decided" },
    ],
  });
});

test("of several creators' codes the one that took most off decides, wherever it stands", () => {
  const order = makeOrder({
    codes: [
      { code: "ADA10", discount: 250 },
      { code: "GRACE5", discount: 500 },
    ],
  });
  expect(decide(order)).toMatchObject({ to: GRACE, because: "code" });
  expect(verdicts(order)).toEqual(["outranked", "decided"]);
});

test("codes that took off the same: the first on the order decides", () => {
  expect(decide(makeOrder({ codes: ["GRACE5", "ADA10"] })).to).toBe(GRACE);
  expect(decide(makeOrder({ codes: ["ADA10", "GRACE5"] })).to).toBe(ADA);
});

test("one code written twice on an order is one touch with both discounts", () => {
  const codes = [
    { code: "ada10", discount: 200 },
    { code: "GRACE5", discount: 300 },
    { code: "ADA10", discount: 200 },
  ];
  const decision = decide(makeOrder({ codes }));
  expect(decision.to).toBe(ADA);
  expect(decision.touches).toMatchObject([
    { code: "ada10", discount: 400 },
    { code: "GRACE5", discount: 300 },
  ]);
});

test("a code that is no creator's does not block one that is", () => {
  const order = makeOrder({ codes: [{ code: "SUMMER", discount: 9000 }, "ADA10"] });
  expect(decide(order).to).toBe(ADA);
  expect(verdicts(order)).toEqual(["no-creators-code", "decided"]);
});

test.each<[string, Parameters<typeof makeOrder>[0], string]>([
  ["a test order", { isTest: true }, "test-order"],
  ["a cancelled order", { cancelledAt: at("2026-03-02") }, "cancelled"],
  ["an unpaid order", { financialStatus: "pending" }, "awaiting-payment"],
  ["a voided order", { financialStatus: "voided" }, "awaiting-payment"],
  ["a gift card alone", { lines: [makeLine({ isGiftCard: true })] }, "nothing-sold"],
  ["a draft order", { sourceName: "shopify_draft_order" }, "draft-order"],
  ["a renewal", { sourceName: "subscription_contract" }, "subscription-renewal"],
  ["a renewal by checkout", { sourceName: "subscription_contract_checkout_one" }, "subscription-renewal"],
  ["an unpaid draft", { sourceName: "shopify_draft_order", financialStatus: "pending" }, "awaiting-payment"],
])("%s is credited to nobody, and tells who else it would be", (_case, fields, because) => {
  const codes = [{ code: "ADA10", discount: 1 }, { code: "GRACE5", discount: 2 }, "SUMMER"];
  const order = makeOrder({ ...fields, codes });
  expect(decide(order)).toMatchObject({ to: null, because, otherwise: GRACE });
  expect(verdicts(order)).toEqual(["order-refused", "order-refused", "no-creators-code"]);
  expect(decide(makeOrder(fields))).toEqual({ to: null, because, otherwise: null, touches: [] });
});

test.each(["web", "pos", null, "shopify_draft_orders", "580111"])(
  "an order from %s with Ada's code is Ada's",
  (sourceName) => {
    expect(decide(makeOrder({ sourceName, codes: ["ADA10"] })).to).toBe(ADA);
  },
);

test("a refund in full leaves the credit where it was", () => {
  const refunds = [makeRefund({ lines: [{ lineId: makeLine().id, quantity: 1 }] })];
  expect(decide(makeOrder({ financialStatus: "refunded", refunds, codes: ["ADA10"] })).to).toBe(ADA);
});

test.each([
  ["same customer", { customerId: ada.customerId, mailboxHashes: [] }, "self-referral-customer"],
  ["same mailbox", { customerId: null, mailboxHashes: [ada.mailboxHash ?? ""] }, "self-referral-email"],
  ["same phone", { customerId: null, phoneHashes: ["+49"] }, "self-referral-phone"],
  ["same door", { customerId: null, door: { house: "Lindenweg 5", flat: null } }, "self-referral-address"],
])("Ada buying with her own code is not credited: %s", (_case, buyer, verdict) => {
  const order = makeOrder({ buyer: makeBuyer(buyer), codes: ["ADA10"] });
  expect(decide(order)).toMatchObject({
    to: null,
    because: "self-referral",
    otherwise: null,
    touches: [{ verdict }],
  });
});

test("Ada buying with Grace's code as well is Grace's, even where Ada's took more off", () => {
  const buyer = makeBuyer({ customerId: ada.customerId });
  const order = makeOrder({
    buyer,
    codes: [
      { code: "ADA10", discount: 900 },
      { code: "GRACE5", discount: 1 },
    ],
  });
  expect(decide(order).to).toBe(GRACE);
  expect(verdicts(order)).toEqual(["self-referral-customer", "decided"]);
});

test("a creator paused at the order's instant is not credited, whenever we hear of it", () => {
  const paused = makeCreator({ pauses: [since("2026-02-01", "2026-03-02")] });
  const order = makeOrder({ codes: ["ADA10"] });
  expect(attribute(order, { ownerships, clicks: [], creators: [paused, grace] })).toMatchObject({
    to: null,
    because: "paused",
    otherwise: null,
  });
  const later = makeOrder({ codes: ["ADA10"], processedAt: at("2026-03-02") });
  expect(attribute(later, { ownerships, clicks: [], creators: [paused, grace] }).to).toBe(ADA);
});

const HANDED_OVER = [
  makeOwnership({ held: since("2026-01-01", "2026-02-01") }),
  makeOwnership({ creatorId: GRACE, held: since("2026-03-01") }),
];

test.each([
  ["2025-12-31T23:59:59Z", null, "outside-ownership", ADA],
  ["2026-01-01T00:00:00Z", ADA, "decided", ADA],
  ["2026-01-31T23:59:59Z", ADA, "decided", ADA],
  ["2026-02-01T00:00:00Z", null, "outside-ownership", ADA],
  ["2026-02-10T00:00:00Z", null, "outside-ownership", ADA],
  ["2026-02-20T00:00:00Z", null, "outside-ownership", GRACE],
  ["2026-03-01T00:00:00Z", GRACE, "decided", GRACE],
])("a code handed from Ada to Grace: an order at %s", (instant, to, verdict, owner) => {
  const order = makeOrder({ codes: ["ADA10"], processedAt: at(instant) });
  for (const owned of [HANDED_OVER, HANDED_OVER.toReversed()]) {
    const decision = attribute(order, { ownerships: owned, clicks: [], creators });
    expect(decision).toMatchObject({ to, touches: [{ creatorId: owner, verdict }] });
    expect(decision.because).toBe(to ? "code" : "outside-ownership");
  }
});

test("the order's instant decides, not the day an import created it", () => {
  const order = makeOrder({ codes: ["ADA10"], processedAt: at("2026-01-15"), createdAt: at("2026-06-01") });
  expect(attribute(order, { ownerships: HANDED_OVER, clicks: [], creators }).to).toBe(ADA);
});

test.each<[string, string[], string]>([
  ["no code at all", [], "no-touch"],
  ["a code nobody was given", ["SUMMER"], "no-creators-code"],
  ["a code no longer held", ["SUMMER", "OLD"], "outside-ownership"],
  ["a paused creator's", ["SUMMER", "OLD", "GRACE5"], "paused"],
  ["the buyer's own", ["SUMMER", "OLD", "GRACE5", "ADA10"], "self-referral"],
])("when no code stands the most telling reason is given: %s", (_case, codes, because) => {
  const owned = [...ownerships, makeOwnership({ code: "OLD", held: since("2025-01-01", "2025-02-01") })];
  const order = makeOrder({ buyer: makeBuyer({ customerId: ada.customerId }), codes });
  const paused = { ...grace, pauses: [since("2026-01-01")] };
  for (const one of [order, { ...order, codes: order.codes.toReversed() }]) {
    expect(attribute(one, { ownerships: owned, clicks: [], creators: [ada, paused] })).toMatchObject({
      to: null,
      because,
      otherwise: null,
    });
  }
});

test("an owner the caller forgot to load is a bug that names both", () => {
  expect(() => attribute(makeOrder({ codes: ["ADA10"] }), { ownerships, clicks: [], creators: [] })).toThrow(
    ADA,
  );
});
