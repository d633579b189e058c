import { stringify } from "csv-stringify/sync";
import { guarded } from "#app/imports/cell.ts";

/** A value of a row: a text, kept from being run as a formula; or a number, whole or written out, that stands as it is. */
export type Cell = string | number | null | { readonly plain: string };

/** The mark that tells Excel that a file is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** Writes rows as CSV. Texts that a spreadsheet would run get an apostrophe before them (`guarded`), numbers never do. */
export function writeCsv(rows: readonly (readonly Cell[])[], delimiter = ","): string {
  const safe = rows.map((row) => row.map(textOf));
  return stringify(safe, { delimiter, record_delimiter: "windows" });
}

function textOf(cell: Cell): string {
  if (typeof cell === "string") return guarded(cell);
  if (cell === null) return "";
  return typeof cell === "number" ? String(cell) : cell.plain;
}

/** Writes rows of a file just as they were read, to be kept. */
export function copyCsv(rows: readonly (readonly string[])[], delimiter: string): string {
  return stringify(rows as string[][], { delimiter, record_delimiter: "windows" });
}
