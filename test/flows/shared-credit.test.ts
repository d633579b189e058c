import { expect, test } from "vitest";
import { totalFigures } from "#app/attribution/credited.server.ts";
import { listExplainedOrders } from "#app/attribution/explained.server.ts";
import { holdRules, readRules, savePolicy } from "#app/attribution/policies.server.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import { inShop, inSystem } from "#app/db.server.ts";
import { askDecisions, decideSince } from "#app/flows/decide-since.server.ts";
import { pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { changePolicy } from "#app/flows/save-policy.server.ts";
import type { CreatorId, DecisionRunId, ShopId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  linkId,
  makeBuyer,
  makeLine,
  makeOrder,
  makeRefund,
  orderId,
} from "#test/support/make.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(8);
const shopWithClicks = shopsWithClicks(database);
const NOW = at("2026-03-02");
const CLICKS = [
  ["vi_a", "ada", "2026-02-10T12:00:00Z"],
  ["vi_g", "grace", "2026-02-20T12:00:00Z"],
  ["vi_b", "ada", "2026-02-25T12:00:00Z"],
] as const;
const VISITS = ["vi_a", "vi_g", "vi_b"];
/** Placed on 1 March 2026 at 12:00, $100.01, clicked by way of Ada, Grace and Ada again. */
const shared = (fields: Partial<Order> = {}) =>
  makeOrder({ visits: VISITS, lines: [makeLine({ price: 10_001 })], ...fields });

async function shopRuledBy(policy: Partial<Policy>, from = "2026-01-01") {
  const { id } = await shopWithClicks(CLICKS);
  await rule(id, policy, from);
  return id;
}
const rule = (shop: ShopId, policy: Partial<Policy>, from: string) =>
  inShop(database, shop, (tx) =>
    savePolicy(tx, shop, { ...DEFAULT_POLICY, ...policy }, { from: at(from), now: NOW }),
  );
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
const parts = async (shop: ShopId) =>
  (await rowsOf(database, "credit_share", shop)).map((row) => [
    ...[row.creator_id, row.link_id, row.share, row.net, row.refunded],
  ]);
const credit = async (shop: ShopId) => (await rowsOf(database, "attribution", shop))[0]?.creator_id;
/** What the worker does once the rules changed. */
async function decideFrom(shop: ShopId, since: Date) {
  await inShop(database, shop, (tx) => askDecisions(tx, shop, "policy", since, NOW));
  for (const { id } of await rowsOf(database, "decision_run", shop))
    expect(await decideSince(database, shop, id as DecisionRunId, () => NOW)).toEqual({ state: "done" });
}
const sums = (shop: ShopId) => figuresOf(database, shop);

test("clicks that share an order split it to the cent; its parts, figures and links add up to it", async () => {
  const shop = await shopRuledBy({ model: "linear" });
  await record(shop, shared());
  expect(await parts(shop)).toEqual([
    [ADA, linkId("ada"), 666_667, "6667", "0"],
    [GRACE, linkId("grace"), 333_333, "3334", "0"],
  ]);
  expect(await sums(shop)).toEqual(await recomputedFigures(database, shop));
  expect(await rowsOf(database, "link_figures", shop)).toMatchObject([
    { link_id: linkId("ada"), orders: 1, net: "6667" },
    { link_id: linkId("grace"), orders: 1, net: "3334" },
  ]);
  const totals = await totalFigures(database, { id: shop, currency: "USD" });
  expect(totals.credited).toMatchObject({ orders: 1, net: { minor: 10_001 } });
});

test("a refund comes out of every part, a full one to the last cent; told in any order it is the same", async () => {
  const line = makeLine({ price: 10_001, quantity: 3 });
  const order = shared({ lines: [line] });
  const refund = makeRefund({ lines: [{ lineId: line.id, quantity: 1 }] });
  const refunded = { ...order, refunds: [refund], updatedAt: at("2026-03-03") };
  const whole = makeRefund({ lines: [{ lineId: line.id, quantity: 3 }] });
  const [one, other] = [await shopRuledBy({ model: "linear" }), await shopRuledBy({ model: "linear" })];
  for (const told of [order, refunded]) await record(one, told);
  for (const told of [refunded, order, refunded]) await record(other, told);
  expect(await stateOf(database, other)).toEqual(await stateOf(database, one));
  const net = async (shop: ShopId) => (await parts(shop)).reduce((all, part) => all + Number(part[3]), 0);
  expect(await net(one)).toBe(20_002);
  expect(await sums(one)).toEqual(await recomputedFigures(database, one));
  const third = await shopRuledBy({ model: "linear" });
  await record(third, { ...order, refunds: [whole], updatedAt: at("2026-03-03") });
  expect((await parts(third)).map((part) => part[3])).toEqual(["0", "0"]);
});

test("an order goes from shared to whole and back as a creator is paused and resumed, and leaves nothing behind", async () => {
  const shop = await shopRuledBy({ model: "linear" });
  await record(shop, shared());
  const before = await stateOf(database, shop);
  await pauseCreator(database, shop, GRACE, true, at("2026-02-28"));
  await reattribute(database, shop, GRACE);
  // Both of Ada's clicks remain, and lead to her alone.
  expect(await parts(shop)).toEqual([]);
  expect(await sums(shop)).toMatchObject([{ credited: ADA, orders: 1, share: "1000000", net: "10001" }]);
  await inShop(database, shop, (tx) => tx.query("DELETE FROM creator_pause WHERE shop_id = $1", [shop]));
  await reattribute(database, shop, GRACE);
  expect(await stateOf(database, shop)).toEqual(before);
});

test("a shared order stands on each creator's page with their own part, once, in its place", async () => {
  const shop = await shopRuledBy({ model: "linear" });
  for (const [number, day] of [1, 2, 3, 4].entries())
    await record(shop, shared({ id: orderId(number + 1), processedAt: at(`2026-03-0${day}`) }));
  await record(
    shop,
    makeOrder({ id: orderId(9), codes: ["GRACE5"], processedAt: at("2026-03-02T12:00:00Z") }),
  );
  const page = async (creatorId: CreatorId, more = {}) => {
    const { orders, older } = await listExplainedOrders(
      database,
      { id: shop },
      { creatorId, limit: 3, ...more },
    );
    return { shown: orders.map(({ id, part }) => [id.split("/").at(-1), part?.net.minor]), older };
  };
  const first = await page(GRACE);
  expect(first.shown).toEqual([
    ["4", 3334],
    ["3", 3334],
    ["9", undefined],
  ]);
  expect((await page(GRACE, { older: first.older })).shown).toEqual([
    ["2", 3334],
    ["1", 3334],
  ]);
  expect((await page(ADA)).shown).toEqual([
    ["4", 6667],
    ["3", 6667],
    ["2", 6667],
  ]);
});

test("a forgotten customer's shared orders keep every sum, and are decided the same again", async () => {
  const shop = await shopWithClicks(CLICKS);
  await rule(shop.id, { model: "linear" }, "2026-01-01");
  await record(shop.id, shared({ buyer: makeBuyer({ customerId: customerId(77) }) }));
  const before = [await sums(shop.id), await parts(shop.id)];
  const redact = { customerId: customerId(77), emailHash: null, email: null, phone: null, orderIds: [] };
  await inSystem(database, (tx) => forgetCustomer(tx, shop, redact, "1", NOW));
  expect([await sums(shop.id), await parts(shop.id)]).toEqual(before);
  await reattribute(database, shop.id, GRACE);
  expect([await sums(shop.id), await parts(shop.id)]).toEqual(before);
});

test("each order is decided by the policy of its own instant, however late it is told", async () => {
  const shop = await shopRuledBy({ model: "first" }, "2026-02-28");
  await rule(shop, { windowDays: 1 }, "2026-03-01T12:00:00.001Z");
  await record(shop, shared());
  expect(await credit(shop)).toBe(ADA);
  await rule(shop, { windowDays: 1 }, "2026-03-01T12:00:00.000Z");
  await decideFrom(shop, at("2026-03-01T12:00:00.000Z"));
  expect(await credit(shop)).toBeNull();
});

const UNBOUND = {
  programDays: "",
  binding: "off",
  bindingCount: "",
  bindingKeeps: "first",
  refusedSources: "",
  sameBy: "customer,email",
};

test("a form that changes the rules makes a version from now on; orders placed meanwhile are decided by it", async () => {
  const { id: shop } = await shopWithClicks(CLICKS);
  const fields = { first: "code", windowDays: "3", model: "last", severalCodes: "first", ...UNBOUND };
  expect(await changePolicy(database, shop, { ...fields, windowDays: "0" }, NOW)).toEqual({
    because: { windowDays: "out-of-range" },
  });
  expect((await readRules(database, shop)).versions).toEqual([]);
  await record(shop, shared({ processedAt: at("2026-03-01T13:00:00Z") }));
  expect(await credit(shop)).toBe(ADA);
  const from = at("2026-03-01T13:00:00Z");
  expect(await changePolicy(database, shop, fields, from)).toEqual({ from });
  const [job] = (await rowsOf(database, "outbox")).filter(
    (row) => row.shop_id === shop && row.kind === "decide-since",
  );
  expect(job).toBeDefined();
  await decideFrom(shop, from);
  expect(await credit(shop)).toBeNull();
});

test("an order that is being decided and a policy that is being saved never pass each other", async () => {
  const { id: shop } = await shopWithClicks(CLICKS);
  const fields = { first: "code", windowDays: "1", model: "last", severalCodes: "first", ...UNBOUND };
  for (let round = 1; round <= 10; round++) {
    const from = at("2026-03-01T12:00:00Z");
    const days = { ...fields, windowDays: round % 2 === 0 ? "30" : "1" };
    const order = shared({ id: orderId(3000 + round) });
    await Promise.all([record(shop, order), changePolicy(database, shop, days, from)]);
    await decideFrom(shop, from);
    const row = (await rowsOf(database, "attribution", shop)).find((each) => each.order_id === order.id);
    expect(row?.creator_id).toBe(round % 2 === 0 ? ADA : null);
  }
});

test("a policy that is being saved waits for an order that is being decided", async () => {
  const { id: shop } = await shopWithClicks(CLICKS);
  const WAITING = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%policy_history%'`;
  let saved = 0;
  let saving: Promise<unknown> = Promise.resolve();
  await inShop(database, shop, (tx) => holdRules(tx, shop));
  await inShop(database, shop, async (tx) => {
    await holdRules(tx, shop);
    saving = inShop(database, shop, (other) =>
      savePolicy(other, shop, DEFAULT_POLICY, { from: at("2026-03-01"), now: at("2026-03-01") }),
    ).then(() => saved++);
    const isWaiting = async () => (await database.owner.query(WAITING)).rows[0].count === 1;
    await expect.poll(async () => saved === 1 || (await isWaiting())).toBe(true);
    expect(saved).toBe(0);
  });
  await saving;
  expect(saved).toBe(1);
});
