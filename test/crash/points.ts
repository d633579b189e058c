import type { Moment } from "#test/support/tap.ts";
import { COMMIT, type Question } from "#test/support/wire.ts";

/** A point at which something happens to a worker: killed there, or only its connection cut, so that it lives on. */
export type Point = {
  readonly place: string;
  readonly moment: Moment;
  readonly fault: "kill" | "cut";
};

const WRITE =
  /\b(INSERT(?= INTO)|DELETE(?= FROM)|UPDATE)(?: INTO| FROM)?\s+"?(\w+)"?(?=\s+(?:SET|AS|WHERE|\(|\w+\s+SET|USING))/gi;

/**
 * Where a question stands, in words: a write by itself, `INSERT orders`; the end of a transaction with all that was
 * written in it, `INSERT customer > UPDATE inbox > COMMIT`. Null for what writes nothing.
 */
export function placeOf({ sql, earlier }: Question): string | null {
  if (sql !== COMMIT) return writesOf(sql).join(" and ") || null;
  const written = joined(earlier.flatMap(writesOf));
  return written.length === 0 ? null : [...written, "COMMIT"].join(" > ");
}

function writesOf(sql: string): string[] {
  const plain = sql.replace(/ON CONFLICT[\s\S]*|FOR UPDATE[\s\S]*/i, "");
  return [...plain.matchAll(WRITE)].map(([, verb = "", table = ""]) => `${verb.toUpperCase()} ${table}`);
}

/** Without repetitions in a row: three lines of an order are written as one would be. */
const joined = (writes: readonly string[]) => writes.filter((write, index) => write !== writes[index - 1]);

/**
 * The points to survive, out of the places a calm life went by: before and after every write, before every COMMIT, and
 * after it, when it is done and its reply is lost: every other worker dies of that, the others must outlive it.
 */
export function pointsAt(places: readonly string[]): Point[] {
  let commits = 0;
  return [...new Set(places)].flatMap((place): Point[] => {
    const isOutlived = place.endsWith("COMMIT") && commits++ % 2 === 1;
    return [
      { place, moment: "before", fault: "kill" },
      { place, moment: "after", fault: isOutlived ? "cut" : "kill" },
    ];
  });
}
