import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { startWorker } from "#test/crash/worker.ts";
import { openWorld } from "#test/crash/world.ts";
import { layCable } from "#test/support/cable.ts";
import { seedCreator } from "#test/support/creators.ts";
import { rowsOf } from "#test/support/database.ts";
import { codeId, creatorId } from "#test/support/make.ts";

const world = await openWorld(4820);
const { database, shopId, standIn } = world;
const job = async () => (await rowsOf(database, "outbox")).find((row) => row.kind === "create-code");

test("a worker asked to stop while Shopify keeps it waiting finishes the job, and only then goes", async () => {
  await seedCreator(database, shopId, creatorId("linus"), "LINUS");
  const id = codeId("linus");
  await inShop(database, shopId, (tx) =>
    enqueue(tx, shopId, { kind: "create-code", key: id, payload: { codeId: id } }, new Date()),
  );
  const cable = await layCable(standIn.environment.HTTPS_PROXY ?? "");
  cable.freeze();
  const worker = startWorker(world, { shopify: cable.url });
  while ((await job())?.leased_until === null) await pause(20);
  let isGone = false;
  void worker.gone.then(() => {
    isGone = true;
  });
  worker.stop();
  await pause(1_000);
  expect(isGone).toBe(false);
  expect(await job()).toMatchObject({ state: "waiting" });
  cable.thaw();
  expect(await worker.gone).toBe(0);
  expect(await job()).toMatchObject({ state: "done", attempts: 1 });
  expect([standIn.shop.discounts.size, standIn.shop.discounts.find("linus")]).toMatchObject([
    1,
    { code: "LINUS" },
  ]);
  cable.close();
}, 60_000);
