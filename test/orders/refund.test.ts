import fc from "fast-check";
import { expect, test } from "vitest";
import type { Refund } from "#app/orders/order.ts";
import { mergeRefunds, newerOf, progressOf, type Snapshot } from "#app/orders/refund.ts";
import { at, lineId, makeAdjustment, makeLine, makeOrder, makeRefund, refundId } from "#test/support/make.ts";

const one = makeRefund({ id: refundId(1), lines: [{ lineId: lineId(11), quantity: 1 }] });
const two = makeRefund({ id: refundId(2), lines: [{ lineId: lineId(11), quantity: 1 }] });

test("a refund heard of before its order's newer snapshot does not vanish", () => {
  expect(mergeRefunds([one, two], [one])).toEqual([one, two]);
  expect(mergeRefunds([], [two, one])).toEqual([one, two]);
});

test("of two tellings of one refund the fuller one stays", () => {
  const fuller = { ...one, adjustments: [makeAdjustment()] };
  expect(mergeRefunds([one], [fuller])).toEqual([fuller]);
  expect(mergeRefunds([fuller], [one])).toEqual([fuller]);
});

const refunds: fc.Arbitrary<Refund[]> = fc.array(
  fc.record({
    id: fc.nat(4).map(refundId),
    createdAt: fc.constantFrom(at("2026-03-10"), at("2026-03-11")),
    lines: fc.array(fc.record({ lineId: fc.nat(2).map(lineId), quantity: fc.nat(3) }), { maxLength: 2 }),
    adjustments: fc.array(
      fc.record({
        kind: fc.constantFrom("other" as const, "shipping" as const),
        amount: fc.integer({ min: -9, max: 0 }),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 6 },
);

test("merging refunds is the same from either side, in any grouping, and twice over", () => {
  fc.assert(
    fc.property(refunds, refunds, refunds, (a, b, c) => {
      expect(mergeRefunds(a, b)).toEqual(mergeRefunds(b, a));
      expect(mergeRefunds(mergeRefunds(a, b), c)).toEqual(mergeRefunds(a, mergeRefunds(b, c)));
      expect(mergeRefunds(mergeRefunds(a, b), b)).toEqual(mergeRefunds(a, b));
    }),
  );
});

test.each([
  ["a later one replaces", "2026-03-01T12:00:01Z", "a", "incoming"],
  ["a late delivery of an older one does not", "2026-03-01T11:59:59Z", "z", "stored"],
  ["the same again changes nothing", "2026-03-01T12:00:00Z", "m", "stored"],
  ["an equal second, larger body hash", "2026-03-01T12:00:00Z", "n", "incoming"],
  ["an equal second, smaller body hash", "2026-03-01T12:00:00Z", "l", "stored"],
])("snapshots: %s", (_case, updatedAt, contentHash, expected) => {
  const stored = {
    updatedAt: at("2026-03-01T12:00:00Z"),
    isFetched: false,
    progress: [0],
    contentHash: "m",
  };
  expect(newerOf(stored, { ...stored, updatedAt: at(updatedAt), contentHash })).toBe(expected);
});

test.each([
  ["paid beats pending", { financialStatus: "pending" }, { financialStatus: "paid" }],
  ["paid beats a voided attempt", { financialStatus: "voided" }, { financialStatus: "paid" }],
  ["refunded beats paid", { financialStatus: "paid" }, { financialStatus: "refunded" }],
  ["cancelled beats everything", { financialStatus: "refunded" }, { cancelledAt: at("2026-03-01") }],
  [
    "fewer units beat more",
    { lines: [makeLine({ currentQuantity: 2 })] },
    { lines: [makeLine({ currentQuantity: 1 })] },
  ],
] as const)("within one second %s, whichever comes first and whatever the hash", (_case, before, after) => {
  const snapshot = (fields: Parameters<typeof makeOrder>[0], contentHash: string) => ({
    updatedAt: at("2026-03-01T12:00:00Z"),
    isFetched: false,
    progress: progressOf(makeOrder(fields)),
    contentHash,
  });
  for (const [one, other] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    expect(newerOf(snapshot(before, one), snapshot(after, other))).toBe("incoming");
    expect(newerOf(snapshot(after, one), snapshot(before, other))).toBe("stored");
  }
});

test("whichever snapshots arrive in whichever order, the same one stays", () => {
  const snapshot = fc.record({
    updatedAt: fc.nat(3).map((second) => new Date(second * 1000)),
    isFetched: fc.boolean(),
    progress: fc.tuple(fc.nat(1), fc.nat(2)),
    contentHash: fc.constantFrom("a", "b", "c"),
  });
  const last = (all: Snapshot[]) =>
    all.reduce((stored, incoming) => (newerOf(stored, incoming) === "incoming" ? incoming : stored));
  fc.assert(
    fc.property(fc.array(snapshot, { minLength: 1 }), (all) => {
      expect(last(all.toReversed())).toEqual(last(all));
    }),
  );
});
