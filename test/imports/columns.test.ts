import { expect, test } from "vitest";
import { COLLABORATION_COLUMNS, CREATOR_COLUMNS, guessMapping, HEADERS } from "#app/imports/columns.ts";

test.each([
  ["creators", CREATOR_COLUMNS],
  ["collaborations", COLLABORATION_COLUMNS],
] as const)("the columns we write of %s are recognised, each as what it is", (kind, columns) => {
  const headers = columns.map((column) => HEADERS[column]);
  expect(guessMapping(kind, headers)).toEqual(Object.fromEntries(columns.map((column, at) => [column, at])));
});

test("a column tells one thing, the first of two of one name is taken, and what nobody knows tells nothing", () => {
  expect(
    guessMapping("creators", ["Email", "E-Mail", "PayPal Email", "Coupon Code(s)", "", "__proto__"]),
  ).toEqual({
    email: 0,
    code: 3,
  });
});

test("German and Danish headers", () => {
  const german = ["Vollständiger Name", "E-Mail-Adresse", "Gutscheincode", "Prozent", "Währung", "Sprache"];
  expect(guessMapping("creators", german)).toEqual({
    name: 0,
    email: 1,
    code: 2,
    percent: 3,
    currency: 4,
    language: 5,
  });
  const danish = ["Navn", "E-mail", "Rabatkode", "Rabatprocent", "Beløb"];
  expect(guessMapping("creators", danish)).toMatchObject({ name: 0, email: 1, code: 2, percent: 3 });
  expect(
    guessMapping("collaborations", ["Influencer", "Art", "Veröffentlicht", "Reichweite", "Honorar"]),
  ).toEqual({
    ...{ creator: 0, content: 1, day: 2, reach: 3, fee: 4 },
  });
});
