import { setTimeout as pause } from "node:timers/promises";
import { emptyQueues } from "#test/sandbox/play/report/queues.ts";
import type { Reader } from "#test/sandbox/play/report/reader.ts";
import { askApp } from "#test/sandbox/play/running/ask-app.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";

const FORM = "/app/health?_data=routes%2Fapp.health";
/** More rounds than this one after the other mean that the app never gets even. */
const MOST = 5;
const PATIENCE = 120_000;

type Run = { readonly id: string; readonly found: number };

/**
 * Asks the app to reconcile, as a merchant would, until a run finds nothing that the app did not know.
 * @returns the ids of the runs
 */
export async function reconcile(
  standIn: StandIn,
  reader: Reader,
  isOver: () => boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  while (!isOver()) {
    const run = await reconcileOnce(standIn, reader, isOver);
    await emptyQueues(reader, isOver);
    if (run !== null) ids.push(run.id);
    if (run?.found === 0) break;
    if (ids.length === MOST)
      throw new Error(`After ${MOST} rounds reconcile still found ${run?.found} orders.`);
  }
  return ids;
}

async function reconcileOnce(standIn: StandIn, reader: Reader, isOver: () => boolean): Promise<Run | null> {
  const { shopId } = reader;
  const before = await reader.shop("SELECT id FROM reconcile_run WHERE shop_id = $1", [shopId]);
  const known = before.map(({ id }) => String(id));
  const { status, body } = await askApp(standIn, FORM, { intent: "check" });
  if (status >= 400) throw new Error(`The app did not take "Check now": ${status} ${body.slice(0, 300)}`);
  for (const end = Date.now() + PATIENCE; !isOver(); await pause(100)) {
    const [run] = await reader.shop(
      "SELECT id, found FROM reconcile_run WHERE shop_id = $1 AND id <> ALL ($2) AND finished_at IS NOT NULL ORDER BY started_at DESC LIMIT 1",
      [shopId, known],
    );
    if (run) return { id: String(run.id), found: Number(run.found) };
    if (Date.now() < end) continue;
    const jobs = await reader.queues("SELECT DISTINCT last_error FROM outbox WHERE kind = 'reconcile'");
    const errors = jobs.map((job) => job.last_error).join("; ");
    throw new Error(`The app did not reconcile within ${PATIENCE / 1000} s of being asked: ${errors}`);
  }
  return null;
}
