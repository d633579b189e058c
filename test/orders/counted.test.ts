import fc from "fast-check";
import { expect, test } from "vitest";
import { orderInstant, whyUncounted, worthOf } from "#app/orders/counted.ts";
import type { FinancialStatus, OrderLine, Refund } from "#app/orders/order.ts";
import { at, lineId, makeAdjustment, makeLine, makeOrder, makeRefund, refundId } from "#test/support/make.ts";

const nets = (order: Parameters<typeof worthOf>[0]) => worthOf(order).lines.map(({ net }) => net);
const back = (quantity: number, line = 11) => [{ lineId: lineId(line), quantity }];

test("an imported order is placed when it was processed, not when it was imported", () => {
  expect(orderInstant({ processedAt: at("2024-05-01"), createdAt: at("2026-03-01") })).toEqual(
    at("2024-05-01"),
  );
  expect(orderInstant({ processedAt: null, createdAt: at("2026-03-01") })).toEqual(at("2026-03-01"));
});

test.each<[string, Partial<OrderLine>, boolean, number]>([
  ["quantity times price", { quantity: 3, price: 1999 }, false, 5997],
  ["less its discounts", { quantity: 2, price: 1999, discount: 400 }, false, 3598],
  ["tax on top is not in the price", { price: 1000, tax: 190 }, false, 1000],
  ["tax in the price is taken out", { price: 1190, tax: 190 }, true, 1000],
  ["tax and discount in the price", { quantity: 2, price: 1190, discount: 238, tax: 342 }, true, 1800],
  ["wholly discounted", { price: 1000, discount: 1000 }, false, 0],
  ["never below nothing", { price: 1000, discount: 1200 }, false, 0],
  ["a gift card is no sale", { isGiftCard: true }, false, 0],
  ["a tip is no sale", { isTip: true }, false, 0],
  ["a yen is whole", { quantity: 3, price: 333 }, false, 999],
  ["a line of no units", { quantity: 0, currentQuantity: 0 }, false, 0],
])("what a line is worth: %s", (_case, line, taxesIncluded, net) => {
  const worth = worthOf(makeOrder({ lines: [makeLine(line)], taxesIncluded }));
  expect(worth).toMatchObject({ lines: [{ lineId: lineId(11), before: net, net }], before: net, net });
});

test("the discount of an order is what its wares were reduced by, in full even once they came back", () => {
  const lines = [
    makeLine({ id: lineId(11), price: 1000, discount: 150 }),
    makeLine({ id: lineId(12), price: 2000, discount: 50 }),
    makeLine({ id: lineId(13), discount: 300, isGiftCard: true }),
    makeLine({ id: lineId(14), discount: 20, isTip: true }),
  ];
  expect(worthOf(makeOrder({ lines, refunds: [makeRefund({ lines: back(1) })] })).discount).toBe(200);
});

test.each([
  [0, 1000],
  [1, 667],
  [2, 334],
  [3, 0],
  [4, 0],
])("10.00 for three: with %i sent back %i cents stay", (quantity, net) => {
  const line = makeLine({ quantity: 3, price: 400, discount: 200 });
  const order = makeOrder({ lines: [line], refunds: [makeRefund({ lines: back(quantity) })] });
  expect(worthOf(order)).toMatchObject({ before: 1000, net });
});

test.each([
  ["the refund alone is known", 3, 1],
  ["the newer snapshot alone is known", 2, 0],
  ["both are known", 2, 1],
])("one of three units sent back is worth the same when %s", (_case, currentQuantity, refunded) => {
  const line = makeLine({ quantity: 3, currentQuantity, price: 1000 });
  const refunds = refunded ? [makeRefund({ lines: back(refunded) })] : [];
  expect(worthOf(makeOrder({ lines: [line], refunds })).net).toBe(2000);
});

const TWO = [makeLine({ id: lineId(11), price: 7500 }), makeLine({ id: lineId(12), price: 2500 })];

test.each<[string, Partial<Refund>[], number[]]>([
  [
    "an amount alone leaves the lines by their worth",
    [{ adjustments: [makeAdjustment({ amount: -1000 })] }],
    [6750, 2250],
  ],
  [
    "an odd cent leaves the line with the larger rest",
    [{ adjustments: [makeAdjustment({ amount: -101 })] }],
    [7424, 2475],
  ],
  [
    "more than all leaves nothing, never less",
    [{ adjustments: [makeAdjustment({ amount: -99_999 })] }],
    [0, 0],
  ],
  [
    "shipping given back is not the lines'",
    [{ adjustments: [makeAdjustment({ kind: "shipping" })] }],
    [7500, 2500],
  ],
  [
    "money still pending is not given back",
    [{ adjustments: [makeAdjustment({ kind: "pending-discrepancy" })] }],
    [7500, 2500],
  ],
  [
    "units and an amount",
    [{ lines: back(1, 12), adjustments: [makeAdjustment({ amount: -500 })] }],
    [7000, 0],
  ],
  [
    "a restocking fee stays with what was sent back",
    [{ lines: back(1, 12), adjustments: [makeAdjustment({ amount: 300 })] }],
    [7500, 300],
  ],
  [
    "an amount, later everything, that amount kept",
    [
      { adjustments: [makeAdjustment({ amount: -500 })] },
      { lines: [...back(1, 11), ...back(1, 12)], adjustments: [makeAdjustment({ amount: 500 })] },
    ],
    [0, 0],
  ],
  [
    "kept money nobody sent back is dropped",
    [{ adjustments: [makeAdjustment({ amount: 300 })] }],
    [7500, 2500],
  ],
])("75.00 and 25.00: %s", (_case, refunds, expected) => {
  const order = makeOrder({
    lines: TWO,
    refunds: refunds.map((refund, n) => makeRefund({ id: refundId(n), ...refund })),
  });
  expect(nets(order)).toEqual(expected);
});

test("a cancelled order is worth nothing, and still tells what it was", () => {
  const order = makeOrder({ lines: TWO, cancelledAt: at("2026-03-02") });
  expect(worthOf(order)).toMatchObject({ before: 10_000, net: 0 });
});

test.each<[FinancialStatus, ReturnType<typeof whyUncounted>]>([
  ["paid", null],
  ["partially_paid", null],
  ["partially_refunded", null],
  ["refunded", null],
  ["pending", "awaiting-payment"],
  ["authorized", "awaiting-payment"],
  ["expired", "awaiting-payment"],
  ["voided", "awaiting-payment"],
])("an order that is %s: %s", (financialStatus, expected) => {
  expect(whyUncounted(makeOrder({ financialStatus }))).toBe(expected);
});

test("a full refund never un-counts an order: it stays, at nothing", () => {
  const order = makeOrder({ financialStatus: "refunded", refunds: [makeRefund({ lines: back(1) })] });
  expect(worthOf(order).net).toBe(0);
  expect(whyUncounted(order)).toBeNull();
});

test("of several reasons not to count, the first is told", () => {
  const nothing = { lines: [makeLine({ isGiftCard: true })] };
  const unpaid = { ...nothing, financialStatus: "pending" as const };
  const cancelled = { ...unpaid, cancelledAt: at("2026-03-02") };
  expect(whyUncounted(makeOrder({ ...cancelled, isTest: true }))).toBe("test-order");
  expect(whyUncounted(makeOrder(cancelled))).toBe("cancelled");
  expect(whyUncounted(makeOrder(unpaid))).toBe("awaiting-payment");
  expect(whyUncounted(makeOrder(nothing))).toBe("nothing-sold");
});

test("a line beyond what a number holds is a bug that says so", () => {
  const order = makeOrder({ lines: [makeLine({ quantity: 2 ** 30, price: 2 ** 30 })] });
  expect(() => worthOf(order)).toThrow("gid://shopify/LineItem/11");
});

const someLines = fc
  .array(
    fc.record({
      quantity: fc.nat(9),
      price: fc.nat(50_000),
      discount: fc.nat(20_000),
      tax: fc.nat(5_000),
      isGiftCard: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => lines.map((line, index) => makeLine({ ...line, id: lineId(index) })));
const someRefunds = fc
  .array(
    fc.record({
      lines: fc.array(fc.record({ lineId: fc.nat(5).map(lineId), quantity: fc.nat(5) }), { maxLength: 3 }),
      adjustments: fc.array(
        fc.record({
          kind: fc.constantFrom("other", "shipping", "pending-discrepancy"),
          amount: fc.integer({ min: -60_000, max: 60_000 }),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 4 },
  )
  .map((refunds) => refunds.map((refund, index) => makeRefund({ ...refund, id: refundId(index) })));

test("lines sum to the order, and no line leaves the range from nothing to what it was", () => {
  fc.assert(
    fc.property(someLines, someRefunds, fc.boolean(), (lines, refunds, taxesIncluded) => {
      const worth = worthOf(makeOrder({ lines, refunds, taxesIncluded }));
      expect(worth.lines.reduce((all, { net }) => all + net, 0)).toBe(worth.net);
      expect(worth.lines.reduce((all, { before }) => all + before, 0)).toBe(worth.before);
      expect(worth.lines.every(({ net, before }) => net >= 0 && net <= before)).toBe(true);
    }),
  );
});

test("refunds may arrive in any order", () => {
  fc.assert(
    fc.property(someLines, someRefunds, (lines, refunds) => {
      expect(worthOf(makeOrder({ lines, refunds: refunds.toReversed() }))).toEqual(
        worthOf(makeOrder({ lines, refunds })),
      );
    }),
  );
});

test("however many partial refunds of everything end at exactly nothing, and each step takes away", () => {
  fc.assert(
    fc.property(someLines, fc.infiniteStream(fc.nat()), (lines, dice) => {
      const units = lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.id));
      const shuffled = units
        .map((id) => ({ id, rank: dice.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank);
      const refunds = shuffled.map(({ id }, n) =>
        makeRefund({ id: refundId(n), lines: [{ lineId: id, quantity: 1 }] }),
      );
      const steps = refunds.map(
        (_refund, n) => worthOf(makeOrder({ lines, refunds: refunds.slice(0, n + 1) })).net,
      );
      const whole = worthOf(makeOrder({ lines })).net;
      expect(steps.at(-1) ?? 0).toBe(0);
      expect([whole, ...steps].every((net, n, all) => n === 0 || net <= (all[n - 1] ?? 0))).toBe(true);
    }),
  );
});
