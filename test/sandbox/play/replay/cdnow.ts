import { minorOf } from "#test/sandbox/order-life/decimal.ts";
import { quoted, type Row, refuseFile, refuseRow } from "#test/sandbox/play/replay/row.ts";

const MASTER_HEADER = /^\s*customer_id\s+date\s+number_of_cds\s+dollar_value\s*$/;
const MASTER = /^\s*(\d+)\s+(\d{8})\s+\d+\s+(\d+(?:\.\d+)?)\s*$/;
const SAMPLE = /^\s*(\d+)\s+\d+\s+(\d{8})\s+\d+\s+(\d+(?:\.\d+)?)\s*$/;
const CREATORS = 7;

/** Whether a text is one of CDNOW's own files, by what its first line holds; null when it is neither. */
export function cdnowKind(text: string): "master" | "sample" | null {
  const first = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  if (MASTER_HEADER.test(first)) return "master";
  return SAMPLE.test(first) ? "sample" : null;
}

/**
 * Reads CDNOW's files. The order's id is the row's number, since 255 rows are exact duplicates by content; the instant is
 * 12:00 UTC of its day and as many milliseconds as the row's number; a customer whose id ends in k = 0 to 6 always
 * uses the code `CDNOWk`.
 */
export function readCdnow(text: string, kind: "master" | "sample"): Row[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const head = kind === "master" ? 1 : 0;
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (index < head || line.trim() === "") continue;
    rows.push(readLine(line, { number: rows.length + 1, line: index + 1 }, kind));
  }
  if (rows.length === 0) refuseFile("the file has a header and no purchase. Take the whole file.");
  return rows;
}

/** "CDNOW3" belongs to "Creator 3". */
export function cdnowCreator(code: string): string {
  return `Creator ${code.slice(-1)}`;
}

function readLine(line: string, place: { number: number; line: number }, kind: "master" | "sample"): Row {
  const [, customer = "", day = "", dollars = ""] = (kind === "master" ? MASTER : SAMPLE).exec(line) ?? [];
  const noon = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T12:00:00Z`);
  const isDay = !Number.isNaN(noon) && new Date(noon).toISOString().slice(0, 10).replaceAll("-", "") === day;
  if (!isDay || /\.\d{3,}$/.test(dollars)) {
    const fields =
      kind === "master" ? "customer, yyyymmdd, CDs, dollars" : "master id, sample id, yyyymmdd, CDs, dollars";
    refuseRow(
      place,
      `${quoted(line.trim())} is not a line of CDNOW's ${kind}: ${fields}. Take the file as it was published.`,
    );
  }
  const ending = Number(customer.at(-1));
  return {
    ...place,
    order: String(place.number),
    customer,
    email: "",
    at: new Date(noon + place.number),
    total: minorOf(dollars, "USD"),
    currency: "USD",
    code: ending < CREATORS ? `CDNOW${ending}` : "",
    link: "",
    refundsOrder: "",
  };
}
