import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { askBackfill } from "#app/flows/backfill.server.ts";
import { startWorker } from "#test/crash/worker.ts";
import { openWorld, passTime } from "#test/crash/world.ts";
import { rowsOf } from "#test/support/database.ts";
import { happened } from "#test/support/past-shop.ts";
import {
  channelsOf,
  figuresOf,
  recomputedChannels,
  recomputedFigures,
  stateOf,
} from "#test/support/state.ts";

const COUNT = 700;
const world = await openWorld(6880, true);
const { database, shopId, standIn } = world;
const backfill = async () => (await rowsOf(database, "backfill", shopId))[0];
const ordersOf = async () => (await rowsOf(database, "orders", shopId)).length;

/** Waits until it has come so far, or is over. */
async function until(isSo: () => Promise<boolean>, patienceMs = 60_000) {
  for (const end = Date.now() + patienceMs; !(await isSo()) && Date.now() < end; ) await pause(5);
}

test("seven hundred past orders, the worker killed again and again: each is recorded once, and what was done is not done again", async () => {
  for (const event of happened(COUNT)) {
    if ("order" in event) await standIn.past.placeOrder(event.order);
    else if ("refund" in event) await standIn.past.refundOrder(event.refund);
    else await standIn.past.cancelOrder(event.cancellation);
  }
  await inShop(database, shopId, (tx) => askBackfill(tx, shopId, new Date()));
  const kills: number[] = [];
  // Before its first order, and then amid ever other hundreds.
  for (const orders of [0, 30, 170, 290, 430]) {
    const worker = startWorker(world);
    await until(async () => (await backfill())?.operation !== null && (await ordersOf()) >= orders);
    worker.kill();
    expect(await worker.gone).toBe("SIGKILL");
    const { done, finished_at } = (await backfill()) ?? {};
    expect(finished_at).toBeNull();
    kills.push(Number(done));
    await passTime(world);
  }
  // How far it was is never taken back, and lags behind what is recorded by less than a hundred.
  expect(kills).toEqual([...kills].sort((a, b) => a - b));
  expect(new Set(kills).size).toBeGreaterThan(3);
  const before = (await ordersOf()) - (kills.at(-1) ?? 0);
  expect(before).toBeLessThanOrEqual(100);

  const last = startWorker(world);
  await until(async () => (await backfill())?.finished_at !== null, 120_000);
  last.stop();
  await last.gone;
  expect(await backfill()).toMatchObject({
    total: COUNT,
    done: COUNT,
    unreadable: 0,
    operations: 1,
    problem: null,
  });
  const { orders } = await stateOf(database, shopId);
  expect(orders).toHaveLength(COUNT);
  expect(await figuresOf(database, shopId)).toEqual(await recomputedFigures(database, shopId));
  expect(await channelsOf(database, shopId)).toEqual(await recomputedChannels(database, shopId));
}, 300_000);
