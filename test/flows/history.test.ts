import fc from "fast-check";
import { expect, test } from "vitest";
import { savePolicy } from "#app/attribution/policies.server.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import { inShop } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { recordMerge } from "#app/flows/record-merge.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { saveJourneys } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { cohortsOf, recomputedCohorts } from "#test/support/cohorts.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  lineId,
  makeBuyer,
  makeLine,
  makeOrder,
  makeRefund,
  orderId,
} from "#test/support/make.ts";
import { channelsOf, recomputedChannels, stateOf } from "#test/support/state.ts";

const database = await freshDb(8);
const NOW = at("2026-09-01");
let number = 0;

async function openShop(policy: Partial<Policy> = {}): Promise<ShopId> {
  const shop = await shopOfAdaAndGrace(database, `history-${++number}.myshopify.com`);
  await inShop(database, shop, (tx) =>
    savePolicy(tx, shop, { ...DEFAULT_POLICY, ...policy }, { from: at("2020-01-01"), now: NOW }),
  );
  return shop;
}
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
/** What Shopify says of an order, as if it had been asked. */
const tell = (shop: ShopId, id: OrderId, position: number | null, orders: number | null = null) =>
  inShop(database, shop, async (tx) => {
    await saveJourneys(tx, shop, new Map([[id, { visits: [], came: null, position, orders }]]), NOW);
    await decideAnew(tx, shop, id);
  });
const decided = async (shop: ShopId) =>
  Object.fromEntries(
    (await rowsOf(database, "attribution", shop))
      .toSorted((a, b) => Number(a.instant) - Number(b.instant))
      .map((row) => [
        String(row.order_id).replace("gid://shopify/Order/", ""),
        [row.newness, row.creator_id, row.because],
      ]),
  );
/** The n-th order of one customer, placed on the 1st of month n. */
const nth = (n: number, fields: Parameters<typeof makeOrder>[0] = {}) =>
  makeOrder({
    ...{ id: orderId(n), name: `#${n}`, processedAt: at(`2026-0${n}-01`), createdAt: at(`2026-0${n}-01`) },
    ...fields,
  });
const refunded = (instant: string) => ({
  lines: [makeLine({ id: lineId(1) })],
  refunds: [makeRefund({ createdAt: at(instant), lines: [{ lineId: lineId(1), quantity: 1 }] })],
});
async function sumsAreRight(shop: ShopId) {
  expect(await cohortsOf(database, shop)).toEqual(await recomputedCohorts(database, shop));
  expect(await channelsOf(database, shop)).toEqual(await recomputedChannels(database, shop));
}

test("an earlier order that comes late makes the later one a returning customer's, and takes the acquisition", async () => {
  const shop = await openShop();
  await record(shop, nth(2, { codes: ["ADA10"] }));
  await tell(shop, orderId(2), 1, 1);
  expect(await decided(shop)).toEqual({ 2: ["new", ADA, "code"] });
  expect((await cohortsOf(database, shop)).customers).toMatchObject([
    { creator_id: ADA, channel: "creator", newness: "new" },
  ]);
  await record(shop, nth(1, { codes: ["GRACE5"] }));
  expect(await decided(shop)).toEqual({ 1: ["unknown", GRACE, "code"], 2: ["returning", ADA, "code"] });
  expect((await cohortsOf(database, shop)).customers).toMatchObject([
    { order_id: orderId(1), creator_id: GRACE, newness: "unknown", orders: 2, net: "20000" },
  ]);
  await sumsAreRight(shop);
});

test("a sample wholly refunded before does not make a customer returning; refunded later, it does", async () => {
  for (const [instant, newness] of [
    ["2026-01-15", "new"],
    ["2026-02-15", "returning"],
  ] as const) {
    const shop = await openShop();
    await record(shop, nth(1));
    await record(shop, nth(2));
    await tell(shop, orderId(1), 1);
    await tell(shop, orderId(2), 2);
    expect((await decided(shop))[2]?.[0]).toBe("returning");
    await record(shop, nth(1, { ...refunded(instant), updatedAt: at("2026-06-01") }));
    expect((await decided(shop))[2]?.[0]).toBe(newness);
    await sumsAreRight(shop);
  }
});

test("customers that turn out to be one are counted once, by the earlier first order", async () => {
  const shop = await openShop();
  const other = { buyer: makeBuyer({ customerId: customerId(777), emailHash: "b".repeat(64) }) };
  await record(shop, nth(1, { ...other, codes: ["GRACE5"] }));
  await record(shop, nth(2, { codes: ["ADA10"] }));
  await tell(shop, orderId(1), 1);
  await tell(shop, orderId(2), 1);
  expect(await channelsOf(database, shop)).toMatchObject([
    { channel: "creator", newness: "new", customers: 2 },
  ]);
  const { customerId: keptId } = makeBuyer();
  await inShop(database, shop, (tx) =>
    recordMerge(tx, shop, { keptId: keptId ?? customerId(1), deletedId: customerId(777) }, NOW),
  );
  expect(await decided(shop)).toMatchObject({ 1: ["new", GRACE, "code"], 2: ["returning", ADA, "code"] });
  expect(await channelsOf(database, shop)).toMatchObject([
    { channel: "creator", newness: "new", customers: 1, repeaters: 1, orders: 2 },
  ]);
  await sumsAreRight(shop);
});

test("a new customer's later orders go to the creator who brought them, as long as the rules bind them", async () => {
  const shop = await openShop({ binding: "orders", bindingCount: 2 });
  await record(shop, nth(1, { codes: ["ADA10"] }));
  for (const n of [2, 3, 4]) await record(shop, nth(n));
  expect(await decided(shop)).toMatchObject({ 2: ["returning", null, "no-touch"] });
  await tell(shop, orderId(1), 1);
  expect(await decided(shop)).toEqual({
    1: ["new", ADA, "code"],
    2: ["returning", ADA, "binding"],
    3: ["returning", ADA, "binding"],
    4: ["returning", null, "binding-over"],
  });
  await record(shop, nth(1, { codes: ["GRACE5"], updatedAt: at("2026-06-01") }));
  expect(await decided(shop)).toMatchObject({ 2: ["returning", GRACE, "binding"] });
});

test("a law: however orders, their refunds and Shopify's counts arrive, newness, bindings and sums end the same", async () => {
  const story = [
    (shop: ShopId) => record(shop, nth(1, { codes: ["ADA10"] })),
    (shop: ShopId) =>
      record(shop, nth(1, { codes: ["ADA10"], ...refunded("2026-01-20"), updatedAt: at("2026-06-01") })),
    (shop: ShopId) => record(shop, nth(2, { codes: ["GRACE5"] })),
    (shop: ShopId) => record(shop, nth(3, { landingSite: "/", referringSite: "https://www.google.com/" })),
    (shop: ShopId) => record(shop, nth(4, { financialStatus: "pending" })),
    (shop: ShopId) => record(shop, nth(4, { updatedAt: at("2026-06-02") })),
    (shop: ShopId) => tell(shop, orderId(1), 1),
    (shop: ShopId) => tell(shop, orderId(2), 2),
  ];
  const states: unknown[] = [];
  const sequence = fc.shuffledSubarray(
    story.map((_, index) => index),
    { minLength: story.length },
  );
  const policies: Partial<Policy>[] = [
    {},
    { binding: "orders", bindingCount: 1 },
    { binding: "months", bindingCount: 2, bindingKeeps: "latest" },
  ];
  for (const policy of policies) {
    let expected: unknown = null;
    await fc.assert(
      fc.asyncProperty(sequence, async (turns) => {
        const shop = await openShop(policy);
        for (const turn of turns) await story[turn]?.(shop);
        // What Shopify said of an order before we heard of it is there once it comes.
        const state = await stateOf(database, shop);
        await sumsAreRight(shop);
        expected ??= state;
        expect(state).toEqual(expected);
      }),
      { numRuns: 6, seed: 7 },
    );
    states.push(expected);
  }
  const because = states.map((state) =>
    (state as { attributions: { because: string; newness: string }[] }).attributions.map(
      (row) => `${row.newness} ${row.because}`,
    ),
  );
  expect(because).toEqual([
    ["new code", "new code", "returning no-touch", "returning no-touch"],
    ["new code", "new code", "returning binding-over", "returning binding-over"],
    ["new code", "new code", "returning binding", "returning binding-over"],
  ]);
});
