import { expect, test } from "vitest";
import { parseContact } from "#app/creators/contact.ts";

const NOTHING = { phone: "", street: "", more: "", postalCode: "", country: "" };
const HOME = { street: " Lindenweg  5 ", more: "2. OG", postalCode: "10115", country: "de" };

test("a phone becomes E.164, an address is kept as typed, in one line", () => {
  expect(parseContact({ ...HOME, phone: "0151 234 567 89" })).toEqual({
    ...{ phone: "+4915123456789", street: "Lindenweg 5", more: "2. OG", postalCode: "10115", country: "DE" },
  });
});

test("nothing is nothing, and a phone or a country alone is enough", () => {
  const nothing = { phone: null, street: null, more: null, postalCode: null, country: null };
  expect(parseContact(NOTHING)).toEqual(nothing);
  expect(parseContact({ ...NOTHING, phone: "+45 30 12 34 56" })).toEqual({
    ...nothing,
    phone: "+4530123456",
  });
  expect(parseContact({ ...NOTHING, country: "DK" })).toEqual({ ...nothing, country: "DK" });
});

test.each([
  ["a phone that is none", { phone: "call me", country: "DE" }, { phone: "not-a-phone" }],
  ["a prefix of no country", { phone: "+999 12345678" }, { phone: "not-a-phone" }],
  ["a phone of who knows which country", { phone: "0151 23456789" }, { phone: "no-country" }],
  ["a street alone", { street: "Lindenweg 5" }, { postalCode: "missing", country: "missing" }],
  ["a postal code alone", { postalCode: "10115", country: "DE" }, { street: "missing" }],
  ["a flat alone", { more: "Apt 4", country: "DE" }, { more: "without-street" }],
  ["a country that is none", { ...HOME, country: "XX" }, { country: "unknown" }],
  ["a street without end", { ...HOME, street: "x".repeat(201) }, { street: "too-long" }],
  ["a flat without end", { ...HOME, more: "x".repeat(201) }, { more: "too-long" }],
  ["a postal code without end", { ...HOME, postalCode: "1".repeat(21) }, { postalCode: "too-long" }],
])("is refused by the field: %s", (_case, fields, because) => {
  expect(parseContact({ ...NOTHING, ...fields })).toEqual({ because });
});
