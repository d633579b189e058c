import { isDay } from "#app/kernel/day.ts";
import { exponentOf, readMinor } from "#app/kernel/money.ts";

/** What spreadsheets take for a formula at the beginning of a value; the last four are the wide forms. */
const FORMULA = "=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20";
const UNSAFE = new RegExp(`^'*[${FORMULA}]`);
const GUARDED = new RegExp(`^'+[${FORMULA}]`);

/** A text as it may stand in a spreadsheet: what would be run as a formula gets an apostrophe before it. `cellText` takes it off again. */
export const guarded = (text: string): string => (UNSAFE.test(text) ? `'${text}` : text);

/** A cell's text: in one line, trimmed, without the apostrophe that kept it from being a formula. */
export function cellText(cell: string | undefined): string {
  const line = (cell ?? "")
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return GUARDED.test(line) ? line.slice(1).trim() : line;
}

/**
 * Reads a number people wrote, as its digits with a point: "12,5" -> "12.5", "1.234,50" and "1,234.50" -> "1234.50".
 * Null when it is none, or can be read in two ways with so many `places` behind the point ("1,234" where three places exist).
 */
export function plainNumber(text: string, places: number): string | null {
  const digits = text.replace(/[\u0020\u00a0\u202f'’]/g, "");
  if (/^\d+$/.test(digits)) return digits;
  const decimal = new RegExp(`^(\\d+)[.,](\\d{1,${Math.max(1, places)}})$`).exec(digits);
  const grouped =
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(digits) ?? /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(digits);
  if (decimal && grouped) return null;
  if (decimal) return `${decimal[1]}.${decimal[2]}`;
  if (!grouped) return null;
  return `${grouped[1]?.replace(/[.,]/g, "")}${grouped[2] ? `.${grouped[2]}` : ""}`;
}

/** Reads a percentage: "10", "12,5 %", "15%" -> digits with a point, or null. */
export const percentIn = (text: string): string | null => plainNumber(text.replace(/\s*%$/, ""), 2);

/** Reads a whole number from 0 to 2,147,483,647: "12,345" and "12.345" -> 12345; null when it is none. */
export function countIn(text: string): number | null {
  const digits = plainNumber(text, 0)?.replace(/\.0+$/, "") ?? "";
  const count = Number(digits);
  return /^\d{1,10}$/.test(digits) && count <= 2_147_483_647 ? count : null;
}

/** Reads an amount into minor units of a currency, which may stand beside it by its code: "EUR 1.200,50" -> 120050; null when it is none. */
export function amountIn(text: string, currency: string): number | null {
  const bare = text
    .replace(new RegExp(`^${currency}\\s*|\\s*${currency}$`, "i"), "")
    .replace(/^[$€£]\s?|\s?[$€£]$/u, "");
  const places = exponentOf(currency);
  const digits = plainNumber(places === 0 ? bare.replace(/[.,]0{1,2}$/, "") : bare, places);
  const minor = digits === null ? null : readMinor(digits, currency);
  return typeof minor === "number" ? minor : null;
}

/**
 * Reads a day as "2026-03-29": of "2026-03-29", "2026/3/29", "2026-03-29 14:00", "29.3.2026", and of "3/29/2026" or
 * "29/3/2026" where only one reading is a day. "03/04/2026" has two.
 */
export function dayFrom(text: string): { day: string } | { because: "not-a-day" | "two-readings" } {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?: \d{1,2}:\d{2}.*)?$/.exec(text);
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? \d{1,2}:\d{2}.*)?$/.exec(text);
  if (!slashed) return { because: "not-a-day" };
  const [, first, second, year] = slashed;
  const dayFirst = dayOf(year, second, first);
  const monthFirst = dayOf(year, first, second);
  if ("because" in dayFirst) return monthFirst;
  if ("because" in monthFirst || monthFirst.day === dayFirst.day) return dayFirst;
  return { because: "two-readings" };
}

function dayOf(year = "", month = "", day = ""): { day: string } | { because: "not-a-day" } {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? { day: text } : { because: "not-a-day" };
}

const YES = /^(yes|y|true|1|x|on|ja|j|sand)$/i;
const NO = /^(no|n|false|0|off|nein|nej|falsk|-)?$/i;

/** Reads yes or no in English, German and Danish; null when it is neither. */
export function yesOrNo(text: string): boolean | null {
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
}
