/**
 * Keeps one embedded PostgreSQL alive: a process of its own, so that the server outlives a crash of whoever asked for
 * it by no more than a moment, and comes back by itself when it is the server that dies.
 * Arguments: folder, port, then settings `name=value`. Talks to its parent over IPC: `ready`, `restarted`, `failed`.
 */
import type { ChildProcess } from "node:child_process";
import pg from "pg";
import { prepareCluster, spawnServer } from "#prisma/cluster.ts";

const [folder = "", port = "", ...settings] = process.argv.slice(2);
const cluster = await prepareCluster(folder);
const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
let server: ChildProcess | undefined;
let isStopping = false;
let complaints = "";

/** Starts the server and watches it from the moment it answers; false when it did not come up. */
async function comeUp(): Promise<boolean> {
  server = spawnServer(cluster, Number(port), settings);
  server.stderr?.on("data", (chunk) => {
    complaints = (complaints + chunk).slice(-4000);
  });
  if (!(await answers())) return false;
  server.once("exit", () => void restart());
  return true;
}

/** After a crash old backends hold the data folder for about two seconds: try for ten before giving up. */
async function restart() {
  for (const end = Date.now() + 10_000; Date.now() < end && !isStopping; await pause(250)) {
    if (await comeUp()) return tell({ state: "restarted" });
  }
  if (!isStopping) fail();
}

async function answers(): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && server?.exitCode === null; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    const isUp = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isUp) return true;
    await pause(100);
  }
  return false;
}

async function stop() {
  if (isStopping) return;
  isStopping = true;
  const running = server;
  if (running?.exitCode === null && running.signalCode === null) {
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGINT");
    await gone;
  }
  process.exit(0);
}

function fail() {
  tell({ state: "failed", reason: complaints.trim() || "it exited without a word" });
  process.exit(1);
}

const tell = (message: object) => process.connected && process.send?.(message);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

for (const signal of ["SIGTERM", "disconnect"] as const) process.on(signal, () => void stop());
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group; the parent stops the database last.
if (await comeUp()) tell({ state: "ready", url });
else if (!isStopping) fail();
