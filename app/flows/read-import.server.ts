import { dealCollaborations } from "#app/flows/deal-collaborations.server.ts";
import { dealCreators } from "#app/flows/deal-creators.server.ts";
import { type Working, workThrough } from "#app/flows/work-import.server.ts";
import { finishPass, type ImportRun } from "#app/imports/runs.server.ts";
import { type ImportId, parseId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";

/** Which import a job is about, and which look at its file. */
export type ImportWish = { readonly id: ImportId; readonly round: number };

/** Looks at every row of a file and keeps what would become of it; nothing else is written. */
export function readImport(working: Working, { id, round }: ImportWish): Promise<JobOutcome> {
  const { shop } = working;
  return workThrough(working, {
    ...{ state: "checking", id, round },
    workOn: (run, file, now) => workOf(working, run, file, now),
    finish: (tx, run, now) => finishPass(tx, shop.id, run.id, { state: "checked" }, now),
  });
}

/** How rows of an import's kind are dealt with. */
export const workOf = (working: Working, run: ImportRun, file: Uint8Array, now: Date) =>
  run.kind === "creators" ? dealCreators(working, run, file, now) : dealCollaborations(working, run, now);

/** Reads which import a job is about. */
export function importWishIn(payload: Record<string, unknown>): ImportWish {
  const id = parseId("import", String(payload.importId));
  invariant(id, `${String(payload.importId)} is no import`);
  return { id, round: Number(payload.round) };
}
