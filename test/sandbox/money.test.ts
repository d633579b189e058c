import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMinor, minorOf } from "#test/sandbox/order-life/decimal.ts";
import { split, splitCapped } from "#test/sandbox/order-life/split.ts";

test.each([
  ["19.9", "USD", 1990, "19.90"],
  ["0.05", "EUR", 5, "0.05"],
  ["1500", "JPY", 1500, "1500"],
  ["1500.0", "JPY", 1500, "1500"],
  ["1.5", "KWD", 1500, "1.500"],
  ["-3", "USD", -300, "-3.00"],
  ["-0.00", "USD", 0, "0.00"],
])("%s %s is %i minor units, written %s", (amount, currency, minor, written) => {
  expect(minorOf(amount, currency)).toBe(minor);
  expect(formatMinor(minor, currency)).toBe(written);
});

test("an amount finer than its currency is refused, and so is what is no amount", () => {
  expect(() => minorOf("1.005", "USD")).toThrow("more than the 2 decimals of USD");
  expect(() => minorOf("1.5", "JPY")).toThrow("more than the 0 decimals of JPY");
  expect(() => minorOf("1e3", "USD")).toThrow("no amount");
  expect(() => minorOf("5", "usd")).toThrow("no currency");
});

test("a split goes by weight, the odd units to the largest remainders, the earlier first", () => {
  expect(split(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(split(10, [1, 2])).toEqual([3, 7]);
  expect(split(5, [0, 0])).toEqual([0, 0]);
});

test("the parts of a split sum to the whole and are within one unit of their share", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, (total, given) => {
      const sum = given.reduce((a, b) => a + b, 0);
      const parts = split(total, given);
      if (sum === 0) return parts.every((part) => part === 0);
      const isFair = parts.every((part, i) => Math.abs(part - (total * (given[i] ?? 0)) / sum) < 1.000001);
      return isFair && parts.reduce((a, b) => a + b, 0) === total;
    }),
  );
});

test("a capped split never takes more off a line than the line has left", () => {
  expect(splitCapped(90, [100, 100], [10, 100])).toEqual([10, 80]);
  expect(splitCapped(500, [1, 1], [20, 30])).toEqual([20, 30]);
});
