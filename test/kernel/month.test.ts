import { expect, test } from "vitest";
import { addMonths, type Month, monthOf, parseMonth, startOfMonth } from "#app/kernel/month.ts";
import { at } from "#test/support/make.ts";

const month = (text: string) => text as Month;

test("an instant's month is the zone's own", () => {
  expect(monthOf(at("2026-03-31T22:30:00Z"), "UTC")).toBe("2026-03");
  expect(monthOf(at("2026-03-31T22:30:00Z"), "Europe/Berlin")).toBe("2026-04");
  expect(monthOf(at("2026-01-01T04:00:00Z"), "America/New_York")).toBe("2025-12");
});

test.each([
  ["2026-01", 1, "2026-02"],
  ["2026-11", 3, "2027-02"],
  ["2026-01", -1, "2025-12"],
  ["2026-03", -15, "2024-12"],
  ["2026-12", 0, "2026-12"],
])("%s and %d months: %s", (from, months, expected) => {
  expect(addMonths(month(from), months)).toBe(expected);
});

test("a month begins at its first midnight by the zone's clock, and where that is left out, when its first day does", () => {
  expect(startOfMonth(month("2026-04"), "Europe/Berlin")).toEqual(at("2026-03-31T22:00:00Z"));
  expect(startOfMonth(month("2026-01"), "UTC")).toEqual(at("2026-01-01T00:00:00Z"));
});

test("what is no month is none", () => {
  for (const text of ["2026-13", "2026-00", "2026-1", "0000-01", "2026-01-01", "", null])
    expect(parseMonth(text)).toBeNull();
  expect(parseMonth("2026-12")).toBe("2026-12");
});
