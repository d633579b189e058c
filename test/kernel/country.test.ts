import { expect, test } from "vitest";
import { COUNTRIES, countryIn, namedCountries } from "#app/kernel/country.ts";

test("a country is known by its two letters, in whatever case they are typed", () => {
  expect(countryIn(" de ")).toBe("DE");
  expect(countryIn("XX")).toBeNull();
  expect(countryIn("")).toBeNull();
});

test("every country has a name of its own, and they are listed by it", () => {
  expect(COUNTRIES).toHaveLength(249);
  const named = namedCountries("en");
  expect(new Set(named.map(([, name]) => name)).size).toBe(249);
  expect(named.every(([code, name]) => name !== code)).toBe(true);
  expect(named.slice(0, 2)).toEqual([
    ["AF", "Afghanistan"],
    ["AX", "Åland Islands"],
  ]);
  expect(namedCountries("de").find(([code]) => code === "DE")).toEqual(["DE", "Deutschland"]);
});
