import { expect, test } from "vitest";
import { findCreatorPage } from "#app/attribution/creator-page.server.ts";
import { OPENING } from "#app/attribution/creators-query.ts";
import { listCreators } from "#app/attribution/creators-table.server.ts";
import { totalFigures } from "#app/attribution/credited.server.ts";
import {
  findPulse,
  formatCursor,
  listExplainedOrders,
  parseCursor,
} from "#app/attribution/explained.server.ts";
import { inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import {
  ADA,
  at,
  creatorId,
  customerId,
  GRACE,
  makeBuyer,
  makeLine,
  makeOrder,
  orderId,
} from "#test/support/make.ts";

const database = await freshDb(6);
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
for (const { id } of [shop, other]) {
  await seedCreator(database, id, ADA, "ADA10");
  await seedCreator(database, id, GRACE, "50%OFF_NOW", { name: "Grace Hopper" });
}
const record = (id: typeof shop.id, order: ReturnType<typeof makeOrder>) =>
  inShop(database, id, (tx) => recordOrder(tx, id, order, at("2026-03-01")));

// Ada: orders 1 to 30 on one day, three customers; Grace: one order; nobody: one; one awaits payment.
for (let number = 1; number <= 30; number++) {
  const buyer = makeBuyer({ customerId: customerId(number % 3), emailHash: null });
  await record(
    shop.id,
    makeOrder({
      id: orderId(number),
      name: `#${number}`,
      codes: ["ADA10"],
      buyer,
      processedAt: at("2026-03-01T12:00:00Z"),
    }),
  );
}
await record(
  shop.id,
  makeOrder({
    id: orderId(31),
    codes: ["50%off_now"],
    lines: [makeLine({ price: 500_000 })],
    processedAt: at("2026-03-02"),
  }),
);
await record(shop.id, makeOrder({ id: orderId(32), processedAt: at("2026-03-03") }));
await record(
  shop.id,
  makeOrder({ id: orderId(33), codes: ["ADA10"], financialStatus: "pending", processedAt: at("2026-03-04") }),
);
await record(other.id, makeOrder({ id: orderId(1), codes: ["ADA10"] }));

const list = (more: Partial<Parameters<typeof listCreators>[2]> = {}) =>
  listCreators(database, shop, { ...OPENING, ...more });
const names = async (more: Parameters<typeof list>[0]) =>
  (await list(more)).creators.map((creator) => creator.name);

test("the creators' table shows what each is credited with in this shop", async () => {
  expect((await list()).creators).toMatchObject([
    {
      id: GRACE,
      orders: 1,
      customers: 1,
      net: { minor: 500_000, currency: "USD" },
      codes: [{ code: "50%OFF_NOW", state: "creating" }],
    },
    { id: ADA, orders: 30, customers: 3, net: { minor: 300_000, currency: "USD" }, refunded: { minor: 0 } },
  ]);
});

test.each([
  ["name", false, ["Ada Lovelace", "Grace Hopper"]],
  ["orders", true, ["Ada Lovelace", "Grace Hopper"]],
  ["customers", false, ["Grace Hopper", "Ada Lovelace"]],
] as const)("it sorts by %s", async (sort, isDescending, expected) => {
  expect(await names({ sort, isDescending })).toEqual(expected);
});

test.each([
  ["ada lov", ["Ada Lovelace"]],
  ["ada1", ["Ada Lovelace"]],
  ["50%off", ["Grace Hopper"]],
  ["%", ["Grace Hopper"]],
  ["_", ["Grace Hopper"]],
  ["'; DROP TABLE creator; --", []],
])("searching for %s finds %j", async (search, expected) => {
  expect(await names({ search })).toEqual(expected);
});

test("fifty creators a page, the rest on the next", async () => {
  for (let number = 0; number < 51; number++)
    await seedCreator(database, other.id, creatorId(`p${number}x`), `PAGE${number}`, {
      name: `Page ${String(number).padStart(2, "0")}`,
    });
  const page = (number: number) =>
    listCreators(database, other, {
      ...OPENING,
      search: "page",
      sort: "name",
      isDescending: false,
      page: number,
    });
  expect(await page(1)).toMatchObject({ total: 51, pages: 2, creators: { length: 50 } });
  expect((await page(2)).creators.map((creator) => creator.name)).toEqual(["Page 50"]);
});

test("the totals are the creators' and nobody's, and leave uncounted orders out", async () => {
  expect(await totalFigures(database, shop)).toEqual({
    credited: {
      orders: 31,
      net: { minor: 800_000, currency: "USD" },
      refunded: { minor: 0, currency: "USD" },
    },
    uncredited: {
      orders: 1,
      net: { minor: 10_000, currency: "USD" },
      refunded: { minor: 0, currency: "USD" },
    },
    ordersInOtherCurrencies: 0,
    creators: 2,
  });
  expect(await totalFigures(database, { ...shop, currency: "EUR" })).toMatchObject({
    credited: { orders: 0, net: { minor: 0, currency: "EUR" } },
    ordersInOtherCurrencies: 32,
  });
});

test("a creator's page is found in its own shop only", async () => {
  expect(await findCreatorPage(database, shop, ADA)).toMatchObject({
    name: "Ada Lovelace",
    orders: 30,
    pausedSince: null,
    codes: [{ code: "ADA10", value: { kind: "percent", basisPoints: 1000 } }],
  });
  expect(await findCreatorPage(database, shop, creatorId("p1x"))).toBeNull();
});

test("paging through orders shows each once, newest first, forwards and back, also within one instant", async () => {
  const seen: string[] = [];
  let page = await listExplainedOrders(database, shop, { limit: 7 });
  expect(page.newer).toBeNull();
  for (;;) {
    seen.push(...page.orders.map((order) => order.id));
    if (!page.older) break;
    const next = await listExplainedOrders(database, shop, { limit: 7, older: page.older });
    const back = await listExplainedOrders(database, shop, { limit: 7, newer: next.newer });
    expect(back.orders.map((order) => order.id)).toEqual(page.orders.map((order) => order.id));
    page = next;
  }
  expect(seen).toHaveLength(33);
  expect(new Set(seen).size).toBe(33);
  expect(seen.slice(0, 3)).toEqual([orderId(33), orderId(32), orderId(31)]);
});

test("the first page reached from behind has nothing newer", async () => {
  const first = await listExplainedOrders(database, shop, { limit: 7 });
  const second = await listExplainedOrders(database, shop, { limit: 7, older: first.older });
  expect((await listExplainedOrders(database, shop, { limit: 7, newer: second.newer })).newer).toBeNull();
});

test("an order comes with its decision and the names it speaks of", async () => {
  const { orders } = await listExplainedOrders(database, shop, { limit: 3 });
  expect(orders).toMatchObject([
    {
      isCounted: false,
      attribution: { to: null, because: "awaiting-payment", otherwise: ADA },
      names: { [ADA]: "Ada Lovelace" },
    },
    { isCounted: true, attribution: { to: null, because: "no-touch" }, names: {} },
    { isCounted: true, attribution: { to: GRACE, because: "code" }, names: { [GRACE]: "Grace Hopper" } },
  ]);
  const graces = await listExplainedOrders(database, shop, { creatorId: GRACE, limit: 5 });
  expect(graces.orders.map((order) => order.id)).toEqual([orderId(31)]);
});

test("the pulse changes with an order, stays with other shops' orders, and misses no change that is committed late", async () => {
  const first = await findPulse(database, shop);
  await record(other.id, makeOrder({ id: orderId(2) }));
  expect(await findPulse(database, shop)).toBe(first);
  const late = Promise.withResolvers<void>();
  const held = inShop(database, shop.id, async (tx) => {
    await recordOrder(tx, shop.id, makeOrder({ id: orderId(34) }), at("2026-03-01"));
    await late.promise;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  // Another buyer and another creator's figures: nothing that the held transaction holds.
  const buyer = makeBuyer({ customerId: customerId(77), emailHash: null });
  await record(shop.id, makeOrder({ id: orderId(35), codes: ["ADA10"], buyer }));
  const second = await findPulse(database, shop);
  expect(second).not.toBe(first);
  late.resolve();
  await held;
  expect(await findPulse(database, shop)).not.toBe(second);
});

test("a cursor survives the address bar; nonsense is no cursor", () => {
  const cursor = { instant: at("2026-03-01T12:00:00.123Z"), id: orderId("820982911946154508") };
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
  for (const text of [null, "", "1", "99999999999999.1", "x.1", "1.-1", "1.1'--"])
    expect(parseCursor(text)).toBeNull();
});
