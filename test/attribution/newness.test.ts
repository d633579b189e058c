import { expect, test } from "vitest";
import { type KnownBefore, newnessOf, type ToldCounts } from "#app/attribution/newness.ts";
import { emptiedAt } from "#app/orders/counted.ts";
import { at, lineId, makeAdjustment, makeLine, makeOrder, makeRefund, refundId } from "#test/support/make.ts";

const known = (fields: Partial<KnownBefore> = {}): KnownBefore => ({
  ...{ hasEarlierSale: false, earlier: 0, others: 0 },
  ...fields,
});
const told = (position: number | null, orders: number | null): ToldCounts => ({ position, orders });

test.each([
  ["the first Shopify knows of", known(), told(1, 1), "new"],
  ["an earlier sale stands", known({ hasEarlierSale: true }), told(1, 1), "returning"],
  ["the second by Shopify, the first not known to us", known(), told(2, 2), "returning"],
  ["the second by Shopify, the first known, cancelled", known({ earlier: 1, others: 1 }), told(2, 2), "new"],
  ["Shopify withholds both", known(), told(null, null), "unknown"],
  [
    "Shopify withholds both, but a sale stands",
    known({ hasEarlierSale: true }),
    told(null, null),
    "returning",
  ],
  ["no position, and one order in all", known(), told(null, 1), "new"],
  ["no position, and two orders of which we know one", known(), told(null, 2), "returning"],
  ["no position, and two orders, both known", known({ others: 1 }), told(null, 2), "new"],
  ["the position says more than the count", known(), told(1, 5), "new"],
] as const)("%s: %j, %j -> %s", (_, before, counts, expected) => {
  expect(newnessOf(before, counts)).toBe(expected);
});

const units = (id: number, instant: string, quantity: number) =>
  makeRefund({ id: refundId(id), createdAt: at(instant), lines: [{ lineId: lineId(1), quantity }] });
const two = (fields: Parameters<typeof makeOrder>[0]) =>
  makeOrder({ lines: [makeLine({ id: lineId(1), quantity: 2, currentQuantity: 2 })], ...fields });

test("an order is empty from the refund on that left nothing of it", () => {
  expect(emptiedAt(two({}))).toBeNull();
  expect(emptiedAt(two({ refunds: [units(1, "2026-03-05", 1)] }))).toBeNull();
  const refunds = [units(2, "2026-03-09", 1), units(1, "2026-03-05", 1)];
  expect(emptiedAt(two({ refunds }))).toEqual(at("2026-03-09"));
  const more = makeRefund({ id: refundId(3), createdAt: at("2026-03-20") });
  expect(emptiedAt(two({ refunds: [...refunds, more] }))).toEqual(at("2026-03-09"));
  const money = makeRefund({
    createdAt: at("2026-03-07"),
    adjustments: [makeAdjustment({ amount: -1_000_000 })],
  });
  expect(emptiedAt(two({ refunds: [money] }))).toEqual(at("2026-03-07"));
});

test("units that an edit took away count as of the last refund; what is cancelled was never a sale", () => {
  const lines = [makeLine({ id: lineId(1), quantity: 2, currentQuantity: 1 })];
  expect(emptiedAt(makeOrder({ lines, refunds: [units(1, "2026-03-05", 1)] }))).toBeNull();
  const none = [makeLine({ id: lineId(1), quantity: 2, currentQuantity: 0 })];
  expect(emptiedAt(makeOrder({ lines: none, refunds: [units(1, "2026-03-05", 1)] }))).toEqual(
    at("2026-03-05"),
  );
  expect(emptiedAt(two({ cancelledAt: at("2026-03-06"), refunds: [units(1, "2026-03-05", 2)] }))).toBeNull();
});
