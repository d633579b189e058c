import fc from "fast-check";
import { expect, test } from "vitest";
import { dayIn } from "#app/kernel/day.ts";
import { parseCreditFrom } from "#app/ui/admin/form/credit-from.ts";

const NOT_A_DATE = "not a date";
const read = (text: string, zone: string) => {
  const instant = parseCreditFrom(text, zone);
  if (instant === null) return null;
  return Number.isNaN(instant.getTime()) ? NOT_A_DATE : instant.toISOString();
};

test.each([
  [
    "a plain day is its midnight in the shop's zone",
    "2026-01-15",
    "America/New_York",
    "2026-01-15T05:00:00.000Z",
  ],
  ["in UTC too", "2026-01-15", "UTC", "2026-01-15T00:00:00.000Z"],
  [
    "ahead of UTC, the day begins the evening before",
    "2026-06-01",
    "Asia/Kolkata",
    "2026-05-31T18:30:00.000Z",
  ],
  ["zones of fourteen hours", "2026-06-01", "Pacific/Kiritimati", "2026-05-31T10:00:00.000Z"],
  ["and of eleven behind", "2026-06-01", "Pacific/Pago_Pago", "2026-06-01T11:00:00.000Z"],
  [
    "the day clocks go forward begins in winter time",
    "2026-03-29",
    "Europe/Berlin",
    "2026-03-28T23:00:00.000Z",
  ],
  ["the day after it in summer time", "2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["the day clocks go back begins in summer time", "2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  [
    "where midnight is left out, the day begins at one",
    "2026-04-24",
    "Africa/Cairo",
    "2026-04-23T22:00:00.000Z",
  ],
  ["where midnight comes twice, the first one", "2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
  ["where clocks go back at midnight", "2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z"],
  ["a leap day", "2028-02-29", "UTC", "2028-02-29T00:00:00.000Z"],
  ["spaces around it do not matter", " 2026-01-15 ", "UTC", "2026-01-15T00:00:00.000Z"],
  ["nothing is from now on", "", "UTC", null],
  ["neither are spaces", "  ", "UTC", null],
  [
    "an instant with its offset stands for itself",
    "2026-01-15T10:30:00+02:00",
    "UTC",
    "2026-01-15T08:30:00.000Z",
  ],
  ["also to the millisecond", "2026-01-15T10:30:00.250Z", "Asia/Tokyo", "2026-01-15T10:30:00.250Z"],
  ["an instant without an offset could be anywhere", "2026-01-15T10:30:00", "UTC", NOT_A_DATE],
  ["a day the calendar has not", "2026-02-30", "UTC", NOT_A_DATE],
  ["nor with a time", "2026-02-30T00:00:00Z", "UTC", NOT_A_DATE],
  ["a month it has not", "2026-13-01", "UTC", NOT_A_DATE],
  ["a day Samoa left out", "2011-12-30", "Pacific/Apia", NOT_A_DATE],
  ["another way to write it", "15.01.2026", "UTC", NOT_A_DATE],
  ["words", "yesterday", "UTC", NOT_A_DATE],
])("%s", (_, text, zone, instant) => {
  expect(read(text, zone)).toBe(instant);
});

const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "UTC",
];

test("a day begins with its first millisecond, and the one before is yesterday's", () => {
  const days = fc.date({ min: new Date("1990-01-01"), max: new Date("2037-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom(...ZONES), (date, zone) => {
      const day = date.toISOString().slice(0, 10);
      const start = parseCreditFrom(day, zone) as Date;
      expect(dayIn(zone, start)).toBe(day);
      expect(dayIn(zone, new Date(start.getTime() - 1)) < day).toBe(true);
    }),
  );
});
