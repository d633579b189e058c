import { randomBytes } from "node:crypto";
import { saveCollaborations } from "#app/creators/collaborations.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { RowWork, Working } from "#app/flows/work-import.server.ts";
import { decideCollaboration, isContent, readCollaborationRow } from "#app/imports/collaboration-row.ts";
import { findKnownOfRows } from "#app/imports/collaborations-known.server.ts";
import type { CsvRow } from "#app/imports/csv.server.ts";
import type { ImportRun } from "#app/imports/runs.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { type CollaborationId, newId } from "#app/kernel/id.ts";

/** Deals with rows of collaborations. */
export async function dealCollaborations(
  { shop }: Working,
  { columns, choices }: ImportRun,
  now: Date,
): Promise<RowWork> {
  const { currency, timeZone } = shop;
  const otherwise = isContent(choices.kind) ? choices.kind : "other";
  const ground = { currency, today: dayIn(timeZone, now), otherwise };
  const used = new Set<CollaborationId>();
  const read = (row: CsvRow) => readCollaborationRow(row, columns.length, choices.mapping, ground);
  const decide = async (tx: Tx, csvRows: readonly CsvRow[]) => {
    const rows = csvRows.map(read);
    const known = await findKnownOfRows(tx, shop.id, rows);
    return rows.map((row) => decideCollaboration(row, known, used, newId("collaboration", randomBytes(20))));
  };
  return {
    async recall(tx, recalled) {
      await decide(
        tx,
        recalled.map(({ row }) => row),
      );
    },
    async deal(tx, csvRows, { state, choices: kept }, at) {
      const decided = await decide(tx, csvRows);
      const writes = decided.flatMap(({ write }) => write ?? []);
      if (state === "importing") await saveCollaborations(tx, shop.id, writes, at);
      return { decided, choices: kept };
    },
  };
}
