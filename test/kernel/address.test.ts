import fc from "fast-check";
import { expect, test } from "vitest";
import { doorOf } from "#app/kernel/address.ts";

const door = (street: string, more = "", postalCode = "10115", country = "DE") =>
  doorOf({ street, more, postalCode, country });

test.each([
  [
    "capitals and accents",
    ["12, rue de l’Église", "", "75001", "FR"],
    ["12 RUE DE L'EGLISE", "", "75 001", "fr"],
  ],
  ["where the number stands", ["Rosengade 12", "", "2100", "DK"], ["12 rosengade", "", "2100", "DK"]],
  ["Straße, strasse, str.", ["Hauptstraße 5"], ["5 Haupt-Str."]],
  ["Haupt Straße", ["Haupt Straße 5"], ["hauptstrasse Nr. 5"]],
  ["Street, st", ["221B Baker Street", "", "NW1 6XE", "GB"], ["221b baker st", "", "nw16xe", "GB"]],
  ["the extra four digits", ["1 Elm Ave", "", "10001-1234", "US"], ["1 elm avenue", "", "10001", "US"]],
  [
    "the flat behind the street",
    ["12 Main St Apt 4", "", "10001", "US"],
    ["12 Main Street", "#4", "10001", "US"],
  ],
  [
    "the flat behind a comma",
    ["Rosengade 12, 2. tv", "", "2100", "DK"],
    ["Rosengade 12", "2 tv", "2100", "DK"],
  ],
  [
    "the flat in front",
    ["Flat 2, 221B Baker Street", "", "NW1 6XE", "GB"],
    ["221B Baker St", "flat 2", "NW1 6XE", "GB"],
  ],
  ["a company’s name", ["Lindenweg 5", "Acme Group"], ["Lindenweg 5"]],
] as const)("one door, however it is written: %s", (_case, one, other) => {
  const [street, more, code, country] = one;
  const read = door(street, more, code, country);
  expect(read).not.toBeNull();
  const [street2, more2, code2, country2] = other;
  expect(door(street2, more2, code2, country2)).toEqual(read);
});

test.each([
  ["another number", ["Lindenweg 5"], ["Lindenweg 7"]],
  ["another street", ["Lindenweg 5"], ["Birkenweg 5"]],
  ["another postal code", ["Lindenweg 5", "", "10115"], ["Lindenweg 5", "", "10117"]],
  ["another country", ["Lindenweg 5", "", "1010", "AT"], ["Lindenweg 5", "", "1010", "CH"]],
  ["another flat", ["Lindenweg 5", "Apt 4"], ["Lindenweg 5", "Apt 7"]],
  ["5a is not 5", ["Lindenweg 5a"], ["Lindenweg 5"]],
] as const)("two doors: %s", (_case, one, other) => {
  const [street, more, code, country] = one;
  const [street2, more2, code2, country2] = other;
  expect(door(street, more, code, country)).not.toEqual(door(street2, more2, code2, country2));
});

test.each([
  ["a post office box", "PO Box 12", ""],
  ["a post office box with dots", "P.O. Box 12", ""],
  ["a parcel locker", "Packstation 145", "1234567"],
  ["a locker on the second line", "Lindenweg 5", "DHL Packstation 145"],
  ["a pick-up point", "Pick-up Point Kiosk 5", ""],
  ["somebody else’s house", "c/o Miller, Lindenweg 5", ""],
  ["a house without number", "Rose Cottage", ""],
  ["a number without street", "12", ""],
  ["nothing", "", ""],
])("no door can be told: %s", (_case, street, more) => {
  expect(door(street, more)).toBeNull();
});

test("without a postal code no door can be told", () => {
  expect(door("Lindenweg 5", "", " ")).toBeNull();
});

test("capitals and spaces never make another door", () => {
  const street = fc.tuple(
    fc.constantFrom("Linden Row", "Öster Allé", "Rue Łódź"),
    fc.integer({ min: 1, max: 999 }),
  );
  fc.assert(
    fc.property(street, ([road, number]) => {
      const read = door(`${road} ${number}`);
      expect(read).not.toBeNull();
      expect(door(`  ${number}  ${road.toUpperCase()} `)).toEqual(read);
    }),
  );
});
