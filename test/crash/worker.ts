import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";

/** A worker as `npm run worker` starts it. `gone` tells how it ended: code or signal. */
export type Worker = {
  readonly kill: () => void;
  /** Asks it to finish. */
  readonly stop: () => void;
  readonly gone: Promise<number | NodeJS.Signals | null>;
};

const started = new Set<ChildProcess>();
/** Node keeps what it read of the app's files here, so that the hundredth worker starts faster. */
const compiled = mkdtempSync(path.join(tmpdir(), "tributary-compiled-"));
afterAll(() => {
  for (const worker of started) worker.kill("SIGKILL");
  rmSync(compiled, { recursive: true, force: true });
});

/** Where a worker works: a database, and whose Shopify its jobs speak to. */
type Place = { readonly database: { readonly url: string }; readonly standIn?: Pick<StandIn, "environment"> };

/** Starts a worker of one loop; `way` says over which wires it reaches the database and Shopify. */
export function startWorker(
  { database, standIn }: Place,
  way: { database?: string; shopify?: string } = {},
): Worker {
  const worker = spawn(process.execPath, ["app/worker.server.ts"], {
    env: {
      ...process.env,
      ...standIn?.environment,
      ...(way.shopify === undefined ? {} : { HTTPS_PROXY: way.shopify }),
      DATABASE_URL: way.database ?? database.url,
      LOG_LEVEL: "silent",
      WORKER_LOOPS: "1",
      WORKER_POLL_MS: "50",
      NODE_COMPILE_CACHE: compiled,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  started.add(worker);
  const gone = once(worker, "exit").then(([code, signal]) => {
    started.delete(worker);
    return signal ?? code;
  });
  return { kill: () => void worker.kill("SIGKILL"), stop: () => void worker.kill("SIGTERM"), gone };
}
