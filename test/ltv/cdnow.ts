import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** A purchase of CDNOW's customers: whose, the day as days since 1970, and cents. */
export type Purchase = { readonly customer: string; readonly day: number; readonly cents: number };
/** A customer as the models see them: weeks, and the mean of repeat order-days in dollars. */
export type Seen = {
  readonly customer: string;
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly mean: number;
};

const unzipped = (file: string) =>
  gunzipSync(readFileSync(path.resolve(import.meta.dirname, file))).toString("latin1");

/** CDNOW's sample of 2,357 customers, as published (see test/sandbox/play/fixtures). */
export const readSample = (): Purchase[] =>
  read(
    unzipped("../sandbox/play/fixtures/cdnow-sample.txt.gz"),
    /^\s*(\d+)\s+\d+\s+(\d{8})\s+\d+\s+([\d.]+)\s*$/,
  );

/** All 23,570 customers (see test/bench). */
export const readMaster = (): Purchase[] =>
  read(unzipped("../bench/CDNOW_master.txt.gz"), /^\s*(\d+)\s+(\d{8})\s+\d+\s+([\d.]+)\s*$/);

/** The sample's summary as others publish it, with 2 decimals: `cdnow_customers_summary_with_transactions.csv` of `lifetimes`. */
export function readSummary(): { x: number; tx: number; T: number; mean: number }[] {
  return unzipped("cdnow-summary.csv.gz")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [, x = 0, tx = 0, T = 0, mean = 0] = line.split(",").map(Number);
      return { x, tx, T, mean };
    });
}

function read(text: string, row: RegExp): Purchase[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, customer = "", day = "", dollars = ""] = row.exec(line) ?? [];
    return customer === "" ? [] : [{ customer, day: dayOf(day), cents: Math.round(Number(dollars) * 100) }];
  });
}

/** Days since 1970 of "19970930". */
export const dayOf = (day: string): number =>
  Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`) / 86_400_000;

/** What each customer had done by the end of a day: same-day purchases are one, of which zero-value ones are some. */
export function seenBy(purchases: readonly Purchase[], end: number): Seen[] {
  const people = Map.groupBy(
    purchases.filter(({ day }) => day <= end),
    ({ customer }) => customer,
  );
  return [...people].map(([customer, bought]) => {
    const days = new Map<number, number>();
    for (const { day, cents } of bought) days.set(day, (days.get(day) ?? 0) + cents);
    const [first = 0, ...later] = [...days.keys()].sort((a, b) => a - b);
    const spent = later.reduce((sum, day) => sum + (days.get(day) ?? 0), 0);
    return {
      ...{ customer, x: later.length, tx: ((later.at(-1) ?? first) - first) / 7, T: (end - first) / 7 },
      mean: later.length > 0 ? spent / 100 / later.length : 0,
    };
  });
}
