import { createHash } from "node:crypto";
import type { Program } from "#app/creators/program.ts";
import { USUAL_TEMPLATE } from "#app/creators/program.ts";
import { findProgram, listAllPrograms, saveProgram } from "#app/creators/programs.server.ts";
import { inShop } from "#app/db.server.ts";
import type { Working } from "#app/flows/work-import.server.ts";
import { cellText } from "#app/imports/cell.ts";
import { type Delimiter, rowsOf } from "#app/imports/csv.server.ts";
import { defaultTerms } from "#app/imports/import.ts";
import { isSameName } from "#app/imports/row.ts";
import type { ImportRun } from "#app/imports/runs.server.ts";
import { newId } from "#app/kernel/id.ts";

/** A column with more names than this the shop does not know tells something else than programs. */
const MOST_NEW = 30;
const LONGEST_NAME = 80;

/**
 * The programs creators of a file may join: the shop's, and those the file names beside them, if the merchant wants them
 * made. Each is made as the file is imported, with the discount that was chosen for it; a look at the file makes none.
 */
export async function programsFor(
  { database, shop }: Working,
  run: ImportRun,
  file: Uint8Array,
  now: Date,
): Promise<readonly Program[]> {
  const there = await listAllPrograms(database, shop);
  const terms = defaultTerms(run.choices, shop.currency);
  if (!run.choices.makesPrograms || !terms) return there;
  const names = await newNames(run, file, there);
  const made = names.map((name) => ({
    ...{ id: idOf(run, name), name, ...terms, template: USUAL_TEMPLATE, isArchived: false },
  }));
  if (run.state === "importing")
    await inShop(database, shop.id, async (tx) => {
      for (const program of made)
        if (!(await findProgram(tx, shop.id, program.id)))
          await saveProgram(tx, shop.id, program.id, program, now);
    });
  return [...there, ...made];
}

/** The same however often the import is begun. */
const idOf = (run: ImportRun, name: string) =>
  newId("program", createHash("sha256").update(`${run.id} ${name.toLowerCase()}`).digest());

/** The names a file has that no program of the shop has, each once; none when there are too many to be programs. */
async function newNames(run: ImportRun, file: Uint8Array, there: readonly Program[]): Promise<string[]> {
  const column = run.choices.mapping.program;
  const names: string[] = [];
  if (column === undefined) return names;
  for await (const { values } of rowsOf(file, run.choices.delimiter as Delimiter)) {
    const name = cellText(values[column]);
    const isKnown = [...there.map((each) => each.name), ...names].some((each) => isSameName(each, name));
    if (name === "" || [...name].length > LONGEST_NAME || isKnown) continue;
    names.push(name);
    if (names.length > MOST_NEW) return [];
  }
  return names;
}
