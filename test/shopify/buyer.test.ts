import { expect, test } from "vitest";
import { parseOrder } from "#app/shopify/payload.ts";
import { body, readableHash } from "#test/support/payloads.ts";

const buyer = (fields: Record<string, unknown>) => parseOrder(body(fields), readableHash).buyer;
const HOME = { address1: "Lindenweg 5", address2: "Apt 4", zip: "10115", country_code: "DE" };

test("every phone an order names is known, once each, whoever typed it how", () => {
  const phones = buyer({
    phone: "+49 151 23456789",
    customer: { id: 5, phone: "+4530123456" },
    shipping_address: { ...HOME, phone: "0151 234 567 89" },
    billing_address: { country_code: "US", phone: "(415) 555-0132" },
  }).phoneHashes;
  expect(phones).toEqual(["phone(+14155550132)", "phone(+4530123456)", "phone(+4915123456789)"]);
});

test("a national number is read as of the address beside it, and without one as of nowhere", () => {
  expect(buyer({ phone: "0151 23456789", billing_address: { country_code: "DE" } }).phoneHashes).toEqual([
    "phone(+4915123456789)",
  ]);
  expect(buyer({ phone: "0151 23456789" }).phoneHashes).toEqual([]);
});

test("the door is the parcel's, never the bill's", () => {
  expect(buyer({ shipping_address: HOME }).door).toEqual({
    house: "door(DE 10115 5 lindenweg)",
    flat: "door(DE 10115 5 lindenweg / 4)",
  });
  expect(buyer({ shipping_address: { ...HOME, address2: null } }).door).toMatchObject({ flat: null });
  expect(buyer({ billing_address: HOME }).door).toBeNull();
  expect(buyer({}).door).toBeNull();
});
