import { runNextJob } from "#app/flows/run-job.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { rowsOf, type TestDatabase } from "#test/support/database.ts";

/** Does every job that waits, as a worker would, with this Shopify; what is put off is done at once. Throws what fails. */
export async function doJobs(database: TestDatabase, graphql: AdminGraphql, now: Date): Promise<void> {
  const clock = () => now;
  for (let turn = 0; turn < 1_000; turn++) {
    await database.owner.query("UPDATE outbox SET run_at = $1 WHERE state = 'waiting'", [now]);
    const result = await runNextJob(database, clock, async () => graphql);
    if (result === false) return;
    if (result !== true) throw new Error(`${result.kind} failed: ${result.reason}`);
  }
  const left = (await rowsOf(database, "outbox")).filter(({ state }) => state === "waiting");
  throw new Error(`The jobs do not come to an end: ${left.map(({ kind }) => kind).join(", ")}`);
}
