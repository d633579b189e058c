import { expect, test } from "vitest";
import { inShop, type Tx } from "#app/db.server.ts";
import { recordCustomer, recordOrder, recordRefund } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  makeAdjustment,
  makeBuyer,
  makeLine,
  makeOrder,
  makeRefund,
  orderId,
  refundId,
} from "#test/support/make.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(12);
let number = 0;

const openShop = () => shopOfAdaAndGrace(database, `shop-${++number}.myshopify.com`);
const NOW = at("2026-04-01");
const record = async (shopId: ShopId, work: (tx: Tx) => Promise<unknown>): Promise<void> => {
  await inShop(database, shopId, work);
};
const recorded = (shopId: ShopId, ...orders: Order[]) =>
  orders.reduce(
    (before, order) => before.then(() => record(shopId, (tx) => recordOrder(tx, shopId, order, NOW))),
    Promise.resolve(),
  );

test("an order with Ada's code, typed in other letters, is credited to Ada", async () => {
  const shop = await openShop();
  await recorded(
    shop,
    makeOrder({ codes: [{ code: " aDa10 ", discount: 1000 }], lines: [makeLine({ discount: 1000 })] }),
  );
  expect(await figuresOf(database, shop)).toEqual([
    { credited: ADA, currency: "USD", orders: 1, share: "1000000", customers: 1, net: "9000", refunded: "0" },
  ]);
});

test("an order told again and again counts once", async () => {
  const shop = await openShop();
  const order = makeOrder({ codes: ["ADA10"] });
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => recorded(shop, order)));
  expect(await figuresOf(database, shop)).toEqual([
    {
      credited: ADA,
      currency: "USD",
      orders: 1,
      share: "1000000",
      customers: 1,
      net: "10000",
      refunded: "0",
    },
  ]);
});

test("a late retry with an old payload changes nothing", async () => {
  const shop = await openShop();
  const old = makeOrder({ codes: ["ADA10"], financialStatus: "pending" });
  await recorded(shop, { ...old, financialStatus: "paid", updatedAt: at("2026-03-02T00:00:00Z") }, old);
  expect(await figuresOf(database, shop)).toMatchObject([{ credited: ADA, orders: 1 }]);
});

test("a partial refund takes its part out of the figures, a full one leaves the order counted at zero", async () => {
  const shop = await openShop();
  const order = makeOrder({ codes: ["ADA10"], lines: [makeLine({ quantity: 4 })] });
  await recorded(shop, order);
  const half = makeRefund({ lines: [{ lineId: makeLine().id, quantity: 2 }] });
  await record(shop, (tx) => recordRefund(tx, shop, order.id, half, NOW));
  expect(await figuresOf(database, shop)).toMatchObject([
    { orders: 1, customers: 1, net: "20000", refunded: "20000" },
  ]);
  await record(shop, (tx) =>
    recordRefund(tx, shop, order.id, makeRefund({ id: refundId(72), lines: half.lines }), NOW),
  );
  expect(await figuresOf(database, shop)).toMatchObject([
    { orders: 1, customers: 1, net: "0", refunded: "40000" },
  ]);
});

test("a refund that comes before its order waits for it", async () => {
  const shop = await openShop();
  const order = makeOrder({ codes: ["ADA10"] });
  await record(shop, (tx) =>
    recordRefund(tx, shop, order.id, makeRefund({ adjustments: [makeAdjustment({ amount: -2500 })] }), NOW),
  );
  expect(await figuresOf(database, shop)).toEqual([]);
  await recorded(shop, order);
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 1, net: "7500", refunded: "2500" }]);
});

test("cancelling takes an order, its customer and its money out again", async () => {
  const shop = await openShop();
  const order = makeOrder({ codes: ["ADA10"] });
  await recorded(shop, order, { ...order, cancelledAt: at("2026-03-03"), updatedAt: at("2026-03-03") });
  expect(await figuresOf(database, shop)).toEqual([]);
});

test("a creator who buys with their own code earns nothing, and the order counts for nobody", async () => {
  const shop = await openShop();
  await recorded(shop, makeOrder({ codes: ["ADA10"], buyer: makeBuyer({ customerId: customerId(900) }) }));
  expect(await figuresOf(database, shop)).toMatchObject([{ credited: "nobody", orders: 1 }]);
});

test("a creator who buys as a guest, with an e-mail we know as theirs, earns nothing, whichever we hear first", async () => {
  for (const isCustomerFirst of [true, false]) {
    const shop = await openShop();
    const bought = makeOrder({
      codes: ["ADA10"],
      buyer: makeBuyer({ customerId: null, emailHash: "private", mailboxHashes: [] }),
    });
    const told = { id: customerId(900), emailHash: "private", updatedAt: at("2026-02-01") };
    const events = [
      () => record(shop, (tx) => recordCustomer(tx, shop, told)),
      () => record(shop, (tx) => recordOrder(tx, shop, bought, NOW)),
    ];
    for (const event of isCustomerFirst ? events : events.toReversed()) await event();
    expect(await figuresOf(database, shop)).toMatchObject([{ credited: "nobody", orders: 1 }]);
  }
});

test("of two snapshots of one second the paid one stays, whichever comes first", async () => {
  for (let id = 1; id <= 6; id++) {
    const shop = await openShop();
    const paid = makeOrder({ id: orderId(id), codes: ["ADA10"] });
    const pending = { ...paid, financialStatus: "pending" as const };
    await recorded(shop, ...(id % 2 ? [paid, pending] : [pending, paid]));
    expect(await figuresOf(database, shop)).toMatchObject([{ credited: ADA, orders: 1 }]);
  }
});

test("two creators, one customer: a customer of each, and one order each", async () => {
  const shop = await openShop();
  await recorded(
    shop,
    makeOrder({ id: orderId(1), codes: ["ADA10"] }),
    makeOrder({ id: orderId(2), codes: ["GRACE5"] }),
    makeOrder({ id: orderId(3) }),
  );
  expect(await figuresOf(database, shop)).toMatchObject([
    { credited: ADA, orders: 1, customers: 1 },
    { credited: GRACE, orders: 1, customers: 1 },
    { credited: "nobody", orders: 1, customers: 1 },
  ]);
});

test("an order without customer and e-mail counts in revenue and in no customer", async () => {
  const shop = await openShop();
  await recorded(
    shop,
    makeOrder({
      codes: ["ADA10"],
      buyer: makeBuyer({ customerId: null, emailHash: null, mailboxHashes: [] }),
    }),
  );
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 1, customers: 0, net: "10000" }]);
});

const guest = (id: number, emailHash: string) =>
  makeOrder({
    id: orderId(id),
    codes: ["ADA10"],
    buyer: makeBuyer({ customerId: null, emailHash, mailboxHashes: [] }),
  });
const known = (id: number, customer: number, emailHash: string) =>
  makeOrder({
    id: orderId(id),
    codes: ["ADA10"],
    buyer: makeBuyer({ customerId: customerId(customer), emailHash, mailboxHashes: [] }),
  });

test.each([
  ["first", [known(1, 7, "h"), guest(2, "h"), guest(3, "h")]],
  ["between", [guest(2, "h"), known(1, 7, "h"), guest(3, "h")]],
  ["last", [guest(2, "h"), guest(3, "h"), known(1, 7, "h")]],
])("guests with a customer's e-mail are that customer, when the customer comes %s", async (_when, orders) => {
  const shop = await openShop();
  await recorded(shop, ...orders);
  const state = await stateOf(database, shop);
  expect(state.customers).toEqual([{ id: customerId(7) }]);
  expect(state.figures).toMatchObject([{ orders: 3, customers: 1 }]);
});

test("a guest becomes a customer when Shopify's customer turns up by itself", async () => {
  const shop = await openShop();
  await recorded(shop, guest(2, "h"));
  await record(shop, (tx) =>
    recordCustomer(tx, shop, { id: customerId(8), emailHash: "h", updatedAt: at("2026-03-05") }),
  );
  expect((await stateOf(database, shop)).customers).toEqual([{ id: customerId(8) }]);
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 1, customers: 1 }]);
});

test("forty orders of one guest and one customer at once: nobody is counted twice, nothing hangs", async () => {
  const shop = await openShop();
  const orders = Array.from({ length: 40 }, (_, index) =>
    index % 4 === 0 ? known(index + 1, 7, "h") : guest(index + 1, "h"),
  );
  await Promise.all(orders.map((order) => recorded(shop, order)));
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 40, customers: 1 }]);
  expect(await recomputedFigures(database, shop)).toEqual(await figuresOf(database, shop));
});

test("an order that turns out to be another customer's leaves nobody behind who never bought", async () => {
  const shop = await openShop();
  const first = { ...guest(1, "typo"), codes: [] };
  const corrected = { ...known(1, 7, "h"), codes: [], updatedAt: at("2026-03-09") };
  await recorded(shop, first, corrected);
  expect((await stateOf(database, shop)).customers).toEqual([{ id: customerId(7) }]);
  expect(await figuresOf(database, shop)).toMatchObject([{ orders: 1, customers: 1 }]);
});
