import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { recordMerge } from "#app/flows/record-merge.server.ts";
import { recordCustomer, recordOrder } from "#app/flows/record-order.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { Buyer } from "#app/orders/order.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { at, customerId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { readableHash } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(14);
const NOW = at("2026-04-01");
let number = 0;

const openShop = () => shopOfAdaAndGrace(database, `shop-${++number}.myshopify.com`);
const buys = (shop: ShopId, order: number, buyer: Partial<Buyer>) => {
  const told = makeOrder({
    id: orderId(order),
    codes: ["ADA10"],
    buyer: makeBuyer({ emailHash: null, mailboxHashes: [], ...buyer }),
  });
  return inShop(database, shop, (tx) => recordOrder(tx, shop, told, NOW));
};
const merge = (shop: ShopId, deleted: number, kept: number) =>
  inShop(database, shop, (tx) =>
    recordMerge(tx, shop, { deletedId: customerId(deleted), keptId: customerId(kept) }, NOW),
  );

test("what one customer bought is the other's once Shopify made one of them, guests included", async () => {
  const shop = await openShop();
  await buys(shop, 1, { customerId: customerId(5), emailHash: "five" });
  await buys(shop, 2, { customerId: null, emailHash: "five" });
  await buys(shop, 3, { customerId: customerId(6) });
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 3, customers: 2 }]);
  await merge(shop, 5, 6);
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 3, customers: 1 }]);
  await buys(shop, 4, { customerId: customerId(5) });
  await buys(shop, 5, { customerId: null, emailHash: "five" });
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 5, customers: 1 }]);
  expect((await rowsOf(database, "customer", shop)).map((row) => row.id)).toEqual([customerId(6)]);
});

test("a merge told twice, or in a circle, changes nothing more", async () => {
  const shop = await openShop();
  await buys(shop, 1, { customerId: customerId(5) });
  await merge(shop, 5, 6);
  const before = await stateOf(database, shop);
  await merge(shop, 5, 6);
  await merge(shop, 6, 5);
  expect(await stateOf(database, shop)).toEqual(before);
});

test("a customer told of late, after they were merged away, does not come back", async () => {
  const shop = await openShop();
  await merge(shop, 5, 6);
  const late = { id: customerId(5), emailHash: "five", updatedAt: at("2026-02-01") };
  await inShop(database, shop, (tx) => recordCustomer(tx, shop, late));
  await buys(shop, 1, { customerId: null, emailHash: "five" });
  expect((await rowsOf(database, "customer", shop)).map((row) => row.id)).toEqual([customerId(6)]);
});

test("a creator whose own account is merged stays the creator: what they buy with their code is still refused", async () => {
  const shop = await openShop();
  await buys(shop, 1, { customerId: customerId(6) });
  expect(await figuresOf(database, shop)).toMatchObject([{ credited: expect.stringMatching(/^cr_ada/) }]);
  await merge(shop, 900, 6);
  while (await runNextJob(database, () => NOW)) {
    // The jobs that decide Ada's orders anew.
  }
  expect((await stateOf(database, shop)).attributions).toMatchObject([{ because: "self-referral" }]);
});

test("a creator entered with an account that was merged away is the survivor", async () => {
  const shop = await openShop();
  await merge(shop, 5, 6);
  const form = {
    name: "Lin",
    email: "",
    customerId: "5",
    code: "LIN10",
    kind: "percent",
    value: "10",
    creditFrom: at("2026-01-01"),
  };
  const enrolled = await enrollCreator(database, { id: shop, currency: "USD" }, readableHash, form, NOW);
  if ("because" in enrolled) throw new Error("refused");
  const [lin] = (await rowsOf(database, "creator", shop)).filter((row) => row.id === enrolled.id);
  expect(lin?.customer_id).toBe(customerId(6));
});

test("merges in the middle of a rush of orders lose none of them", async () => {
  for (let round = 0; round < 12; round++) {
    const shop = await openShop();
    const rush = Array.from({ length: 24 }, (_, index) => {
      const who = [5, 6, 7, null][index % 4] ?? null;
      return () =>
        buys(shop, index + 1, {
          customerId: who === null ? null : customerId(who),
          emailHash: index % 3 === 0 ? "shared" : null,
        });
    });
    const all = [...rush, () => merge(shop, 5, 6), () => merge(shop, 6, 7)];
    const shuffled = all.map((work, index) => ({ work, place: (index * 7 + round * 5) % all.length }));
    shuffled.sort((a, b) => a.place - b.place);
    await Promise.all(shuffled.map(({ work }) => work()));
    const customers = new Set((await rowsOf(database, "orders", shop)).map((row) => row.customer_id));
    expect([...customers].filter((id) => id !== null)).toEqual([customerId(7)]);
    expect((await rowsOf(database, "customer", shop)).map((row) => row.id)).toEqual([customerId(7)]);
    expect(await figuresOf(database, shop)).toEqual(await recomputedFigures(database, shop));
  }
}, 60_000);
