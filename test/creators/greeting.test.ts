import { expect, test } from "vitest";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { greetingOf, offerOf } from "#app/creators/greeting.ts";
import { at } from "#test/support/make.ts";

const NOW = at("2026-03-01T12:00:00Z");
const percent: CodeValue = { kind: "percent", basisPoints: 1000 };
const greet = (conditions: Conditions = {}, value = percent) =>
  greetingOf("Ada Lovelace", { code: "ADA10", value, conditions }, NOW);

test("a creator without a code is named, and offers nothing", () => {
  expect(greetingOf("Ada Lovelace", null, NOW)).toEqual({
    ...{ name: "Ada Lovelace", first: "Ada" },
    ...{ offer: null, code: null, isLimited: false },
  });
});

test.each([
  ["Ada Lovelace", "Ada"],
  ["  Ada   Lovelace ", "Ada"],
  ["Björk", "Björk"],
  ["李小龙", "李小龙"],
  ["Anne-Sophie Mutter", "Anne-Sophie"],
])("%j goes by %j", (name, first) => {
  expect(greetingOf(name, null, NOW).first).toBe(first);
});

test.each<[CodeValue, object]>([
  [percent, { kind: "percent", value: "10" }],
  [
    { kind: "percent", basisPoints: 1250 },
    { kind: "percent", value: "12.5" },
  ],
  [
    { kind: "percent", basisPoints: 333 },
    { kind: "percent", value: "3.33" },
  ],
  [
    { kind: "percent", basisPoints: 10_000 },
    { kind: "percent", value: "100" },
  ],
  [
    { kind: "amount", minor: 500, currency: "USD" },
    { kind: "amount", value: "5.00", currency: "USD" },
  ],
  [
    { kind: "amount", minor: 500, currency: "JPY" },
    { kind: "amount", value: "500", currency: "JPY" },
  ],
  [
    { kind: "amount", minor: 5001, currency: "KWD" },
    { kind: "amount", value: "5.001", currency: "KWD" },
  ],
  [{ kind: "free-shipping" }, { kind: "free-shipping" }],
])("%j is told as %j", (value, told) => {
  expect(offerOf(value)).toEqual(told);
});

test("a minimum, or products that it is for, are not kept quiet", () => {
  expect(greet().isLimited).toBe(false);
  expect(greet({ oncePerCustomer: true }).isLimited).toBe(false);
  expect(greet({ minimum: { kind: "units", units: 2 } }).isLimited).toBe(true);
  expect(greet({ scope: { kind: "products", items: [] } }).isLimited).toBe(true);
});

test("a code that is over is not offered any more, to the millisecond", () => {
  expect(greet({ endsAt: "2026-03-01T12:00:00.000Z" })).toMatchObject({ offer: null, code: null });
  expect(greet({ endsAt: "2026-03-01T12:00:00.001Z" })).toMatchObject({ code: "ADA10" });
});

test("an adopted discount that does more than we have words for promises nothing but its code", () => {
  expect(greet({ asInShopify: "Buy 2 get 1 free" })).toMatchObject({ offer: null, code: "ADA10" });
});
