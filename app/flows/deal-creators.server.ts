import { randomBytes } from "node:crypto";
import { lockCodes, lockLinksOf } from "#app/creators/codes.server.ts";
import type { Tx } from "#app/db.server.ts";
import { programsFor } from "#app/flows/import-programs.server.ts";
import type { RowWork, Working } from "#app/flows/work-import.server.ts";
import { writeCreators } from "#app/flows/write-creators.server.ts";
import type { CsvRow } from "#app/imports/csv.server.ts";
import { decideCreator } from "#app/imports/decide.ts";
import type { Otherwise } from "#app/imports/given.ts";
import { defaultTerms } from "#app/imports/import.ts";
import { findKnown, holdCreators, listKeysOf } from "#app/imports/known.server.ts";
import { type CreatorRow, type Ground, readCreatorRow } from "#app/imports/row.ts";
import type { ImportRun } from "#app/imports/runs.server.ts";
import { type Known, nothingTold, suspects, tell } from "#app/imports/told.ts";
import { startOfDay } from "#app/kernel/day.ts";
import { newId } from "#app/kernel/id.ts";
import { lockBuyer } from "#app/orders/customers.server.ts";
import { findSurvivors } from "#app/orders/merges.server.ts";

/** Deals with rows of creators. */
export async function dealCreators(
  working: Working,
  run: ImportRun,
  file: Uint8Array,
  now: Date,
): Promise<RowWork> {
  const { shop } = working;
  const { currency, timeZone, domain, primaryHost } = shop;
  const { columns, choices } = run;
  const programs = await programsFor(working, run, file, now);
  const ground: Ground = { currency, timeZone, hosts: [primaryHost ?? domain, domain], programs, now };
  const otherwise: Otherwise = {
    programId: programs.find(({ id, isArchived }) => id === choices.programId && !isArchived)?.id ?? null,
    language: choices.language,
    terms: defaultTerms(choices, currency),
    // What the merchant began on a day credits from that moment, however late a worker comes to it.
    heldFrom: (choices.creditFrom && startOfDay(choices.creditFrom, timeZone)) || run.createdAt,
    programs,
  };
  const told = nothingTold();
  const read = (row: CsvRow) => readCreatorRow(row, columns.length, choices.mapping, ground);
  return {
    async recall(tx, recalled) {
      const rows = await survivors(
        tx,
        working,
        recalled.map(({ row }) => read(row)),
      );
      for (const [at, row] of rows.entries()) {
        const creatorId = recalled[at]?.creatorId;
        if (creatorId) tell(told, row, creatorId);
      }
    },
    async deal(tx, csvRows, held, at) {
      const isDry = held.state === "checking";
      const rows = await survivors(tx, working, csvRows.map(read), !isDry);
      const about = rows.flatMap((row) => suspects(told, row));
      const first = await findKnown(tx, shop.id, rows, about);
      const known = isDry ? first : await holdKnown(tx, working, rows, first);
      const seen = { known, told, now: at };
      const decided = rows.map((row) =>
        decideCreator(row, seen, otherwise, newId("creator", randomBytes(20))),
      );
      if (isDry) return { decided, choices: held.choices };
      const writes = decided.flatMap(({ write }) => write ?? []);
      return { decided, choices: await writeCreators(tx, working, held, writes, at) };
    },
  };
}

/** Who a row's customer has become, if that account was merged into another since. `isHeld` makes merges wait. */
async function survivors(
  tx: Tx,
  { shop }: Working,
  rows: readonly CreatorRow[],
  isHeld = false,
): Promise<CreatorRow[]> {
  const ids = [...new Set(rows.flatMap(({ said }) => said.customerId ?? []))].sort();
  if (isHeld) for (const customerId of ids) await lockBuyer(tx, shop.id, { customerId, emailHash: null });
  const found = await findSurvivors(tx, shop.id, ids);
  return rows.map((row) => {
    const survivor = row.said.customerId && found.get(row.said.customerId);
    return survivor ? { ...row, said: { ...row.said, customerId: survivor } } : row;
  });
}

/**
 * Holds whom rows are about, their codes and the rows' own until the transaction ends, in the sequence every change of a
 * creator does, and looks again: what was decided meanwhile is seen, and what is decided from now on waits.
 */
async function holdKnown(
  tx: Tx,
  { shop }: Working,
  rows: readonly CreatorRow[],
  first: Known,
): Promise<Known> {
  const ids = [...first.creators.keys()].sort();
  await holdCreators(tx, shop.id, ids);
  const keys = rows.flatMap(({ codes }) => codes.map(({ key }) => key));
  await lockCodes(tx, shop.id, [...new Set([...keys, ...(await listKeysOf(tx, shop.id, ids))])]);
  for (const id of ids) await lockLinksOf(tx, shop.id, id);
  return findKnown(tx, shop.id, rows, ids);
}
