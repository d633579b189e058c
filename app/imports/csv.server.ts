import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { parse } from "csv-parse";

/** A file may have so many bytes, rows below its header, columns, and bytes in one row. */
export const LARGEST_FILE = 10 * 1024 * 1024;
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 200;
export const LARGEST_ROW = 64 * 1024;

/** A row of a file: the line of the file it begins on (the header's is 1), and its values, one for each column or not. */
export type CsvRow = { readonly line: number; readonly values: readonly string[] };

/** What a file is, seen from outside: its columns as the header names them, how many rows follow, what parts the values. */
export type CsvOutline = {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly delimiter: Delimiter;
};

/** Why a file cannot be read at all, and on which line where that can be told. */
export type CsvRefusal = {
  readonly because:
    | "empty"
    | "too-large"
    | "utf-16"
    | "not-utf-8"
    | "nul"
    | "no-rows"
    | "too-many-rows"
    | "too-many-columns"
    | "open-quote"
    | "long-row";
  readonly line?: number;
};

const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SLICE = 64 * 1024;
const LONGEST_NAME = 100;
/** Excel writes this above the header so that other Excels know. */
const SEP = /^sep=([,;|\t])\r?\n/i;

/** Reads a file once through, without keeping its rows: what it is, or why it cannot be imported. */
export async function outlineOf(bytes: Uint8Array): Promise<CsvOutline | CsvRefusal> {
  const text = textIn(bytes);
  if (typeof text !== "string") return text;
  const delimiter = delimiterIn(text);
  let header: readonly string[] | null = null;
  let rows = 0;
  let line = 1;
  try {
    for await (const row of records(text, delimiter)) {
      line = row.line;
      if (header === null) header = row.values;
      else if (++rows > MOST_ROWS) return { because: "too-many-rows" };
    }
  } catch (error) {
    return refusalOf(error, header === null ? 1 : line + 1);
  }
  if (header === null || rows === 0) return { because: "no-rows" };
  if (header.length > MOST_COLUMNS) return { because: "too-many-columns" };
  return { columns: header.map(nameOf), rows, delimiter };
}

/** Reads the rows below the header of a file that was outlined, one after another. */
export async function* rowsOf(bytes: Uint8Array, delimiter: Delimiter): AsyncGenerator<CsvRow> {
  const text = textIn(bytes);
  if (typeof text !== "string")
    throw new Error(`The file cannot be read: ${text.because}. Outline it first.`);
  let isHeader = true;
  for await (const row of records(text, delimiter)) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

async function* records(text: string, delimiter: Delimiter): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    from_line: SEP.test(text) ? 2 : 1,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: LARGEST_ROW,
  });
  const input = Readable.from(slicesOf(text));
  input.pipe(parser);
  // The parser takes a CRLF within a value for two lines.
  let doubled = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      doubled += breaksIn(record, /\r\n/g);
      yield { line: info.lines - doubled - breaksIn(record, /\r\n|\n|\r/g), values: record };
    }
  } finally {
    input.destroy();
    parser.destroy();
  }
}

type Parsed = { readonly info: { readonly lines: number }; readonly record: string[] };

/** In slices, with a pause after each: a large file must not keep the process from answering others meanwhile. */
async function* slicesOf(text: string) {
  for (let from = 0; from < text.length; from += SLICE) {
    yield text.slice(from, from + SLICE);
    await setImmediate();
  }
}

/** How many breaks a row's values hold: it takes so many lines beyond its first. */
function breaksIn(values: readonly string[], kind: RegExp): number {
  return values.reduce((all, value) => all + (value.match(kind)?.length ?? 0), 0);
}

function textIn(bytes: Uint8Array): string | CsvRefusal {
  if (bytes.length === 0) return { because: "empty" };
  if (bytes.length > LARGEST_FILE) return { because: "too-large" };
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const nul = bytes.indexOf(0);
  // Plain letters in UTF-16 are every second byte a zero.
  if (isMarked || (nul >= 0 && nul < 4 && bytes.indexOf(0, nul + 1) === nul + 2))
    return { because: "utf-16" };
  if (nul >= 0) return { because: "nul", line: lineAt(bytes, nul) };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? { because: "empty" } : text;
  } catch {
    return { because: "not-utf-8", line: firstBrokenLine(bytes) };
  }
}

function firstBrokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let from = 0, line = 1; from < bytes.length; line++) {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(from, end));
    } catch {
      return line;
    }
    from = end + 1;
  }
  return 1;
}

function lineAt(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < position; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/** What parts the header's values: Excel's own word, or what stands in it most often outside quotes; a comma when nothing does. */
function delimiterIn(text: string): Delimiter {
  const said = SEP.exec(text.replace(/^\ufeff/, ""))?.[1];
  if (said) return said as Delimiter;
  const counts = new Map<string, number>(DELIMITERS.map((each) => [each, 0]));
  let isQuoted = false;
  for (const letter of text.slice(0, LARGEST_ROW)) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === "\n" || letter === "\r") break;
    else if (counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return DELIMITERS.reduce((most, each) => ((counts.get(each) ?? 0) > (counts.get(most) ?? 0) ? each : most));
}

function nameOf(text: string): string {
  const name = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return [...name].slice(0, LONGEST_NAME).join("");
}

function refusalOf(error: unknown, line: number): CsvRefusal {
  const { code } = error as { code?: string };
  if (code === "CSV_MAX_RECORD_SIZE") return { because: "long-row", line };
  if (code === "CSV_QUOTE_NOT_CLOSED") return { because: "open-quote", line };
  throw error;
}
