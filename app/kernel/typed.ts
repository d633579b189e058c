/** What somebody typed, in one line: control characters and runs of spaces are one space each, none at the ends. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

/** A whole number from 1 to `most`, as it was typed (" 14 " -> 14), or why it is none. */
export function countIn(text: string, most: number): number | "not-a-number" | "out-of-range" {
  const count = text.trim();
  if (!/^\d{1,9}$/.test(count)) return "not-a-number";
  return Number(count) >= 1 && Number(count) <= most ? Number(count) : "out-of-range";
}
