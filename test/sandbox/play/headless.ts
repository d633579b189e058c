import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inject } from "vitest";
import { databaseUrl, runtimeUrl } from "#prisma/database.ts";
import type { Report } from "#test/sandbox/play/report/report.ts";
import { ROOT } from "#test/sandbox/play/running/place.ts";

/**
 * Plays a shop to its end by the command that people use, for a test: on the tests' own server, in a home of its own.
 * @param name of the play's database; plays that may go on side by side have another `firstPort`
 * @throws when the play was no success, with its last words
 */
export async function playHeadless(name: string, firstPort: number, ...args: string[]): Promise<Report> {
  const ownerUrl = databaseUrl(inject("postgres"), `tributary_sandbox_${name}`);
  const home = mkdtempSync(path.join(tmpdir(), "tributary-play-"));
  const playing = spawn(process.execPath, ["test/sandbox/main.ts", "--once", "--json", "--fresh", ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      SANDBOX_HOME: home,
      SANDBOX_PORT: String(firstPort),
      DATABASE_URL: runtimeUrl(ownerUrl),
      DATABASE_OWNER_URL: ownerUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [report, told] = ["", ""];
  playing.stdout.on("data", (chunk) => {
    report += chunk;
  });
  playing.stderr.on("data", (chunk) => {
    told += chunk;
  });
  const code = await new Promise((resolve) => playing.once("close", resolve));
  rmSync(home, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The play "${name}" ended with ${code}:\n${told.slice(-3000)}`);
  return JSON.parse(report) as Report;
}

/** What a play must end in, however it was told. */
export function outcomeOf({ orders, customers, creators, unattributed, cohorts, stateHash }: Report) {
  return { orders, customers, creators, unattributed, cohorts, stateHash };
}
