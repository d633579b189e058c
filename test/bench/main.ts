/**
 * `npm run bench`: measures the app and weighs the figures against their targets. `--help` lists what can be said.
 * Progress goes to stderr. It ends with 0 when every target is met, 1 when one is missed or a part failed.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { type Figure, isGood } from "#test/bench/figures/figure.ts";
import { memoryTable, tableOf } from "#test/bench/figures/table.ts";
import { machineOf } from "#test/bench/machine.ts";
import { HELP, type Options, type PartName, readOptions } from "#test/bench/options.ts";
import { backlog } from "#test/bench/part/backlog.ts";
import type { Part } from "#test/bench/part/bench.ts";
import { creators } from "#test/bench/part/creators.ts";
import { fairness } from "#test/bench/part/fairness.ts";
import { freshness } from "#test/bench/part/freshness.ts";
import { go } from "#test/bench/part/go.ts";
import { ingest } from "#test/bench/part/ingest.ts";
import { models } from "#test/bench/part/models.ts";
import { preview } from "#test/bench/part/preview.ts";
import { proxy } from "#test/bench/part/proxy.ts";
import { replay } from "#test/bench/part/replay.ts";
import { OUTSIDE } from "#test/bench/place.ts";
import { assembleCrew } from "#test/bench/running/crew.ts";
import { startServer } from "#test/bench/running/ground.ts";
import { whyBuild } from "#test/sandbox/play/running/build.ts";
import { commandOf, ROOT } from "#test/sandbox/play/running/place.ts";

const RUN: Record<PartName, Part> = {
  ingest,
  process: backlog,
  freshness,
  fairness,
  go,
  proxy,
  creators,
  preview,
  models,
  replay,
};
const say = (line: string) => console.error(`bench: ${line}`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @returns whether everything was measured and every target met */
async function run({ parts, sizes, json }: Options): Promise<boolean> {
  build();
  const crew = assembleCrew();
  const server = await startServer();
  const figures: Figure[] = [];
  const failures: string[] = [];
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    await crew.stopAll();
    await server.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      say(`${signal}: stopping`);
      void stop().finally(() => process.exit(130));
    });
  }
  try {
    for (const part of parts) {
      if (isStopping) break;
      say(part);
      await RUN[part]({ server, crew, sizes, say }).then(
        (own) => figures.push(...own),
        (error: Error) => failures.push(`${part} failed: ${error.message}`),
      );
      await crew.stopAll();
    }
  } finally {
    await stop();
  }
  const machine = machineOf(server.version);
  const isMet = failures.length === 0 && isGood(figures);
  const report = JSON.stringify({ machine, isMet, figures, memory: crew.memory, failures }, null, 2);
  const table = [machine.words, tableOf(figures), memoryTable(crew.memory), ...failures].join("\n\n");
  if (json?.to === "file") writeFileSync(json.file, `${report}\n`);
  process.stdout.write(json?.to === "stdout" ? `${report}\n` : `${table}\n`);
  return isMet;
}

/** The app as `npm start` runs it: built when a source is newer. */
function build(): void {
  const why = whyBuild();
  if (why === null) return;
  say(`building the app: ${why}`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [commandOf("@remix-run/dev", "remix"), "vite:build"],
    {
      cwd: ROOT,
      env: { ...OUTSIDE, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`The app could not be built:\n${stderr.slice(-2000)}`);
}
