import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { portsFrom } from "#test/sandbox/network/ports.ts";
import { type Child, keepAlive } from "#test/sandbox/play/running/child.ts";
import { ROOT } from "#test/sandbox/play/running/place.ts";
import { type StandIn, startStandIn } from "#test/sandbox/sandbox.ts";
import { haveBuild } from "#test/support/build.ts";

/** The app as people run it, web and worker each a process, beside the local Shopify, on a database of the test's own. */
export type RunningApp = {
  readonly standIn: StandIn;
  readonly notices: readonly string[];
  /** All that web and worker have printed. */
  readonly logs: () => string;
};

/**
 * Builds the app if its sources are newer, starts everything, and stops it after the file's tests. `more` goes over the
 * environment; `hasAllOrders`: Shopify has granted read_all_orders.
 */
export async function runApp(
  databaseUrl: string,
  firstPort: number,
  more: Record<string, string> = {},
  hasAllOrders = false,
): Promise<RunningApp> {
  await haveBuild();
  const folder = mkdtempSync(path.join(tmpdir(), "tributary-e2e-"));
  const standIn = await startStandIn({
    cacheDir: path.join(ROOT, ".cache"),
    tomlPath: path.join(ROOT, "shopify.app.toml"),
    appKey: "e2e_key",
    appSecret: "e2e_secret",
    shop: { domain: "demo.myshopify.com", name: "Tidewater", currency: "USD", timeZone: "UTC" },
    ports: portsFrom(firstPort),
    hasAllOrders,
  });
  const notices: string[] = [];
  const env = {
    ...{ ...process.env, ...standIn.environment, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" },
    ...more,
  };
  const start = (name: string, args: readonly string[]): Child =>
    keepAlive({
      name,
      args,
      cwd: ROOT,
      env,
      logPath: path.join(folder, `${name}.log`),
      onNotice: (notice) => void notices.push(notice),
      onGivenUp: (notice) => void notices.push(notice),
    });
  const web = start("web", [path.join(ROOT, "app", "web.server.ts")]);
  const worker = start("worker", [path.join(ROOT, "app", "worker.server.ts")]);
  afterAll(async () => {
    await Promise.all([web.stop(), worker.stop()]);
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await healthy(standIn.upstreamPort);
  const logs = () =>
    readdirSync(folder)
      .map((name) => readFileSync(path.join(folder, name), "utf8"))
      .join("");
  return { standIn, notices, logs };
}

async function healthy(port: number) {
  for (
    const end = Date.now() + 60_000;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 100))
  ) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error("The app did not become healthy within 60 s.");
}
