import { expect, test } from "vitest";
import { money } from "#app/kernel/money.ts";
import {
  levered,
  marginMultiple,
  marginValue,
  paybackMonths,
  simpleValue,
  valueByCost,
} from "#app/ltv/lifetime-value.ts";

const usd = (minor: number) => money(minor, "USD");
const order = { order: usd(50_00), perYear: 4, years: 3 };

test("simple value: 50 four times a year for 3 years is 600, at a margin of 40 % 240, three times what 80 cost", () => {
  expect(simpleValue(order)).toEqual(usd(600_00));
  expect(simpleValue(order, 0.4)).toEqual(usd(240_00));
  expect(valueByCost(simpleValue(order, 0.4), usd(80_00))).toBe(3);
  expect(valueByCost(usd(1), usd(0))).toBeNull();
  expect(simpleValue({ order: usd(1), perYear: 1, years: 2.5 })).toEqual(usd(3));
});

test("margin value by both conventions, at an interest of 10 %", () => {
  const of = (retention: number, first: "now" | "one-period-on") => marginMultiple(retention, 0.1, first);
  expect([of(0.8, "one-period-on"), of(0.9, "one-period-on")].map((each) => each.toFixed(4))).toEqual([
    "2.6667",
    "4.5000",
  ]);
  expect([of(0.8, "now"), of(0.9, "now")].map((each) => each.toFixed(4))).toEqual(["3.6667", "5.5000"]);
  expect(marginValue(usd(10_00), { retention: 0.8, interest: 0.1, first: "now" })).toEqual(usd(36_67));
  expect(() => of(1, "now")).toThrow("retention 1 at interest 0.1");
});

test("payback, and the lever of retention", () => {
  expect(paybackMonths(usd(80_00), usd(10_00))).toBe(8);
  expect(paybackMonths(usd(80_00), usd(0))).toBeNull();
  expect(paybackMonths(usd(0), usd(0))).toBe(0);
  expect(levered(0.8, 0.05)).toBeCloseTo(0.84, 12);
  expect(levered(0.98, 0.05)).toBe(0.999);
  expect(() => valueByCost(usd(1), money(1, "EUR"))).toThrow("value in USD by cost in EUR");
});
