import { dayIn, startOfDay } from "#app/kernel/day.ts";

declare const brand: unique symbol;
/** A month of a shop's calendar: "2026-03". */
export type Month = string & { readonly [brand]: "Month" };

/** The month an instant falls in, in a time zone. */
export const monthOf = (instant: Date, timeZone: string): Month =>
  dayIn(timeZone, instant).slice(0, 7) as Month;

/** Reads a month as it stands in an address; null when it is none. */
export function parseMonth(text: string | null): Month | null {
  return /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text ?? "") ? (text as Month) : null;
}

/** The month so many later, or earlier where `months` is negative: "2026-11" and 3 -> "2027-02". */
export function addMonths(month: Month, months: number): Month {
  return monthAt(monthNumber(month) + months);
}

/** A month in months since the year 0, as tables hold it: "2026-03" -> 24314. Ages are differences of these. */
export function monthNumber(month: Month): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return year * 12 + (number - 1);
}

/** The month of such a number: 24314 -> "2026-03". */
export function monthAt(number: number): Month {
  const text = `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
  return text as Month;
}

/** A month's first instant, by the zone's clock. */
export function startOfMonth(month: Month, timeZone: string): Date {
  // A zone that leaves out the first of a month has none: the second begins it.
  return (
    startOfDay(`${month}-01`, timeZone) ??
    startOfDay(`${month}-02`, timeZone) ??
    new Date(`${month}-01T00:00:00Z`)
  );
}
