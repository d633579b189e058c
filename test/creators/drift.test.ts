import { expect, test } from "vitest";
import { type CodeKey, codeKey } from "#app/creators/code.ts";
import { driftOf, type SeenDiscount } from "#app/creators/drift.ts";
import { at } from "#test/support/make.ts";

const NOW = at("2026-03-10T12:00:00Z");
const TERMS = { value: { kind: "percent", basisPoints: 1000 }, conditions: {} } as const;
const ADA: typeof TERMS & { key: CodeKey } = { ...TERMS, key: codeKey("ADA10") };
const seen = (over: Partial<SeenDiscount> = {}): SeenDiscount => ({
  ...{ title: "Ada", isLive: true, endsAt: null, terms: TERMS },
  ...over,
});

test("a code that stands in Shopify as it was made has not drifted, whatever its letter case", () => {
  expect(driftOf(ADA, { discount: seen(), code: "Ada10" }, NOW)).toBeNull();
});

test.each([
  ["its discount is gone", { discount: null, code: null }, "deleted", { isDiscountGone: true }],
  ["only this code of it is gone", { discount: seen(), code: null }, "deleted", { isDiscountGone: false }],
  ["it has another code", { discount: seen(), code: "ADA15" }, "renamed", { code: "ADA15" }],
  [
    "it was ended",
    { discount: seen({ isLive: false, endsAt: "2026-03-01T00:00:00Z" }), code: "ADA10" },
    "ended",
    { endedAt: "2026-03-01T00:00:00Z" },
  ],
  [
    "its beginning was moved ahead",
    { discount: seen({ isLive: false }), code: "ADA10" },
    "ended",
    { endedAt: null },
  ],
] as const)("%s", (_what, sight, drift, told) => {
  expect(driftOf(ADA, sight, NOW)).toEqual({ drift, told });
});

test("other terms are told whole", () => {
  const terms = {
    value: { kind: "percent", basisPoints: 1500 },
    conditions: { oncePerCustomer: true },
  } as const;
  expect(driftOf(ADA, { discount: seen({ terms }), code: "ADA10" }, NOW)).toEqual({
    drift: "changed",
    told: { terms },
  });
});

test("a code that came to the end of its own terms has not drifted", () => {
  const conditions = { endsAt: "2026-03-10T00:00:00.000Z" };
  const discount = seen({ isLive: false, endsAt: "2026-03-10T00:00:00Z", terms: { ...TERMS, conditions } });
  expect(driftOf({ ...ADA, conditions }, { discount, code: "ADA10" }, NOW)).toBeNull();
});
