import { expect, test } from "vitest";
import { listHands } from "#app/attribution/hands.server.ts";
import { savePolicy } from "#app/attribution/policies.server.ts";
import { DEFAULT_POLICY } from "#app/attribution/policy.ts";
import { inShop, inSystem } from "#app/db.server.ts";
import { creditByHand, takeHandBack } from "#app/flows/credit-by-hand.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { ADA, at, customerId, GRACE, makeBuyer, makeOrder, makeRefund, orderId } from "#test/support/make.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(6);
const NOW = at("2026-03-02T12:00:00Z");
const LATER = at("2026-03-03T12:00:00Z");
let number = 0;
const openShop = () => shopOfAdaAndGrace(database, `hands-${++number}.myshopify.com`);
const ID = orderId(1001);
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
const give = (shop: ShopId, creator: string, reason = "She told me.", now = NOW) =>
  creditByHand(database, shop, ID, { creator, reason }, now);
const credit = async (shop: ShopId) => {
  const row = (await rowsOf(database, "attribution", shop)).find(({ order_id }) => order_id === ID);
  return row && { to: row.creator_id, because: row.because, otherwise: row.otherwise_id };
};
const figures = async (shop: ShopId) => {
  const found = await figuresOf(database, shop);
  expect(found).toEqual(await recomputedFigures(database, shop));
  return (found as { credited: string; net: string }[]).map(({ credited, net }) => [credited, Number(net)]);
};

test("what a merchant says goes before the rules, moves the money, and is taken back without a trace in the figures", async () => {
  const shop = await openShop();
  await record(shop, makeOrder({ codes: ["ADA10"] }));
  const before = await stateOf(database, shop);
  expect(await give(shop, GRACE)).toEqual({ isSaved: true });
  expect(await credit(shop)).toEqual({ to: GRACE, because: "hand", otherwise: ADA });
  expect(await figures(shop)).toEqual([[GRACE, 10_000]]);
  expect(await takeHandBack(database, shop, ID, LATER)).toEqual({ isSaved: true });
  expect(await stateOf(database, shop)).toEqual(before);
  expect(await takeHandBack(database, shop, ID, LATER)).toEqual({ isSaved: true });
  expect(await listHands(database, shop, ID)).toMatchObject([
    { creator: { id: GRACE, name: "Grace Hopper" }, reason: "She told me.", givenAt: NOW, endedAt: LATER },
  ]);
});

test("an order is taken from everybody, and given to another: all that was said stays in the log", async () => {
  const shop = await openShop();
  await record(shop, makeOrder({ codes: ["ADA10"] }));
  await give(shop, "nobody", "A wholesale order.");
  expect(await credit(shop)).toEqual({ to: null, because: "by-hand", otherwise: ADA });
  expect(await figures(shop)).toEqual([["nobody", 10_000]]);
  await give(shop, GRACE, "No: hers.", LATER);
  await give(shop, GRACE, "No: hers.", LATER);
  expect(await credit(shop)).toEqual({ to: GRACE, because: "hand", otherwise: ADA });
  expect((await listHands(database, shop, ID)).map(({ creator, endedAt }) => [creator?.id, endedAt])).toEqual(
    [
      [GRACE, null],
      [undefined, LATER],
    ],
  );
});

test("deciding anew, a newer snapshot, a refund and a pause leave the merchant's word as it is", async () => {
  const shop = await openShop();
  await record(shop, makeOrder({ codes: ["ADA10"] }));
  await give(shop, GRACE);
  await pauseCreator(database, shop, GRACE, true, at("2026-01-01"));
  await inShop(database, shop, (tx) => decideAnew(tx, shop, ID));
  await record(
    shop,
    makeOrder({
      codes: ["ADA10"],
      updatedAt: LATER,
      refunds: [makeRefund({ lines: [], adjustments: [{ kind: "other", amount: -4000 }] })],
    }),
  );
  expect(await credit(shop)).toMatchObject({ to: GRACE, because: "hand" });
  expect(await figures(shop)).toEqual([[GRACE, 6_000]]);
});

test("an order that counts no more is nobody's, whatever was said; one of a source the rules leave out can be given", async () => {
  const shop = await openShop();
  await record(shop, makeOrder({ sourceName: "shopify_draft_order" }));
  expect(await credit(shop)).toMatchObject({ to: null, because: "draft-order" });
  await give(shop, ADA);
  expect(await credit(shop)).toEqual({ to: ADA, because: "hand", otherwise: null });
  await record(shop, makeOrder({ sourceName: "shopify_draft_order", updatedAt: LATER, cancelledAt: LATER }));
  expect(await credit(shop)).toEqual({ to: null, because: "cancelled", otherwise: ADA });
});

test("a new customer's first order given by hand binds them", async () => {
  const shop = await openShop();
  await inShop(database, shop, (tx) =>
    savePolicy(tx, shop, { ...DEFAULT_POLICY, binding: "forever" }, { from: at("2026-01-01"), now: NOW }),
  );
  const buyer = makeBuyer({ customerId: customerId(7), emailHash: "7".repeat(64) });
  await record(shop, makeOrder({ buyer }));
  await record(shop, makeOrder({ id: orderId(1002), buyer, processedAt: at("2026-03-05") }));
  await inShop(database, shop, (tx) =>
    tx.query("UPDATE order_journey SET position = 1, read_at = $3 WHERE shop_id = $1 AND order_id = $2", [
      shop,
      ID,
      NOW,
    ]),
  );
  await give(shop, ADA);
  const later = (await rowsOf(database, "attribution", shop)).find(
    ({ order_id }) => order_id === orderId(1002),
  );
  expect(later).toMatchObject({ creator_id: ADA, because: "binding" });
});

test.each([
  ["", "Hers.", { creator: "missing" }],
  ["cr_nobody00000000000000", "Hers.", { creator: "unknown" }],
  ["Ada", "", { creator: "unknown", reason: "empty" }],
  [GRACE, " ", { reason: "empty" }],
  [GRACE, "x".repeat(501), { reason: "too-long" }],
])(
  "a form with the creator %j and the reason %j is refused, and nothing is written",
  async (creator, reason, because) => {
    const shop = await openShop();
    await record(shop, makeOrder());
    expect(await give(shop, creator, reason)).toEqual({ because });
    expect(await listHands(database, shop, ID)).toEqual([]);
  },
);

test("an order that is not there is nobody's to give", async () => {
  const shop = await openShop();
  expect(await give(shop, ADA)).toBeNull();
  expect(await takeHandBack(database, shop, ID, NOW)).toBeNull();
});

test("two who say different things at once leave one word standing, and the order is credited by it", async () => {
  const shop = await openShop();
  await record(shop, makeOrder({ codes: ["ADA10"] }));
  await Promise.all([give(shop, GRACE), give(shop, ADA), give(shop, "nobody")]);
  const [stands, ...others] = (await listHands(database, shop, ID)).filter(({ endedAt }) => endedAt === null);
  expect(others).toEqual([]);
  expect((await credit(shop))?.to).toBe(stands?.creator?.id ?? null);
});

test("the reason is forgotten with the buyer, the credit is not", async () => {
  const shop = await openShop();
  const buyer = makeBuyer({ customerId: customerId(7), emailHash: "7".repeat(64) });
  await record(shop, makeOrder({ buyer }));
  await give(shop, GRACE, "Bella Swan asked for her.");
  const redact = { customerId: customerId(7), emailHash: null, orderIds: [], email: null, phone: null };
  const domain = `hands-${number}.myshopify.com`;
  await inSystem(database, (tx) => forgetCustomer(tx, { id: shop, domain }, redact, "1", NOW));
  expect(await listHands(database, shop, ID)).toMatchObject([{ creator: { id: GRACE }, reason: "" }]);
  expect(await credit(shop)).toMatchObject({ to: GRACE, because: "hand" });
});
