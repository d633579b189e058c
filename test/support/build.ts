import pg from "pg";
import { inject } from "vitest";
import { startBuild, whyBuild } from "#test/sandbox/play/running/build.ts";

/** Builds the app if its sources are newer than its build. Test files that want one at the same moment take turns: a build empties the folder first. */
export async function haveBuild(): Promise<void> {
  const turns = new pg.Client({ connectionString: inject("postgres") });
  await turns.connect();
  try {
    await turns.query("SELECT pg_advisory_lock(2)");
    if (whyBuild() !== null) await startBuild().done;
  } finally {
    await turns.end();
  }
}
