import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { keep } from "#app/queue/inbox.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { ADA } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(4);
const shop = await installShop(database);
await seedCreator(database, shop.id, ADA, "ADA10");

const started: ChildProcess[] = [];
afterAll(() => {
  for (const worker of started) if (worker.exitCode === null) worker.kill("SIGKILL");
});

/** A worker as `npm run worker` starts it: a process of its own. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["app/worker.server.ts"], {
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: "error", WORKER_POLL_MS: "60000" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  started.push(worker);
  return worker;
}

async function put(from: number, count: number) {
  for (let id = from; id < from + count; id++) {
    const order = body({
      id,
      discount_codes: [{ code: "ada10", amount: "0.00", type: "percentage" }],
      customer: { id: (id % 10) + 1 },
    });
    await keep(
      database,
      {
        shopDomain: shop.domain,
        topic: "orders/create",
        webhookId: `w${id}`,
        eventId: null,
        apiVersion: null,
        triggeredAt: null,
        body: Buffer.from(order),
      },
      new Date(),
    );
  }
}
const waiting = async () => (await rowsOf(database, "inbox")).filter((row) => row.state === "waiting").length;
const until = async (isTrue: () => Promise<boolean>, seconds: number) => {
  for (
    const end = Date.now() + seconds * 1000;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 50))
  )
    if (await isTrue()) return true;
  return false;
};

test("workers that are killed or asked to stop in the middle leave every delivery applied exactly once", async () => {
  await put(1, 600);
  const [killed, stopped] = [startWorker(), startWorker()];
  expect(await until(async () => (await waiting()) < 500, 30)).toBe(true);
  killed.kill("SIGKILL");
  const gone = once(stopped, "exit");
  stopped.kill("SIGTERM");
  expect(await gone).toEqual([0, null]);
  const left = await waiting();
  expect(left).toBeGreaterThan(0);
  startWorker();
  expect(await until(async () => (await waiting()) === 0, 30)).toBe(true);
  expect(await figuresOf(database, shop.id)).toEqual([
    {
      credited: ADA,
      currency: "USD",
      orders: 600,
      customers: 10,
      net: "600000",
      refunded: "0",
      share: "600000000",
    },
  ]);
  expect(await recomputedFigures(database, shop.id)).toEqual(await figuresOf(database, shop.id));
  expect((await rowsOf(database, "inbox")).every((row) => row.state === "applied")).toBe(true);
}, 90_000);

test("a worker that waits is told of a delivery, long before it would look by itself", async () => {
  await put(1001, 1);
  expect(await until(async () => (await waiting()) === 0, 20)).toBe(true);
});
