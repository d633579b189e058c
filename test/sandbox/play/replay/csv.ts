import { type CsvError, parse } from "csv-parse/sync";
import { exponentOf, minorOf } from "#test/sandbox/order-life/decimal.ts";
import { parseInstant } from "#test/sandbox/play/replay/instant.ts";
import { quoted, type Row, refuseFile, refuseRow } from "#test/sandbox/play/replay/row.ts";

const COLUMNS = [
  "order",
  "customer",
  "email",
  "at",
  "total",
  "currency",
  "code",
  "link",
  "refunds_order",
] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ["order", "at", "total", "currency"];
type Record = { record: string[]; info: { lines: number } };

/** Reads the rows of a CSV with a header of our column names, in any sequence. Throws UsageError at the first wrong row. */
export function readCsv(text: string): Row[] {
  const [header, ...records] = parseText(text);
  const columns = readHeader(header?.record ?? []);
  const rows = records.map((one, index) => readRow(one, index + 1, columns));
  if (rows.length === 0) refuseFile("the file has no row below its header. Add at least one order.");
  const shopCurrency = rows[0]?.currency ?? "";
  for (const row of rows) {
    if (row.currency === shopCurrency) continue;
    refuseRow(
      row,
      `the currency is ${quoted(row.currency)}; a shop has one, and the first row's is ${quoted(shopCurrency)}. Replay each currency by itself.`,
    );
  }
  return rows;
}

function parseText(text: string): Record[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as unknown as Record[];
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    refuseFile(
      `line ${lines ?? "?"} is not CSV: ${message}. Quote fields that hold commas, quotes or line ends.`,
    );
  }
}

function readHeader(names: readonly string[]): Map<Column, number> {
  const columns = new Map<Column, number>();
  for (const [index, name] of names.entries()) {
    const known = COLUMNS.find((column) => column === name.trim());
    if (!known || columns.has(known)) {
      refuseFile(
        `the header has the column ${quoted(name)} ${known ? "twice" : "which means nothing here"}. The first line must be ${COLUMNS.join(",")}.`,
      );
    }
    columns.set(known, index);
  }
  const missing = NEEDED.filter((column) => !columns.has(column));
  if (missing.length > 0) {
    refuseFile(`the header lacks ${missing.join(", ")}. The first line must be ${COLUMNS.join(",")}.`);
  }
  return columns;
}

function readRow({ record, info }: Record, number: number, columns: ReadonlyMap<Column, number>): Row {
  const place = { number, line: info.lines };
  if (record.length !== columns.size) {
    refuseRow(
      place,
      `it has ${record.length} fields and the header ${columns.size}. Give every field, if only empty.`,
    );
  }
  const field = (column: Column): string => record[columns.get(column) ?? -1] ?? "";
  for (const column of columns.keys()) checkText(place, column, field(column));
  const trimmed = (column: Column) => field(column).trim();
  const currency = readCurrency(place, trimmed("currency"));
  return {
    ...place,
    order: trimmed("order"),
    customer: trimmed("customer"),
    email: trimmed("email"),
    at: readAt(place, trimmed("at")),
    total: readTotal(place, trimmed("total"), currency),
    currency,
    code: field("code").trim() === "" ? "" : field("code"),
    link: readLink(place, trimmed("link")),
    refundsOrder: trimmed("refunds_order"),
  };
}

type Place = { number: number; line: number };

function checkText(place: Place, column: Column, text: string): void {
  if (/\p{Cc}/u.test(text))
    refuseRow(place, `${column} ${quoted(text)} holds a control character. Remove it.`);
  if (text.length > 255)
    refuseRow(
      place,
      `${column} ${quoted(text)} has ${text.length} characters; 255 are the most. Shorten it.`,
    );
}

function readAt(place: Place, text: string): Date {
  return (
    parseInstant(text) ??
    refuseRow(
      place,
      `at is ${quoted(text)}; it must be an ISO 8601 instant with its offset. Write it as 2026-03-01T10:00:00+01:00.`,
    )
  );
}

function readLink(place: Place, text: string): string {
  const slug = text.toLowerCase();
  if (slug === "" || /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(slug)) return slug;
  return refuseRow(
    place,
    `the link is ${quoted(text)}; a slug has 1 to 64 of a-z, 0-9 and, between them, -. Write what stands last in the link's address, such as ada-lovelace.`,
  );
}

function readCurrency(place: Place, text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  return refuseRow(
    place,
    `the currency is ${quoted(text)}; it must be three capitals of ISO 4217. Write it as USD.`,
  );
}

function readTotal(place: Place, text: string, currency: string): number {
  const rule = `it must be an amount of 0 or more, digits and a point, with at most ${exponentOf(currency)} decimals (${currency})`;
  const refuse = () =>
    refuseRow(
      place,
      `total is ${quoted(text)}; ${rule}. Write it as ${exponentOf(currency) === 0 ? "1990" : "19.90"}.`,
    );
  if (!/^\d+(\.\d+)?$/.test(text)) return refuse();
  try {
    return minorOf(text, currency);
  } catch {
    return refuse();
  }
}
