import { randomBytes } from "node:crypto";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { guessMapping, type ImportKind } from "#app/imports/columns.ts";
import { type CsvRefusal, outlineOf } from "#app/imports/csv.server.ts";
import {
  type Choices,
  type ChoicesForm,
  type ChoicesRefusal,
  type ImportState,
  parseChoices,
  USUAL,
} from "#app/imports/import.ts";
import { dropLines } from "#app/imports/lines.server.ts";
import { addRun, holdRun, type ImportRun, removeRun, setState } from "#app/imports/runs.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { type ImportId, newId, type ShopId } from "#app/kernel/id.ts";
import { enqueue } from "#app/queue/outbox.server.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** Takes in a file: reads it once through, guesses what its columns tell, and keeps it. Nothing of it is imported yet. */
export async function takeFile(
  database: Database,
  shop: Shop,
  kind: ImportKind,
  { name: fileName, bytes: file }: { readonly name: string; readonly bytes: Uint8Array },
  now: Date,
): Promise<{ id: ImportId } | CsvRefusal> {
  const outline = await outlineOf(file);
  if ("because" in outline) return outline;
  const { columns, rows, delimiter } = outline;
  const id = newId("import", randomBytes(20));
  const usual = kind === "creators" ? USUAL : { ...USUAL, kind: "post", value: "" };
  const choices: Choices = { ...usual, mapping: guessMapping(kind, columns), delimiter };
  const run = { id, kind, fileName, file, columns, choices, rows };
  await inShop(database, shop.id, (tx) => addRun(tx, shop.id, run, now));
  return { id };
}

/** How a wish about an import ended: it went through, it came too late (somebody went on meanwhile), or there is no such import. */
export type Steered = "done" | "too-late" | null;

/** Takes what the merchant chose for a file, and has every row looked at. */
export async function chooseColumns(
  database: Database,
  shop: Shop,
  id: ImportId,
  form: ChoicesForm,
  now: Date,
): Promise<Steered | ChoicesRefusal> {
  return inShop(database, shop.id, async (tx) => {
    const run = await holdRun(tx, shop.id, id);
    if (!run) return null;
    if (run.state !== "mapping") return "too-late";
    const ground = {
      columns: run.columns.length,
      currency: shop.currency,
      today: dayIn(shop.timeZone, now),
    };
    const choices = parseChoices(run.kind, form, run.choices, ground);
    if ("because" in choices) return choices;
    await dropLines(tx, shop.id, id);
    await begin(tx, shop.id, { ...run, choices }, "checking", now);
    return "done";
  });
}

/** Has a file that was looked at imported. */
export function startImport(database: Database, shopId: ShopId, id: ImportId, now: Date): Promise<Steered> {
  return stepping(database, shopId, id, ["checked"], (tx, run) => begin(tx, shopId, run, "importing", now));
}

/** Goes back to the columns: what was found out about the rows is dropped, and a look at them stops. */
export function reopenColumns(database: Database, shopId: ShopId, id: ImportId): Promise<Steered> {
  return stepping(database, shopId, id, ["checking", "checked"], async (tx, run) => {
    await dropLines(tx, shopId, id);
    await setState(tx, shopId, { id, choices: nextRound(run) }, "mapping");
  });
}

/** Drops an import, its file and its report; what it brought in stays. One that is under way goes on. */
export function discardImport(database: Database, shopId: ShopId, id: ImportId): Promise<Steered> {
  return stepping(database, shopId, id, ["mapping", "checking", "checked", "done", "failed"], async (tx) => {
    await removeRun(tx, shopId, id);
  });
}

const JOBS = { checking: "read-import", importing: "run-import" } as const;
const nextRound = ({ choices }: ImportRun): Choices => ({ ...choices, round: choices.round + 1 });

async function begin(
  tx: Tx,
  shopId: ShopId,
  run: ImportRun,
  state: keyof typeof JOBS,
  now: Date,
): Promise<void> {
  const choices = nextRound(run);
  await setState(tx, shopId, { id: run.id, choices }, state);
  const { round } = choices;
  const job = { kind: JOBS[state], key: `${run.id} ${round}`, payload: { importId: run.id, round } };
  await enqueue(tx, shopId, job, now);
}

function stepping(
  database: Database,
  shopId: ShopId,
  id: ImportId,
  from: readonly ImportState[],
  work: (tx: Tx, run: ImportRun) => Promise<void>,
): Promise<Steered> {
  return inShop(database, shopId, async (tx) => {
    const run = await holdRun(tx, shopId, id);
    if (!run) return null;
    if (!from.includes(run.state)) return "too-late";
    await work(tx, run);
    return "done";
  });
}
