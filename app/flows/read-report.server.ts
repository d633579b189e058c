import { type Database, inShop } from "#app/db.server.ts";
import { guarded } from "#app/imports/cell.ts";
import { type CsvRow, type Delimiter, rowsOf } from "#app/imports/csv.server.ts";
import { OUTCOMES, type Problem } from "#app/imports/import.ts";
import { countLines, listLines, listRefused } from "#app/imports/lines.server.ts";
import { findFile, findStart, type ImportRun } from "#app/imports/runs.server.ts";
import { BYTE_ORDER_MARK, copyCsv } from "#app/imports/write-csv.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

const PAGE = 50;
const LONGEST_SAMPLE = 40;

/** What became, or would become, of an import's rows; null while nobody has looked at all of them. `?show=refused&page=2` */
export async function readReport(
  database: Database,
  shopId: ShopId,
  { id, state }: ImportRun,
  params: URLSearchParams,
) {
  if (state !== "checked" && state !== "done") return null;
  const counts = await countLines(database, shopId, id);
  const outcome = OUTCOMES.find((each) => each === params.get("show")) ?? null;
  const all = OUTCOMES.reduce((sum, each) => sum + counts[each], 0);
  const pages = Math.max(1, Math.ceil((outcome ? counts[outcome] : all) / PAGE));
  const asked = Number(/^\d{1,6}$/.exec(params.get("page") ?? "")?.[0] ?? 1);
  const page = Math.min(Math.max(1, asked), pages);
  const lines = await listLines(database, shopId, id, { outcome, page, size: PAGE });
  return { counts, lines, outcome, page, pages };
}

/** What stands in each column of a file's first row, for the merchant to recognise it by. */
export async function readSamples(database: Database, shopId: ShopId, run: ImportRun): Promise<string[]> {
  const start = await inShop(database, shopId, (tx) => findStart(tx, shopId, run.id));
  if (!start) return [];
  // A beginning that was cut ends within a row, or within a letter.
  const whole = start.subarray(0, start.lastIndexOf(10) + 1 || start.length);
  const first = (await firstRow(whole, run)) ?? (await firstRow(start, run));
  return (first?.values ?? []).map((value) => {
    const letters = [...value.replace(/\s+/g, " ").trim()];
    return letters.length > LONGEST_SAMPLE
      ? `${letters.slice(0, LONGEST_SAMPLE).join("")}…`
      : letters.join("");
  });
}

async function firstRow(start: Uint8Array, { choices }: ImportRun): Promise<CsvRow | null> {
  try {
    for await (const row of rowsOf(start, choices.delimiter as Delimiter)) return row;
  } catch {
    // Without a sample the columns can still be chosen.
  }
  return null;
}

/**
 * The rows of an import that were refused, each with why in a last column, as CSV that can be mended and imported again;
 * null when none was.
 */
export async function readRefused(
  database: Database,
  shopId: ShopId,
  run: ImportRun,
  header: string,
  sentenceOf: (problem: Problem) => string,
): Promise<AsyncIterable<string> | null> {
  const refused = await listRefused(database, shopId, run.id);
  const file = refused.length > 0 ? await findFile(database, shopId, run.id) : null;
  if (!file) return null;
  const why = new Map(refused.map(({ line, problems }) => [line, problems]));
  // Once it is imported only these rows are kept, in their sequence, so that their lines are others.
  const inSequence = refused.map(({ problems }) => problems);
  return pieces();

  async function* pieces() {
    const { delimiter } = run.choices;
    yield BYTE_ORDER_MARK + copyCsv([[...run.columns.map(safe), header]], delimiter);
    let at = 0;
    for await (const { line, values } of rowsOf(file as Uint8Array, delimiter as Delimiter)) {
      const problems = run.state === "done" ? inSequence[at++] : why.get(line);
      if (!problems) continue;
      const told = problems.filter(({ isNote }) => !isNote).map(sentenceOf);
      yield copyCsv([[...values.map(safe), guarded(told.join(" "))]], delimiter);
    }
  }
}

/** A value of the merchant's file, as it was but for an apostrophe before what a spreadsheet would run. */
const safe = (text: string) => (text.startsWith("'") ? text : guarded(text));
