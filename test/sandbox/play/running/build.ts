import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { lastWords } from "#test/sandbox/play/running/child.ts";
import { commandOf, kept, ROOT } from "#test/sandbox/play/running/place.ts";

const BUILT = path.join(ROOT, "build", "server", "index.js");
/** What the build is made of. */
const SOURCES = ["app", "vite.config.ts", "package-lock.json", "shopify.app.toml"];

/** Why the app must be built before it can run; null when the build is there and newer than its sources. */
export function whyBuild(): string | null {
  if (!existsSync(BUILT)) return "there is no build yet";
  const builtAt = statSync(BUILT).mtimeMs;
  const newer = SOURCES.map((name) => path.join(ROOT, name)).find((source) => newestIn(source) > builtAt);
  return newer === undefined ? null : `${path.relative(ROOT, newer)} is newer than the build`;
}

function newestIn(source: string): number {
  const own = statSync(source);
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = readdirSync(source, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(0, ...inside);
}

/** A build under way; `done` rejects with its last words. */
export type Build = { readonly done: Promise<void>; stop(): Promise<void> };

/** Builds the app for production. */
export function startBuild(): Build {
  const logPath = kept("build.log");
  const log = openSync(logPath, "w");
  const child = spawn(process.execPath, [commandOf("@remix-run/dev", "remix"), "vite:build"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  const began = new Date();
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const done = gone.then((code) => {
    if (code !== 0)
      throw new Error(`The app could not be built; the end of ${logPath}:\n${lastWords(logPath)}`);
    // A source that changed while it was read is newer than the build, whatever the build's files say.
    utimesSync(BUILT, began, began);
  });
  done.catch(() => {});
  return {
    done,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
