import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#app/db.server.ts";
import { bringDatabase } from "#prisma/database.ts";
import { startWeb } from "#test/crash/web.ts";
import { startWorker } from "#test/crash/worker.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { body } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

/** Webhooks of a second, for so many seconds; PostgreSQL dies at these. */
const A_SECOND = 100;
const SECONDS = 8;
const DEATHS = [1.5, 5];

const folder = mkdtempSync(path.join(tmpdir(), "tributary-postgres-"));
const server = await bringDatabase({}, folder);
const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = server.environment;
process.env.DATABASE_URL = url;
const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
owner.on("error", () => {});
const ask = async (sql: string) => (await owner.query(sql)).rows;
const [{ data_directory: dataDir }] = await ask("SHOW data_directory");
const database: Database = openDatabase(url, 2);
afterAll(async () => {
  await database.close();
  await owner.end();
  await server.stop();
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});
const shopId = await shopOfAdaAndGrace(database, "demo.myshopify.com");

/** The process that is PostgreSQL now. */
const postgres = () => Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);

/** The longest time in which nothing was acknowledged, after one death and before the next. */
function longestGap(instants: readonly number[], from: number, to = Number.POSITIVE_INFINITY): number {
  const within = [from, ...instants.filter((at) => at > from && at < to).sort((a, b) => a - b)];
  return Math.max(...within.slice(1).map((at, index) => at - (within[index] ?? at)));
}

test("PostgreSQL is killed while webhooks pour in: nothing that was acknowledged is lost, and web and worker go on", async () => {
  const web = await startWeb(url);
  const worker = startWorker({ database: { url } });
  let workerEnded: unknown = null;
  void worker.gone.then((how) => {
    workerEnded = how ?? "code 0";
  });
  const acknowledged = new Map<string, number>();
  let refused = 0;
  const deliver = async (id: number) => {
    const order = body({
      id,
      discount_codes: [{ code: "ADA10", amount: "0.00", type: "percentage" }],
      customer: { id: (id % 50) + 1 },
    });
    // As Shopify would: the same webhook again, until somebody says 200.
    for (;;) {
      if ((await web.send(`w${id}`, order)) === 200) break;
      refused += 1;
      await pause(1_000);
    }
    acknowledged.set(`w${id}`, Date.now());
  };

  const begun = Date.now();
  const deaths: number[] = [];
  const killed: number[] = [];
  const deliveries: Promise<void>[] = [];
  for (let id = 1; id <= A_SECOND * SECONDS; id++) {
    await pause(Math.max(0, begun + (1000 * id) / A_SECOND - Date.now()));
    const next = DEATHS[deaths.length];
    if (next !== undefined && Date.now() - begun > 1000 * next) {
      // As the kernel does when memory runs out.
      const pid = postgres();
      process.kill(pid, "SIGKILL");
      killed.push(pid);
      deaths.push(Date.now());
    }
    deliveries.push(deliver(id));
  }
  await Promise.all(deliveries);
  expect(new Set([...killed, postgres()]).size).toBe(DEATHS.length + 1);
  expect(refused).toBeGreaterThan(0);

  const left = async () => (await ask("SELECT count(*)::int AS n FROM inbox WHERE state = 'waiting'"))[0].n;
  for (const end = Date.now() + 60_000; (await left()) > 0 && Date.now() < end; ) await pause(100);
  const stored = await ask("SELECT webhook_id, state FROM inbox");
  expect(new Set(stored.map((row) => row.webhook_id))).toEqual(new Set(acknowledged.keys()));
  expect(stored).toHaveLength(A_SECOND * SECONDS);
  expect(stored.filter((row) => row.state !== "applied")).toEqual([]);
  expect(await figuresOf({ owner: owner as never }, shopId)).toEqual(
    await recomputedFigures({ owner: owner as never }, shopId),
  );
  expect(await figuresOf({ owner: owner as never }, shopId)).toMatchObject([
    { orders: A_SECOND * SECONDS, customers: 50 },
  ]);
  expect([web.process.exitCode, web.process.signalCode, workerEnded]).toEqual([null, null, null]);

  const away = deaths.map((died, index) => longestGap([...acknowledged.values()], died, deaths[index + 1]));
  process.stdout.write(`PostgreSQL was away for ${away.join(" and ")} ms; ${refused} webhooks came again.\n`);
  for (const ms of away) expect(ms).toBeLessThan(15_000);
  worker.stop();
  await worker.gone;
}, 240_000);
