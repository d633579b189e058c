import fc from "fast-check";
import { expect, test } from "vitest";
import { inShop, inSystem } from "#app/db.server.ts";
import { creditByHand } from "#app/flows/credit-by-hand.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { askCohorts, rebuildCohorts } from "#app/flows/rebuild-cohorts.server.ts";
import { recordMerge } from "#app/flows/record-merge.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { findCohortRun } from "#app/ltv/cohort-runs.server.ts";
import type { Order } from "#app/orders/order.ts";
import { cohortsOf, recomputedCohorts } from "#test/support/cohorts.ts";
import { freshDb } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
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

const database = await freshDb(8);
const openShop = shopsWithClicks(database);
const ZONE = "America/New_York";
const NOW = at("2027-09-01");

async function shopInNewYork() {
  const shop = await openShop([]);
  await database.owner.query("UPDATE shop SET time_zone = $2 WHERE id = $1", [shop.id, ZONE]);
  return shop;
}
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
const buyer = (number: number) =>
  makeBuyer({ customerId: customerId(number), emailHash: `${number}`.padStart(64, "e"), mailboxHashes: [] });
const sold = (n: number, instant: string, fields: Parameters<typeof makeOrder>[0] = {}) =>
  makeOrder({ id: orderId(n), processedAt: at(instant), createdAt: at(instant), buyer: buyer(1), ...fields });
const only = async (shop: ShopId) => {
  const { customers, months } = await cohortsOf(database, shop);
  expect({ customers, months }).toEqual(await recomputedCohorts(database, shop));
  expect(customers).toHaveLength(1);
  return { customer: customers[0] ?? {}, months };
};
const MARCH = 2026 * 12 + 2;

test("a customer is of the month, the code, the product and the country of their first counted order", async () => {
  const { id: shop } = await shopInNewYork();
  const lines = [
    makeLine({
      id: lineId(1),
      title: "Tote",
      price: 1000,
      discount: 100,
      productId: "gid://shopify/Product/1",
    }),
    makeLine({ id: lineId(2), title: "Kit", price: 3000, discount: 0, productId: "gid://shopify/Product/2" }),
    makeLine({ id: lineId(3), title: "Gift card", price: 9000, discount: 50, isGiftCard: true }),
  ];
  // By New York's clock it is still March.
  await record(shop, sold(1, "2026-04-01T03:30:00Z", { lines, codes: ["ADA10"], country: "DK" }));
  await record(shop, sold(2, "2026-05-20T12:00:00Z", { codes: ["GRACE5"], country: "US" }));
  const { customer, months } = await only(shop);
  expect(customer).toMatchObject({
    ...{ month: MARCH, creator_id: ADA, code_key: "ada10", link_id: null, channel: "creator", country: "DK" },
    ...{ product_title: "Kit", orders: 2, second_month: MARCH + 2, second_at: at("2026-05-20T12:00:00Z") },
  });
  expect(months[0]).toMatchObject({
    month: MARCH,
    orders: 1,
    gross: "4000",
    discount: "100",
    refund: "0",
    net: "3900",
  });
});

test("value within N days counts the first instant and leaves out the N-th day's end, summer time or not", async () => {
  const { id: shop } = await shopInNewYork();
  const first = at("2026-03-01T12:00:00Z");
  const day = 86_400_000;
  const price = (cents: number) => ({ lines: [makeLine({ id: lineId(1), price: cents })] });
  await record(shop, sold(1, "2026-03-01T12:00:00Z", price(1)));
  for (const [index, days] of [30, 60, 90, 180, 365].entries()) {
    const end = Number(first) + days * day;
    await record(shop, sold(10 + index, new Date(end - 1).toISOString(), price(10 ** (index + 1))));
    await record(shop, sold(20 + index, new Date(end).toISOString(), price(2 * 10 ** (index + 1))));
  }
  expect((await only(shop)).customer).toMatchObject({
    ...{ v30: "11", v60: "131", v90: "1331", v180: "13331", v365: "133331", net: "333331" },
  });
});

test("a refund months later lowers the month of its order, and never takes the customer out of it", async () => {
  const { id: shop } = await shopInNewYork();
  const lines = [makeLine({ id: lineId(1), price: 5000 })];
  await record(shop, sold(1, "2026-03-05T12:00:00Z", { lines }));
  await record(shop, sold(2, "2026-06-05T12:00:00Z"));
  const refunds = [makeRefund({ createdAt: at("2026-08-01"), lines: [{ lineId: lineId(1), quantity: 1 }] })];
  await record(shop, sold(1, "2026-03-05T12:00:00Z", { lines, refunds, updatedAt: at("2026-08-01") }));
  const { customer, months } = await only(shop);
  expect(customer).toMatchObject({ month: MARCH, order_id: orderId(1), v30: "0" });
  expect(months[0]).toMatchObject({ month: MARCH, orders: 1, gross: "5000", refund: "5000", net: "0" });
});

test("orders in another currency than the first stand in no cell", async () => {
  const { id: shop } = await shopInNewYork();
  await record(shop, sold(1, "2026-03-05T12:00:00Z"));
  await record(shop, sold(2, "2026-03-06T12:00:00Z", { currency: "EUR" }));
  expect((await only(shop)).months).toMatchObject([{ orders: 1 }]);
});

test("when the shop's clock changes, months are told anew, and what was cut off goes on", async () => {
  const { id: shop } = await shopInNewYork();
  for (let n = 1; n <= 5; n++) await record(shop, sold(n, "2026-04-01T03:30:00Z", { buyer: buyer(n) }));
  await database.owner.query("UPDATE shop SET time_zone = 'Asia/Tokyo' WHERE id = $1", [shop]);
  await database.owner.query("UPDATE acquisition SET month = NULL, v30 = 7 WHERE shop_id = $1", [shop]);
  await database.owner.query(
    "INSERT INTO customer_month (shop_id, customer_id, month, opens_quarter, orders, gross, discount, refund, net) VALUES ($1, 'gone', 1, true, 1, 1, 0, 0, 1)",
    [shop],
  );
  const id = await inShop(database, shop, (tx) => askCohorts(tx, shop, "time-zone", NOW));
  expect(await findCohortRun(database, shop, NOW)).toMatchObject({ total: 6, done: 0, finishedAt: null });
  expect(await rebuildCohorts(database, shop, id, () => NOW)).toEqual({ state: "done" });
  expect(await cohortsOf(database, shop)).toEqual(await recomputedCohorts(database, shop));
  expect((await cohortsOf(database, shop)).months.map(({ month }) => month)).toEqual(
    Array(5).fill(MARCH + 1),
  );
  expect(await findCohortRun(database, shop, at("2020-01-01"))).toMatchObject({
    total: 6,
    done: 6,
    finishedAt: NOW,
  });
});

const n = fc.integer({ min: 1, max: 6 });
const someone = fc.integer({ min: 1, max: 3 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("order" as const),
      ...{ n, who: fc.option(someone), second: fc.integer({ min: 1, max: 50 }) },
      codes: fc.subarray(["ADA10", "GRACE5"]),
      ...{ cancelled: fc.boolean(), paid: fc.boolean(), refunded: fc.integer({ min: 0, max: 2 }) },
      currency: fc.constantFrom("USD", "USD", "USD", "EUR"),
      country: fc.constantFrom("US", "DK", null),
      discount: fc.constantFrom(0, 150),
    }),
  },
  fc.record({ what: fc.constant("hand" as const), n, to: fc.constantFrom(ADA, GRACE, null) }),
  fc.record({ what: fc.constant("merge" as const), kept: someone, gone: someone }),
  fc.record({ what: fc.constant("hold" as const), until: fc.constantFrom(null, "2026-02-15") }),
  fc.record({ what: fc.constant("forget" as const), who: someone }),
);

test("whatever happens in whatever sequence, what is kept of customers is what their orders say", async () => {
  let refunds = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id: shop, domain } = await shopInNewYork();
      for (const [index, each] of steps.entries()) {
        if (each.what === "order") {
          const line = makeLine({
            id: lineId(1),
            quantity: 2,
            currentQuantity: 2,
            price: 900,
            discount: each.discount,
          });
          const refund = makeRefund({
            lines: [{ lineId: lineId(1), quantity: each.refunded }],
            createdAt: at("2026-09-01"),
          });
          refunds += each.refunded;
          await record(
            shop,
            sold(each.n, `2026-0${each.n}-01T02:00:00Z`, {
              ...{ codes: each.codes, currency: each.currency, country: each.country, lines: [line] },
              updatedAt: new Date(Number(at("2026-10-01")) + each.second * 1000),
              buyer: each.who === null ? makeBuyer({ customerId: null, emailHash: null }) : buyer(each.who),
              cancelledAt: each.cancelled ? at("2026-09-02") : null,
              financialStatus: each.paid ? "paid" : "pending",
              refunds: each.refunded > 0 ? [refund] : [],
            }),
          );
        } else if (each.what === "hand")
          await creditByHand(
            database,
            shop,
            orderId(each.n),
            { creator: each.to ?? "nobody", reason: "Hers." },
            NOW,
          );
        else if (each.what === "merge" && each.kept !== each.gone)
          await inShop(database, shop, (tx) =>
            recordMerge(tx, shop, { keptId: customerId(each.kept), deletedId: customerId(each.gone) }, NOW),
          );
        else if (each.what === "hold") {
          await database.owner.query("UPDATE code SET held_to = $2 WHERE shop_id = $1 AND key = 'ada10'", [
            ...[shop, each.until],
          ]);
          for (const number of [1, 2, 3, 4, 5, 6])
            await inShop(database, shop, (tx) => decideAnew(tx, shop, orderId(number)));
        } else if (each.what === "forget") {
          const ids = { customerId: customerId(each.who), emailHash: null, orderIds: [] };
          const who = { ...ids, email: null, phone: null };
          await inSystem(database, (tx) => forgetCustomer(tx, { id: shop, domain }, who, `${index}`, NOW));
        }
        expect(await cohortsOf(database, shop)).toEqual(await recomputedCohorts(database, shop));
      }
      const before = await cohortsOf(database, shop);
      const run = await inShop(database, shop, (tx) => askCohorts(tx, shop, "asked", NOW));
      await rebuildCohorts(database, shop, run, () => NOW);
      expect(await cohortsOf(database, shop)).toEqual(before);
    }),
    { numRuns: 40 },
  );
  expect(refunds).toBeGreaterThan(0);
}, 180_000);
