import { expect, test } from "vitest";
import { inShop, inSystem, withinShop } from "#app/db.server.ts";
import { createCode } from "#app/flows/create-code.server.ts";
import { enrollCreator, pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at, customerId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(12);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

async function enrolled(code: string) {
  const shop = await installShop(database, `anew-${++number}.myshopify.com`);
  const form = {
    name: "Ada",
    email: "",
    customerId: "",
    code,
    kind: "percent",
    value: "10",
    creditFrom: at("2026-01-01"),
  };
  const made = await enrollCreator(
    database,
    shop,
    await findPersonHash(database, testKeys, shop.id),
    form,
    now,
  );
  if (!("id" in made)) throw new Error(JSON.stringify(made));
  return { shop, id: made.id as CreatorId };
}
const orderOf = (id: number, code: string) =>
  makeOrder({
    id: orderId(id),
    codes: [code],
    buyer: makeBuyer({ customerId: customerId(id % 5), emailHash: null }),
  });
const record = (shopId: ShopId, order: ReturnType<typeof makeOrder>) =>
  inShop(database, shopId, (tx) => recordOrder(tx, shopId, order, at("2026-03-01")));

test("a code that Shopify refuses while an order with it is being recorded credits nobody in the end", async () => {
  const { shop, id } = await enrolled("TWICE");
  const admin = await openAdmin();
  const other = await enrolled("TWICE");
  const codeOf = async (shopId: ShopId) => (await rowsOf(database, "code", shopId))[0]?.id as CodeId;
  const apply = async (of: typeof shop) => {
    const outcome = await createCode(database, of, admin.graphql, await codeOf(of.id), now);
    if (!("effects" in outcome) || !outcome.effects) throw new Error("no effects");
    const { effects } = outcome;
    await inSystem(database, (tx) => withinShop(tx, of.id, () => effects(tx)));
  };
  await apply(other.shop);
  const mayCommit = Promise.withResolvers<void>();
  const isDecided = Promise.withResolvers<void>();
  const recording = inShop(database, shop.id, async (tx) => {
    await recordOrder(tx, shop.id, orderOf(1, "TWICE"), at("2026-03-01"));
    isDecided.resolve();
    await mayCommit.promise;
  });
  await isDecided.promise;
  const refusing = apply(shop).then(() => reattribute(database, shop.id, id));
  await new Promise((resolve) => setTimeout(resolve, 300));
  mayCommit.resolve();
  await Promise.all([recording, refusing]);
  expect(await rowsOf(database, "code", shop.id)).toMatchObject([{ state: "refused" }]);
  expect(await figuresOf(database, shop.id)).toMatchObject([{ credited: "nobody", orders: 1 }]);
});

test("deciding anew while webhooks of the same creator come in hinders nobody and loses nothing", async () => {
  const { shop, id } = await enrolled("BUSY");
  for (let order = 1; order <= 60; order++) await record(shop.id, orderOf(order, "BUSY"));
  const webhooks = Promise.all(
    Array.from({ length: 120 }, (_, index) => record(shop.id, orderOf((index % 80) + 30, "BUSY"))),
  );
  for (const isPaused of [true, false, true]) {
    await pauseCreator(database, shop.id, id, isPaused, isPaused ? at("2026-02-01") : at("2026-02-02"));
    await reattribute(database, shop.id, id);
  }
  await webhooks;
  await reattribute(database, shop.id, id);
  expect(await figuresOf(database, shop.id)).toEqual(await recomputedFigures(database, shop.id));
  expect((await rowsOf(database, "attribution", shop.id)).map((row) => row.because)).toEqual(
    Array(109).fill("paused"),
  );
});
