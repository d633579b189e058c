import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startWorker } from "#test/crash/worker.ts";
import { openWorld, passTime } from "#test/crash/world.ts";
import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import { addBatch, seedPeople } from "#test/support/batches.ts";
import { rowsOf } from "#test/support/database.ts";

const COUNT = 1_000;
const world = await openWorld(6240);
const { database, shopId, standIn } = world;
const discounts = standIn.shop.discounts as Discounts;
const codes = async () =>
  (await rowsOf(database, "code", shopId)).filter(({ batch_id }) => batch_id !== null);
const settled = async () => (await codes()).filter(({ state }) => state !== "creating").length;
const inShopify = () => discounts.all().flatMap((one) => discounts.codesOf(one));
test("a thousand codes, three refused, the worker killed again and again, Shopify out of budget twice: every code's state is right", async () => {
  await seedPeople(database, shopId, COUNT);
  // Not once: a call whose answer the killed worker never read is asked for again.
  discounts.calls.refuse(["PERSON000710", "PERSON042010", "PERSON099910"]);
  const shop = { id: shopId, currency: "USD" } as Parameters<typeof addBatch>[1];
  const batchId = await addBatch(database, shop, { who: "without" });
  let kills = 0;
  // Dies at ever other places: some milliseconds after Shopify has more codes than before.
  for (const wait of [0, 5, 20, 60, 120]) {
    const before = inShopify().length;
    const worker = startWorker(world);
    for (const end = Date.now() + 30_000; inShopify().length === before && Date.now() < end; ) await pause(2);
    await pause(wait);
    worker.kill();
    expect(await worker.gone).toBe("SIGKILL");
    if ((await settled()) < COUNT) kills++;
    // A killed worker's job is free again after a minute; nobody waits for it here.
    await passTime(world);
    if (wait === 5) standIn.faults.next("throttled", 2);
  }
  expect(kills).toBeGreaterThanOrEqual(2);
  const begun = Date.now();
  const last = startWorker(world);
  for (const end = Date.now() + 150_000; (await settled()) < COUNT && Date.now() < end; ) await pause(100);
  last.stop();
  await last.gone;
  process.stdout.write(
    `${kills} kills amid 1,000 codes; the last worker took ${Date.now() - begun} ms to finish.\n`,
  );

  const rows = await codes();
  const refused = rows.filter(({ state }) => state === "refused");
  expect(refused.map(({ code, problem }) => [code, problem]).toSorted()).toEqual([
    ["PERSON000710", "Shopify refused it: Code could not be added"],
    ["PERSON042010", "Shopify refused it: Code could not be added"],
    ["PERSON099910", "Shopify refused it: Code could not be added"],
  ]);
  const active = rows.filter(({ state }) => state === "active");
  expect(active).toHaveLength(COUNT - 3);
  // No orphan and no twin: Shopify has exactly what we have, in one discount of ours.
  expect(inShopify().toSorted()).toEqual(active.map(({ code }) => String(code)).toSorted());
  expect(discounts.all().map(({ tags }) => tags)).toEqual([["tributary", `tributary:${batchId}`]]);
  expect(new Set(active.map(({ discount_id }) => discount_id))).toEqual(new Set([discounts.all()[0]?.gid]));
  expect(standIn.faults.fired().throttled).toBeGreaterThan(0);
}, 300_000);
