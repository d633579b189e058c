import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { type CsvRow, type Delimiter, rowsOf } from "#app/imports/csv.server.ts";
import type { Choices, Decided, ImportState } from "#app/imports/import.ts";
import { keepLines, listDecided } from "#app/imports/lines.server.ts";
import { findFile, findRun, holdRun, type ImportRun, setProgress } from "#app/imports/runs.server.ts";
import type { CreatorId, ImportId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** What an import is worked on with. */
export type Working = {
  readonly database: Database;
  readonly shop: Shop;
  readonly hash: PersonHash;
  readonly clock: () => Date;
};

/** A row that was dealt with before: whom it is about. */
export type Recalled = { readonly row: CsvRow; readonly creatorId: CreatorId };

/** How rows of one kind of file are dealt with, in their sequence. */
export type RowWork = {
  /** Takes in what earlier turns dealt with, but for what was refused. */
  readonly recall: (tx: Tx, rows: readonly Recalled[]) => Promise<void>;
  /** Decides rows, and writes what comes of them unless the file is only looked at. */
  readonly deal: (tx: Tx, rows: readonly CsvRow[], run: ImportRun, now: Date) => Promise<Dealt>;
};

/** What became of rows, and what is to be remembered for the rest of the file. */
export type Dealt = { readonly decided: readonly Decided<unknown>[]; readonly choices: Choices };

/** A pass over a file: `checking` only looks, `importing` writes. */
export type Pass = {
  readonly state: Extract<ImportState, "checking" | "importing">;
  readonly id: ImportId;
  readonly round: number;
  readonly workOn: (run: ImportRun, file: Uint8Array, now: Date) => Promise<RowWork>;
  /** What is done in the transaction that ends the pass. */
  readonly finish: (tx: Tx, run: ImportRun, now: Date) => Promise<void>;
};

/** So many rows are dealt with in one transaction, and so many before other jobs have their turn. */
const CHUNK = 250;
const ROWS_AT_ONCE = 10_000;
const OVER: JobOutcome = { state: "done" };

/**
 * Goes over a file from where it stopped. Each chunk's effects, its report and how far it came are committed together, so
 * that a kill anywhere loses nothing and repeats nothing; whoever finds that another went on, or that the merchant began
 * anew, stops.
 */
export async function workThrough(working: Working, pass: Pass): Promise<JobOutcome> {
  const { database, shop, clock } = working;
  const run = await findRun(database, shop.id, pass.id);
  const file = run && (await findFile(database, shop.id, pass.id));
  if (!run || !file || !isWanted(run, pass)) return OVER;
  const work = await pass.workOn(run, file, clock());
  let progress = run.progress;
  const deal = async (rows: readonly CsvRow[]) => {
    const isOurs = await dealWith(working, pass, work, progress, rows);
    progress += rows.length;
    return isOurs;
  };

  const before: CsvRow[] = [];
  let chunk: CsvRow[] = [];
  for await (const row of rowsOf(file, run.choices.delimiter as Delimiter)) {
    if (before.length < run.progress) {
      before.push(row);
      continue;
    }
    if (progress === run.progress && chunk.length === 0) await recall(working, pass.id, work, before);
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    if (!(await deal(chunk))) return OVER;
    chunk = [];
    if (progress - run.progress >= ROWS_AT_ONCE)
      return { state: "again", afterMs: 0, reason: "there are more rows, and others wait" };
  }
  if (chunk.length > 0 && !(await deal(chunk))) return OVER;
  await inShop(database, shop.id, async (tx) => {
    const held = await holdRun(tx, shop.id, pass.id);
    if (isWanted(held, pass) && held?.progress === progress) await pass.finish(tx, held, clock());
  });
  return OVER;
}

function isWanted(run: ImportRun | null, { state, round }: Pass): boolean {
  return run?.state === state && run.choices.round === round;
}

/** @returns false when another went on with the file meanwhile, or nobody wants it any more */
async function dealWith(
  { database, shop, clock }: Working,
  pass: Pass,
  work: RowWork,
  progress: number,
  rows: readonly CsvRow[],
): Promise<boolean> {
  let isAgain = false;
  return inShop(database, shop.id, async (tx) => {
    // What rows told is remembered in memory: after a rollback it would stand there though nothing was written.
    if (isAgain) throw new Error("The rows were rolled back; they are dealt with anew from what is kept.");
    isAgain = true;
    await planAnew(tx);
    const run = await holdRun(tx, shop.id, pass.id);
    if (!run || !isWanted(run, pass) || run.progress !== progress) return false;
    const { decided, choices } = await work.deal(tx, rows, run, clock());
    await keepLines(tx, shop.id, run.id, decided);
    await setProgress(tx, shop.id, { id: run.id, choices, progress: progress + rows.length });
    return true;
  });
}

/**
 * Has PostgreSQL plan each statement for its own lists of words: a plan made while the shop had few creators goes through all
 * of them for each word when it has thousands (measured: 82 s in place of 6 for 10,000 rows).
 */
async function planAnew(tx: Tx): Promise<void> {
  await tx.query("SET LOCAL plan_cache_mode = force_custom_plan");
}

async function recall(
  { database, shop }: Working,
  id: ImportId,
  work: RowWork,
  rows: readonly CsvRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await inShop(database, shop.id, async (tx) => {
    await planAnew(tx);
    const known = await listDecided(tx, shop.id, id);
    const recalled = rows.flatMap((row) => {
      const creatorId = known.get(row.line);
      return creatorId ? [{ row, creatorId }] : [];
    });
    await work.recall(tx, recalled);
  });
}
