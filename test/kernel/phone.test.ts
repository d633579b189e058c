import { expect, test } from "vitest";
import { phoneIn } from "#app/kernel/phone.ts";

test.each([
  ["with its country's prefix", "+49 (151) 234-567 89", null, "+4915123456789"],
  ["as its country writes it", "0151 234 567 89", "DE", "+4915123456789"],
  ["dialled from home", "0049 151 23456789", "DE", "+4915123456789"],
  ["in other digits", "+٤٩ ١٥١ ٢٣٤٥٦٧٨٩", null, "+4915123456789"],
  ["in wide digits", "＋４９１５１２３４５６７８９", null, "+4915123456789"],
  ["without a leading zero", "30 12 34 56", "DK", "+4530123456"],
  ["with another country's prefix than the address", "+45 30 12 34 56", "DE", "+4530123456"],
])("a phone number is one number, %s", (_case, text, country, expected) => {
  expect(phoneIn(text, country)).toBe(expected);
});

test.each([
  ["of no country we know of", "0151 23456789", null],
  ["of a country that is none", "0151 23456789", "XX"],
  ["too short", "555-0132", "US"],
  ["words", "call me", "US"],
  ["nothing", "", "DE"],
])("no number: %s", (_case, text, country) => {
  expect(phoneIn(text, country)).toBeNull();
});
