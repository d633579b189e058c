import { expect, test } from "vitest";
import { inSystem, withinShop } from "#app/db.server.ts";
import { createCode } from "#app/flows/create-code.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { Throttled } from "#app/shopify/admin-api.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

async function given(code: string, more: { kind?: string; value?: string } = {}) {
  const shop = await installShop(database, `codes-${++number}.myshopify.com`);
  const form = {
    name: "Ada Lovelace",
    email: "",
    customerId: "",
    code,
    kind: "percent",
    value: "12.5",
    creditFrom: at("2026-02-01"),
    ...more,
  };
  await enrollCreator(database, shop, await findPersonHash(database, testKeys, shop.id), form, now);
  const row = async () => (await rowsOf(database, "code", shop.id))[0];
  const id = (await row())?.id as CodeId;
  const run = async (graphql: AdminGraphql) => {
    const outcome = await createCode(database, shop, graphql, id, now);
    if ("effects" in outcome && outcome.effects)
      await inSystem(database, (tx) =>
        withinShop(tx, shop.id, () => outcome.effects?.(tx) ?? Promise.resolve()),
      );
    return outcome;
  };
  return { shop, id, row, run };
}

test("a percent code is created in Shopify as the merchant asked for it", async () => {
  const admin = await openAdmin();
  const { id, row, run } = await given("ADA12");
  expect(await run(admin.graphql)).toMatchObject({ state: "done" });
  expect(admin.discounts.all()).toMatchObject([
    {
      title: "Ada Lovelace (Tributary)",
      code: "ADA12",
      value: { percentage: 0.125 },
      tags: ["tributary", `tributary:${id}`],
      startsAt: "2026-02-01T00:00:00.000Z",
      appliesOncePerCustomer: false,
    },
  ]);
  expect(await row()).toMatchObject({ state: "active", discount_id: admin.discounts.find("ada12")?.gid });
});

test("an amount code takes its amount off the order once", async () => {
  const admin = await openAdmin();
  const { run } = await given("FIVE", { kind: "amount", value: "5" });
  await run(admin.graphql);
  expect(admin.discounts.all()).toMatchObject([{ value: { amount: "5.00", appliesOnEachItem: false } }]);
});

test("when Shopify's answer was lost after it had made the code, the next try finds it and makes no twin", async () => {
  const losing = {
    after: (query: string) => {
      if (query.includes("mutation")) throw new TypeError("fetch failed");
    },
  };
  const admin = await openAdmin(losing);
  const { row, run } = await given("LOST");
  await expect(run(admin.graphql)).rejects.toThrow("fetch failed");
  expect(await row()).toMatchObject({ state: "creating" });
  expect(await run(admin.graphql)).toMatchObject({ state: "done" });
  expect(admin.discounts.size).toBe(1);
  expect(await row()).toMatchObject({ state: "active" });
});

test("a code that another discount uses is refused with that discount's title, in any letter case", async () => {
  const admin = await openAdmin();
  const theirs = await given("spring");
  await theirs.run(admin.graphql);
  const { row, run } = await given("SPRING");
  expect(await run(admin.graphql)).toMatchObject({ state: "failed" });
  expect(await row()).toMatchObject({ state: "refused", problem: "taken:Ada Lovelace (Tributary)" });
  expect(admin.discounts.size).toBe(1);
});

test("a code taken between the look and the creation is refused, and adopted when the taker was ourselves", async () => {
  for (const isOurs of [false, true]) {
    const shops = { racer: await given("RACE"), loser: await given("RACE") };
    const { loser } = shops;
    const racer = isOurs ? loser : shops.racer;
    let isFirst = true;
    const admin = await openAdmin({
      before: (query) => {
        if (!query.includes("mutation") || !isFirst) return;
        isFirst = false;
        admin.discounts.save({
          number: 1,
          gid: "gid://shopify/DiscountCodeNode/1",
          title: "Racer",
          code: "race",
          value: { percentage: 0.1 },
          tags: [`tributary:${racer.id}`],
          startsAt: now.toISOString(),
          endsAt: null,
          appliesOncePerCustomer: false,
          createdAt: now.toISOString(),
          updatedAt: now.toISOString(),
        });
      },
    });
    await loser.run(admin.graphql);
    expect(await loser.row()).toMatchObject(
      isOurs
        ? { state: "active", discount_id: "gid://shopify/DiscountCodeNode/1" }
        : { state: "refused", problem: "taken:Racer" },
    );
    expect(admin.discounts.size).toBe(1);
  }
});

test("with the cost budget used up the job waits for it instead of failing, and another shop's goes on", async () => {
  const admin = await openAdmin({ bucket: createBucket(() => 0) });
  while (admin.bucket.take(1));
  const { run, row } = await given("WAIT");
  const waiting = await run(admin.graphql).catch((error: unknown) => error);
  expect(waiting).toBeInstanceOf(Throttled);
  expect((waiting as Throttled).afterMs).toBeGreaterThanOrEqual(1000);
  const asked = admin.asked.length;
  await expect(run(admin.graphql)).rejects.toBeInstanceOf(Throttled);
  expect(admin.asked).toHaveLength(asked);
  expect(await row()).toMatchObject({ state: "creating" });
  const other = await given("OTHER");
  expect(await other.run((await openAdmin()).graphql)).toMatchObject({ state: "done" });
});

test("a code that is live is not asked for again", async () => {
  const admin = await openAdmin();
  const { run } = await given("ONCE");
  await run(admin.graphql);
  const asked = admin.asked.length;
  expect(await run(admin.graphql)).toEqual({ state: "done" });
  expect(admin.asked).toHaveLength(asked);
});
