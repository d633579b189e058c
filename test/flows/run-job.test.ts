import { expect, test } from "vitest";
import { inSystem } from "#app/db.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import { Throttled } from "#app/shopify/admin-api.server.ts";
import { findPersonHash, saveUninstalled } from "#app/shopify/shops.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
let clock = at("2026-03-10T12:00:00Z");
const later = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};
const shop = await installShop(database);
const admin = await openAdmin();
const form = {
  name: "Ada",
  email: "",
  customerId: "",
  code: "ADA10",
  kind: "percent",
  value: "10",
  creditFrom: null,
};
await enrollCreator(database, shop, await findPersonHash(database, testKeys, shop.id), form, clock);

const run = (reach: () => Promise<typeof admin.graphql>) => runNextJob(database, () => clock, reach);
const job = async () => (await rowsOf(database, "outbox")).find((row) => row.kind === "create-code");
const code = async () => (await rowsOf(database, "code"))[0]?.state;

test("a job that keeps failing is tried ever later and never given up: the code can still come", async () => {
  const down = () => Promise.reject(new TypeError("fetch failed"));
  expect(await run(down)).toMatchObject({
    kind: "create-code",
    failures: 1,
    reason: "TypeError: fetch failed",
  });
  expect(await run(down)).toBe(true); // the reattribution, which asks nothing of Shopify
  for (let attempt = 2; attempt <= 30; attempt++) {
    later(300);
    expect(await run(down)).toMatchObject({ failures: attempt });
  }
  expect(await job()).toMatchObject({
    state: "waiting",
    failures: 30,
    last_error: "TypeError: fetch failed",
  });
  expect(await code()).toBe("creating");
});

test("when Shopify asks to wait, the job waits just so long", async () => {
  later(300);
  expect(await run(() => Promise.reject(new Throttled(2000)))).toMatchObject({
    reason: expect.stringContaining("2000 ms"),
  });
  later(1.9);
  expect(await run(async () => admin.graphql)).toBe(false);
});

test("a failure after others were overcome waits a second, as a first one does, however often the job was looked at", async () => {
  const down = () => Promise.reject(new TypeError("fetch failed"));
  const busy = () => Promise.reject(new Throttled(1000));
  for (let look = 1; look <= 12; look++) {
    later(2);
    await run(busy);
  }
  later(2);
  expect(await run(down)).toMatchObject({ failures: 1 });
  later(0.9);
  expect(await run(down)).toBe(false);
  later(0.1);
  expect(await run(down)).toMatchObject({ failures: 2 });
  later(1.9);
  expect(await run(down)).toBe(false);
});

test("while the app is uninstalled nothing is asked of Shopify, and coming back resumes at once", async () => {
  later(10);
  await inSystem(database, (tx) => saveUninstalled(tx, shop.id, clock));
  expect(await run(() => Promise.reject(new Error("nobody may ask")))).toBe(true);
  expect(await job()).toMatchObject({ state: "waiting", last_error: "the shop has uninstalled the app" });
  later(1);
  await openShop(database, { domain: shop.domain, graphql: admin.graphql }, clock);
  expect(await run(async () => admin.graphql)).toBe(true);
  expect(await code()).toBe("active");
});
