import type { Database } from "#app/db.server.ts";
import { giveFirstLinks } from "#app/flows/first-links.server.ts";
import { type ImportWish, workOf } from "#app/flows/read-import.server.ts";
import { type Working, workThrough } from "#app/flows/work-import.server.ts";
import { askForBatches } from "#app/flows/write-creators.server.ts";
import { type Delimiter, rowsOf } from "#app/imports/csv.server.ts";
import { listRefused } from "#app/imports/lines.server.ts";
import { findFile, finishPass, type ImportRun } from "#app/imports/runs.server.ts";
import { copyCsv } from "#app/imports/write-csv.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";

/**
 * Brings in what a file says, row by row; rows that are refused stop no other. Each row is decided anew, for the shop may
 * have changed since it was looked at. At the end only the refused rows are kept of the file, to be mended.
 */
export async function runImport(working: Working, { id, round }: ImportWish): Promise<JobOutcome> {
  const { database, shop } = working;
  return workThrough(working, {
    ...{ state: "importing", id, round },
    workOn: (run, file, now) => workOf(working, run, file, now),
    finish: async (tx, run, now) => {
      await giveFirstLinks(tx, shop.id, run);
      const left = await refusedRows(database, shop.id, run);
      await finishPass(tx, shop.id, run.id, { state: "done", left }, now);
      await askForBatches(tx, shop.id, run.choices.batches, now);
    },
  });
}

/** The rows of an import that were refused, as a file of their own with the header of the first; null when none was. */
async function refusedRows(database: Database, shopId: ShopId, run: ImportRun): Promise<Uint8Array | null> {
  const lines = new Set((await listRefused(database, shopId, run.id)).map(({ line }) => line));
  const file = await findFile(database, shopId, run.id);
  if (lines.size === 0 || !file) return null;
  const rows: (readonly string[])[] = [run.columns];
  for await (const { line, values } of rowsOf(file, run.choices.delimiter as Delimiter))
    if (lines.has(line)) rows.push(values);
  return Buffer.from(copyCsv(rows, run.choices.delimiter));
}
