import { UsageError } from "#test/sandbox/play/usage.ts";

/** One row of a replayed file, read and checked by itself. Empty texts mean: not given. */
export type Row = {
  /** Counted from 1, a header line not included. */
  readonly number: number;
  /** Where the row ends in the file, header and blank lines included. */
  readonly line: number;
  readonly order: string;
  readonly customer: string;
  readonly email: string;
  readonly at: Date;
  /** In minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  readonly code: string;
  /** The slug of a creator's link, in lower case, that was clicked an hour before. */
  readonly link: string;
  readonly refundsOrder: string;
};

/** Refuses a row: which one, the value, the rule, the next move. */
export function refuseRow(at: { number: number; line: number }, sentence: string): never {
  throw new UsageError(`--replay: row ${at.number} (line ${at.line}): ${sentence}`);
}

/** Refuses the file as a whole. */
export function refuseFile(sentence: string): never {
  throw new UsageError(`--replay: ${sentence}`);
}

/** A value as a message shows it: quoted, and not longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

/** The form in which Shopify compares codes. */
export function keyOf(code: string): string {
  return code.normalize("NFKC").trim().toLowerCase();
}
