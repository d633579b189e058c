import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { askApp } from "#test/sandbox/play/running/ask-app.ts";
import { type Child, keepAlive } from "#test/sandbox/play/running/child.ts";
import type { Ending } from "#test/sandbox/play/running/ending.ts";
import { commandOf, encryptionKeys, kept, ROOT } from "#test/sandbox/play/running/place.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";

type Wishes = {
  readonly standIn: StandIn;
  readonly databaseUrl: string;
  readonly isDev: boolean;
  readonly workers: number;
};

/**
 * Starts the workers and then the web process, each kept alive; when the end comes the web process goes first.
 * @returns the workers
 */
export async function startApp(
  ending: Ending,
  say: (line: string) => void,
  wishes: Wishes,
): Promise<readonly Child[]> {
  const env = environment(wishes);
  const start = (name: string, args: readonly string[], more: Record<string, string> = {}): Child => {
    const logPath = kept(`${name.replaceAll(" ", "-")}.log`);
    writeFileSync(logPath, "");
    return keepAlive({
      name: `the ${name}`,
      args,
      cwd: ROOT,
      env: { ...env, ...more },
      logPath,
      onNotice: say,
      onGivenUp: ending.fail,
    });
  };
  const stop = (child: Child) => child.stop();
  const script = path.join(ROOT, "app", "worker.server.ts");
  // All at once: a worker takes a moment to finish what it has in hand.
  const workers = await ending.hold(
    () => Array.from({ length: wishes.workers }, (_, index) => start(`worker ${index + 1}`, [script])),
    async (children) => void (await Promise.all(children.map(stop))),
  );
  const web = wishes.isDev
    ? [commandOf("@remix-run/dev", "remix"), "vite:dev", "--host", "127.0.0.1", "--strictPort"]
    : [path.join(ROOT, "app", "web.server.ts")];
  const mode = wishes.isDev ? "development" : "production";
  await ending.hold(() => start("web process", web, { NODE_ENV: mode }), stop);
  await Promise.race([healthy(wishes.standIn, ending), ending.come]);
  return workers;
}

function environment({ standIn, databaseUrl }: Wishes): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    ...standIn.environment,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: encryptionKeys(),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
}

async function healthy(standIn: StandIn, ending: Ending): Promise<void> {
  for (const end = Date.now() + 60_000; !ending.isComing; await pause(100)) {
    const answer = await askApp(standIn, "/healthz").catch(() => null);
    if (answer?.status === 200) return;
    if (Date.now() < end) continue;
    throw new Error(
      `The app did not become healthy within 60 s: /healthz ${answer ? `answered ${answer.status} ${answer.body.slice(0, 200)}` : "did not answer"}. ${kept("web-process.log")} may say why.`,
    );
  }
}
