import { expect, test } from "vitest";
import { amountIn, countIn, dayFrom, percentIn, plainNumber, yesOrNo } from "#app/imports/cell.ts";

test.each([
  ["10", 2, "10"],
  ["12.5", 2, "12.5"],
  ["12,5", 2, "12.5"],
  ["1,234.50", 2, "1234.50"],
  ["1.234,50", 2, "1234.50"],
  ["1 234,50", 2, "1234.50"],
  ["1'234.50", 2, "1234.50"],
  ["1,234", 2, "1234"],
  ["1.234.567", 2, "1234567"],
  ["1,234", 3, null],
  ["1,23,4", 2, null],
  ["12.345.6", 2, null],
  ["-5", 2, null],
  ["1e3", 2, null],
  ["", 2, null],
])("%j with %d places is %j", (text, places, number) => {
  expect(plainNumber(text, places)).toBe(number);
});

test.each([
  ["5", "USD", 500],
  ["$5.00", "USD", 500],
  ["5,00 €", "EUR", 500],
  ["EUR 1.200,50", "EUR", 120050],
  ["1200.50 usd", "USD", 120050],
  ["500", "JPY", 500],
  ["5.00", "JPY", 5],
  ["1.000", "JPY", 1000],
  ["1.234", "KWD", null],
  ["5 USD", "EUR", null],
  ["five", "USD", null],
])("%j in %s is %j minor units", (text, currency, minor) => {
  expect(amountIn(text, currency)).toBe(minor);
});

test("percentages with their sign, and counts with separators", () => {
  expect([percentIn("12,5 %"), percentIn("15%"), percentIn("%")]).toEqual(["12.5", "15", null]);
  expect([
    countIn("12,400"),
    countIn("48.000"),
    countIn("7"),
    countIn("1.5"),
    countIn("12k"),
    countIn("9999999999"),
  ]).toEqual([...[12400, 48000, 7, null, null, null]]);
});

test.each([
  ["2026-03-29", { day: "2026-03-29" }],
  ["2026/3/9", { day: "2026-03-09" }],
  ["2026-03-29 14:05:00", { day: "2026-03-29" }],
  ["2026-03-29T14:05:00.000Z", { day: "2026-03-29" }],
  ["29.3.2026", { day: "2026-03-29" }],
  ["3/29/2026", { day: "2026-03-29" }],
  ["29/3/2026", { day: "2026-03-29" }],
  ["4/4/2026", { day: "2026-04-04" }],
  ["3/4/2026", { because: "two-readings" }],
  ["2026-02-30", { because: "not-a-day" }],
  ["31.4.2026", { because: "not-a-day" }],
  ["29 March", { because: "not-a-day" }],
])("the day %j is %j", (text, day) => {
  expect(dayFrom(text)).toEqual(day);
});

test("yes and no in the languages of spreadsheets", () => {
  expect(["yes", "Ja", "1", "x", "no", "Nein", "nej", "", "maybe"].map(yesOrNo)).toEqual([
    ...[true, true, true, true, false, false, false, false, null],
  ]);
});
