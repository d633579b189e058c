import { expect, test } from "vitest";
import { type Compared, openPreview } from "#app/attribution/preview.ts";
import type { Credit } from "#app/attribution/shares.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { ADA, at, GRACE, orderId } from "#test/support/make.ts";

const all = (creatorId: CreatorId): Credit => ({ creatorId, share: 1_000_000, linkId: null });
const half = (creatorId: CreatorId): Credit => ({ creatorId, share: 500_000, linkId: null });
const compared = (n: number, fields: Partial<Compared>): Compared => ({
  ...{ id: orderId(n), name: `#${n}`, instant: at("2026-03-01"), currency: "USD", net: 1_001 },
  ...{ isCounted: true, before: [], after: [] },
  ...fields,
});
function previewOf(...orders: readonly Partial<Compared>[]) {
  const preview = openPreview();
  for (const [n, fields] of orders.entries()) preview.add(compared(n, fields));
  return preview.result();
}

test("money moves from one to another, to nobody, and from nobody; halves move half", () => {
  const found = previewOf(
    { before: [all(ADA)], after: [all(GRACE)] },
    { before: [all(ADA)], after: [] },
    { before: [], after: [all(GRACE)] },
    { before: [all(ADA)], after: [half(ADA), half(GRACE)] },
    { before: [all(ADA)], after: [all(ADA)] },
  );
  expect(found).toMatchObject({ orders: 5, changed: 4 });
  expect(found.totals).toEqual([
    {
      currency: "USD",
      moved: 3 * 1_001 + 500,
      before: { orders: 4, net: 4_004 },
      after: { orders: 4, net: 4_004 },
    },
  ]);
  expect(found.examples.map(({ id, moved }) => [id, moved])).toEqual([
    [orderId(0), 1_001],
    [orderId(1), 1_001],
    [orderId(2), 1_001],
    [orderId(3), 500],
  ]);
});

test("an order that does not count is looked at, and changes nothing", () => {
  const found = previewOf({ isCounted: false, before: [all(ADA)], after: [all(GRACE)] });
  expect(found).toMatchObject({ orders: 1, changed: 0, totals: [], creators: [], examples: [] });
});

test("currencies stay apart", () => {
  const found = previewOf(
    { before: [all(ADA)], after: [] },
    { currency: "EUR", net: 300, before: [], after: [all(ADA)] },
  );
  expect(found.totals.map(({ currency, moved }) => [currency, moved])).toEqual([
    ["USD", 1_001],
    ["EUR", 300],
  ]);
  expect(found.creators.map(({ id, currency, after }) => [id, currency, after.net])).toEqual([
    [ADA, "USD", 0],
    [ADA, "EUR", 300],
  ]);
});

test("of many orders the fifty of which most moves are told, and of many creators those who move most", () => {
  const creators = Array.from({ length: 600 }, (_, n) => `cr_${String(n).padStart(20, "0")}` as CreatorId);
  const found = previewOf(
    ...creators.map((creator, n) => ({ net: n + 1, before: [all(creator)], after: [] })),
  );
  expect(found.examples.map(({ moved }) => moved)).toEqual(Array.from({ length: 50 }, (_, n) => 600 - n));
  expect([found.creators.length, found.others, found.creators[0]?.before.net]).toEqual([500, 100, 600]);
});
