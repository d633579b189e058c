import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addMoney,
  exponentOf,
  formatMoney,
  money,
  parseMinor,
  parseMoney,
  percentOf,
  readMinor,
  shareByWeight,
  toDecimal,
} from "#app/kernel/money.ts";

const currency = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF", "ISK");
const amount = fc.maxSafeInteger();

test.each([
  ["USD", 2],
  ["EUR", 2],
  ["JPY", 0],
  ["KRW", 0],
  ["ISK", 0],
  ["KWD", 3],
  ["TND", 3],
  ["CLF", 4],
  ["ZZZ", 2],
])("%s has %i decimal places", (code, places) => {
  expect(exponentOf(code)).toBe(places);
});

test.each([
  ["19.90", "USD", 1990],
  ["19.9", "USD", 1990],
  ["19.990", "USD", 1999],
  ["1.005", "KWD", 1005],
  ["1.0050", "KWD", 1005],
  ["5.00", "JPY", 5],
  ["5", "JPY", 5],
  ["-0.05", "USD", -5],
  ["-0.00", "USD", 0],
  ["+3", "USD", 300],
  ["0.29", "USD", 29],
  ["000012.30", "EUR", 1230],
  ["90071992547409.91", "USD", Number.MAX_SAFE_INTEGER],
  ["1.1234", "CLF", 11234],
])("Shopify's %s %s is %i in the smallest unit", (text, code, minor) => {
  expect(parseMoney(text, code)).toEqual({ minor, currency: code });
  expect(Object.is(parseMinor(text, code), minor)).toBe(true);
});

test.each([
  ["1e309", "USD", "not-a-number"],
  ["1e3", "USD", "not-a-number"],
  ["", "USD", "not-a-number"],
  [" 5", "USD", "not-a-number"],
  ["5\u0000", "USD", "not-a-number"],
  ["5\n", "USD", "not-a-number"],
  ["1,000.00", "USD", "not-a-number"],
  ["5,00", "EUR", "not-a-number"],
  ["NaN", "USD", "not-a-number"],
  [".5", "USD", "not-a-number"],
  ["5.", "USD", "not-a-number"],
  ["٥", "USD", "not-a-number"],
  ["0x10", "USD", "not-a-number"],
  ["19.995", "USD", "too-fine"],
  ["5.50", "JPY", "too-fine"],
  ["1.0005", "KWD", "too-fine"],
  ["90071992547409.92", "USD", "too-large"],
  ["9".repeat(400), "USD", "too-large"],
])("%j in %s is refused: %s", (text, code, because) => {
  expect(readMinor(text, code)).toEqual({ because });
  expect(() => parseMinor(text, code)).toThrow(JSON.stringify(text.slice(0, 40)));
});

test.each([[1.5], [Number.NaN], [2 ** 53], [Number.POSITIVE_INFINITY]])(
  "money of %d minor units cannot be made",
  (minor) => {
    expect(() => money(minor, "USD")).toThrow(String(minor));
  },
);

test.each(["usd", "US", "USDT", "", "U$D"])("the currency %j is refused by name", (code) => {
  expect(() => money(1, code)).toThrow(JSON.stringify(code));
});

test("minus nothing is nothing", () => {
  expect(Object.is(money(-0, "USD").minor, 0)).toBe(true);
});

test("amounts of one currency add up; two currencies never do", () => {
  expect(addMoney(money(1990, "USD"), money(10, "USD"))).toEqual({ minor: 2000, currency: "USD" });
  expect(() => addMoney(money(1990, "USD"), money(10, "EUR"))).toThrow("19.90 USD");
  expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, "USD"), money(1, "USD"))).toThrow("2^53");
});

test.each([
  [1990, "USD", "19.90"],
  [-5, "USD", "-0.05"],
  [5, "JPY", "5"],
  [5, "KWD", "0.005"],
  [0, "USD", "0.00"],
])("%i %s is written %s", (minor, code, text) => {
  expect(toDecimal(money(minor, code))).toBe(text);
});

test.each([
  [1990, "USD", "en", "$19.90"],
  [-1990, "USD", "en", "-$19.90"],
  [1234567, "EUR", "de", "12.345,67\u00a0€"],
  [500, "JPY", "en", "¥500"],
  [1005, "KWD", "en", "KWD\u00a01.005"],
  [Number.MAX_SAFE_INTEGER, "USD", "en", "$90,071,992,547,409.91"],
])("%i %s reads in %s as %s", (minor, code, locale, text) => {
  expect(formatMoney(money(minor, code), locale)).toBe(text);
});

test("writing an amount and reading it back changes nothing", () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      const there = money(minor, code);
      expect(parseMoney(toDecimal(there), code)).toEqual(there);
    }),
  );
});

test.each([
  [1000, [1, 1, 1], [334, 333, 333]],
  [-1000, [1, 1, 1], [-334, -333, -333]],
  [100, [1, 2, 3], [17, 33, 50]],
  [1, [5, 5], [1, 0]],
  [7, [0, 3, 0], [0, 7, 0]],
  [0, [0, 0], [0, 0]],
  [0, [], []],
  [Number.MAX_SAFE_INTEGER, [Number.MAX_SAFE_INTEGER, 1], [Number.MAX_SAFE_INTEGER - 1, 1]],
])("%i shared by %j is %j", (total, weights, parts) => {
  expect(shareByWeight(total, weights)).toEqual(parts);
});

test("a share with nowhere to go, or of broken weights, is a bug that says so", () => {
  expect(() => shareByWeight(5, [0, 0])).toThrow("nowhere to put 5");
  expect(() => shareByWeight(5, [])).toThrow("nowhere to put 5");
  expect(() => shareByWeight(5, [1, -1])).toThrow("weight -1");
  expect(() => shareByWeight(5, [0.5])).toThrow("weight 0.5");
  expect(() => shareByWeight(0.5, [1])).toThrow("0.5");
});

test("shares sum exactly to the total, none more than one unit off its exact part", () => {
  fc.assert(
    fc.property(amount, fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 12 }), (total, weights) => {
      fc.pre(weights.some((weight) => weight > 0));
      const parts = shareByWeight(total, weights);
      expect(parts.reduce((all, part) => all + BigInt(part), 0n)).toBe(BigInt(total));
      const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
      for (const [index, part] of parts.entries()) {
        const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[index] ?? 0);
        expect(off < sum && off > -sum).toBe(true);
      }
    }),
  );
});

test.each([
  [1005, 1000, 101],
  [-1005, 1000, -101],
  [1004, 1000, 100],
  [500, 290, 15],
  [0, 1000, 0],
  [Number.MAX_SAFE_INTEGER, 10_000, Number.MAX_SAFE_INTEGER],
])("of %i at %i basis points one gets %i", (minor, basisPoints, part) => {
  expect(Object.is(percentOf(minor, basisPoints), part)).toBe(true);
});

test("a percent of a refund exactly undoes the percent of the sale", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (minor, basisPoints) => {
      expect(percentOf(minor, basisPoints) + percentOf(-minor, basisPoints)).toBe(0);
    }),
  );
});

test("a percent beyond what a number holds is refused", () => {
  expect(() => percentOf(Number.MAX_SAFE_INTEGER, 20_000)).toThrow("2^53");
});
