import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { findSession, offlineId } from "#app/shopify/session.server.ts";
import { startStandIn } from "#test/sandbox/sandbox.ts";
import { freshDb, testKeys } from "#test/support/database.ts";
import { giveSession } from "#test/support/shopify-network.ts";

const database = await freshDb(4);
const folder = mkdtempSync(path.join(tmpdir(), "tributary-flight-"));
const journalPath = path.join(folder, "journal.jsonl");
const SHOP = "demo.myshopify.com";
/** Shopify's stand-in writes down what it did every half second. */
const FLUSHED_MS = 800;
const ends = Date.now() + 86_400_000;
const first = {
  access: "shpat_first",
  refresh: "shprt_first",
  accessEnds: ends,
  refreshEnds: ends,
  after: null,
};
writeFileSync(journalPath, `${JSON.stringify({ grant: first })}\n`);
const standIn = await startStandIn({
  cacheDir: ".cache",
  journalPath,
  tomlPath: "shopify.app.toml",
  appKey: "test_key",
  appSecret: "test_secret",
  shop: { domain: SHOP, name: "Demo", currency: "USD", timeZone: "UTC" },
  ports: { admin: 5330, app: 5332, upstream: 5333, proxy: 5334 },
});
const processes: ChildProcess[] = [];
afterAll(async () => {
  for (const each of processes) each.kill("SIGKILL");
  await standIn.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Tokens that Shopify gave, as it remembers them itself. */
type Grant = { access: string; refresh: string; after: string | null };
const grants = (): Grant[] =>
  readFileSync(journalPath, "utf8")
    .split("\n")
    .filter((line) => line.includes('"grant"'))
    .map((line) => JSON.parse(line).grant);

async function startProcess(): Promise<ChildProcess> {
  const env = { ...process.env, ...standIn.environment, DATABASE_URL: database.url };
  const child = fork("test/support/caller.ts", { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  processes.push(child);
  await once(child, "message");
  return child;
}

/** Two processes, so many calls each, all at once. */
async function callAll(children: readonly ChildProcess[], times: number): Promise<string[]> {
  const answers = children.map((child) => once(child, "message"));
  for (const child of children) child.send({ domain: SHOP, times });
  return (await Promise.all(answers)).flatMap(([ends]) => ends as string[]);
}

/** As an hour later: our token has run out, and Shopify knows its refresh token. */
async function age(): Promise<void> {
  const last = grants().at(-1);
  if (!last) throw new Error("a grant expected");
  await giveSession(database, SHOP, { minutes: 1, access: last.access, refresh: last.refresh });
}

test("two processes with eight calls each refresh a token exactly once, round after round", async () => {
  const children = await Promise.all([startProcess(), startProcess()]);
  for (let round = 1; round <= 3; round++) {
    await age();
    expect(await callAll(children, 8)).toEqual(Array(16).fill("ok"));
    await pause(FLUSHED_MS);
    const given = grants();
    expect(given).toHaveLength(1 + round);
    expect(given.at(-1)?.after).toBe(given.at(-2)?.refresh);
    const kept = await findSession(database.system, testKeys, offlineId(SHOP));
    expect([kept?.accessToken, kept?.refreshToken]).toEqual([given.at(-1)?.access, given.at(-1)?.refresh]);
  }
});
