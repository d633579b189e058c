import fc from "fast-check";
import { expect, test } from "vitest";
import { inShop, inSystem } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { recordMerge } from "#app/flows/record-merge.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { cameBy } from "#app/orders/came.ts";
import { isForgottenOrder } from "#app/orders/forgotten.server.ts";
import { saveJourneys } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
import { ADA, at, customerId, GRACE, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { codeDaysOf, recomputedCodeDays } from "#test/support/state.ts";

const database = await freshDb(8);
const openShop = shopsWithClicks(database);
const ZONE = "America/New_York";
const COUPONS = "https://best-coupons.example/x";
const NOW = at("2026-09-01");

async function shopInNewYork() {
  const shop = await openShop([]);
  await database.owner.query("UPDATE shop SET time_zone = $2 WHERE id = $1", [shop.id, ZONE]);
  return shop;
}
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
const usesOf = async (shop: ShopId) =>
  (await rowsOf(database, "code_use", shop)).toSorted((a, b) =>
    String(a.order_id) < String(b.order_id) ? -1 : 1,
  );
const buyer = (number: number) =>
  makeBuyer({ customerId: customerId(number), emailHash: `${number}`.padStart(64, "e"), mailboxHashes: [] });

test("what a code is used is counted on the shop's own day, and each use says how its buyer came", async () => {
  const { id: shop } = await shopInNewYork();
  const late = at("2026-03-02T03:30:00Z");
  const orders: Parameters<typeof makeOrder>[0][] = [
    { codes: ["ADA10"], landingSite: "/?ref=ada", country: "US" },
    { codes: ["ada10"], landingSite: "/", referringSite: COUPONS, country: "FR" },
    { codes: ["ADA10", "GRACE5"], landingSite: "/?ref=grace" },
    { codes: ["ADA10"], cancelledAt: at("2026-03-03") },
    { codes: ["ADA10"], isTest: true },
    { codes: ["ADA10"], buyer: buyer(900) },
    { codes: ["SHOP-SUMMER"] },
  ];
  for (const [index, fields] of orders.entries())
    await record(
      shop,
      makeOrder({
        id: orderId(index + 1),
        processedAt: late,
        createdAt: late,
        buyer: buyer(index + 1),
        ...fields,
      }),
    );
  const day = "2026-03-01";
  expect(await codeDaysOf(database, shop)).toEqual([
    { creator_id: ADA, key: "ada10", day, uses: 3, untouched: 2, coupons: 1, repeats: 0 },
    { creator_id: GRACE, key: "grace5", day, uses: 1, untouched: 0, coupons: 0, repeats: 0 },
  ]);
  expect((await usesOf(shop)).map(({ referrer, country }) => [referrer, country])).toEqual([
    [null, "US"],
    ["best-coupons.example", "FR"],
    [null, null],
    [null, null],
  ]);
  expect(await recomputedCodeDays(database, shop, ZONE)).toEqual(await codeDaysOf(database, shop));
});

test("an earlier use that comes late makes the later one a repeat, and a merge makes two buyers one", async () => {
  const { id: shop } = await shopInNewYork();
  const use = (n: number, who: number) =>
    makeOrder({
      ...{ id: orderId(n), buyer: buyer(who), codes: ["ADA10"] },
      ...{ processedAt: at(`2026-03-0${n}T12:00:00Z`), createdAt: at(`2026-03-0${n}T12:00:00Z`) },
    });
  const repeats = async () =>
    (await codeDaysOf(database, shop)).map((row) => (row as { repeats: number }).repeats);
  await record(shop, use(3, 1));
  expect(await repeats()).toEqual([0]);
  await record(shop, use(2, 1));
  expect(await repeats()).toEqual([0, 1]);
  await record(shop, use(1, 2));
  expect(await repeats()).toEqual([0, 0, 1]);
  await inShop(database, shop, (tx) =>
    recordMerge(tx, shop, { keptId: customerId(1), deletedId: customerId(2) }, NOW),
  );
  expect(await repeats()).toEqual([0, 1, 1]);
});

test("of a forgotten buyer's use it stays how they came, and not from where", async () => {
  const { id: shop, domain } = await shopInNewYork();
  await record(
    shop,
    makeOrder({ codes: ["ADA10"], landingSite: "/", referringSite: COUPONS, country: "FR", buyer: buyer(7) }),
  );
  const before = await codeDaysOf(database, shop);
  const redact = { customerId: customerId(7), emailHash: null, orderIds: [], email: null, phone: null };
  await inSystem(database, (tx) => forgetCustomer(tx, { id: shop, domain }, redact, "1", NOW));
  expect(await codeDaysOf(database, shop)).toEqual(before);
  const [stripped] = await usesOf(shop);
  expect(stripped).toMatchObject({ is_coupon: true, is_touched: false, referrer: null, country: null });
  expect(String(stripped?.customer_id)).toMatch(/^redacted:/);
  expect((await rowsOf(database, "orders", shop))[0]?.country).toBeNull();
  await inShop(database, shop, (tx) => decideAnew(tx, shop, orderId(1001)));
  // The same order told again, with all it says.
  await record(
    shop,
    makeOrder({ codes: ["ADA10"], referringSite: COUPONS, country: "FR", buyer: buyer(7), updatedAt: NOW }),
  );
  expect(await codeDaysOf(database, shop)).toEqual(before);
  expect((await usesOf(shop))[0]).toMatchObject({ is_coupon: true, referrer: null, country: null });
  expect((await rowsOf(database, "orders", shop))[0]?.country).toBeNull();
});

const n = fc.integer({ min: 1, max: 4 });
const someone = fc.integer({ min: 1, max: 3 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{
        what: fc.constant("order" as const),
        n,
        who: fc.option(someone),
        second: fc.integer({ min: 1, max: 50 }),
      },
      codes: fc.subarray(["ADA10", "GRACE5", "SHOP"]),
      cancelled: fc.boolean(),
      paid: fc.boolean(),
      coupons: fc.boolean(),
      ref: fc.constantFrom("/?ref=ada", "/?ref=grace", "/", null),
    }),
  },
  fc.record({
    what: fc.constant("journey" as const),
    n,
    ref: fc.constantFrom("ada", "grace"),
    coupons: fc.boolean(),
  }),
  fc.record({ what: fc.constant("merge" as const), kept: someone, gone: someone }),
  fc.record({ what: fc.constant("hold" as const), until: fc.constantFrom(null, "2026-02-15") }),
  fc.record({ what: fc.constant("forget" as const), who: someone }),
);

test("whatever happens in whatever sequence, a code's days are what its orders say", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id: shop, domain } = await shopInNewYork();
      for (const [index, each] of steps.entries()) {
        if (each.what === "order") {
          const instant = at(`2026-0${each.n}-01T02:00:00Z`);
          const order = makeOrder({
            ...{ id: orderId(each.n), processedAt: instant, createdAt: instant, codes: each.codes },
            updatedAt: new Date(Number(at("2026-06-01")) + each.second * 1000),
            buyer: each.who === null ? makeBuyer({ customerId: null, emailHash: null }) : buyer(each.who),
            cancelledAt: each.cancelled ? at("2026-06-02") : null,
            financialStatus: each.paid ? "paid" : "pending",
            ...{ landingSite: each.ref, referringSite: each.coupons ? COUPONS : null, country: "US" },
          });
          await record(shop, order);
        } else if (each.what === "journey")
          await inShop(database, shop, async (tx) => {
            const id = orderId(each.n);
            if (await isForgottenOrder(tx, shop, id)) return;
            const visits = [{ at: at(`2026-0${each.n}-01T01:00:00Z`), ref: each.ref }];
            const came = cameBy("/", each.coupons ? COUPONS : null);
            await saveJourneys(tx, shop, new Map([[id, { visits, came, position: 1, orders: 1 }]]), NOW);
            await decideAnew(tx, shop, id);
          });
        else if (each.what === "merge" && each.kept !== each.gone)
          await inShop(database, shop, (tx) =>
            recordMerge(tx, shop, { keptId: customerId(each.kept), deletedId: customerId(each.gone) }, NOW),
          );
        else if (each.what === "hold") {
          await database.owner.query("UPDATE code SET held_to = $2 WHERE shop_id = $1 AND key = 'ada10'", [
            ...[shop, each.until],
          ]);
          for (const number of [1, 2, 3, 4])
            await inShop(database, shop, (tx) => decideAnew(tx, shop, orderId(number)));
        } else if (each.what === "forget") {
          const who = {
            customerId: customerId(each.who),
            emailHash: null,
            orderIds: [],
            email: null,
            phone: null,
          };
          await inSystem(database, (tx) => forgetCustomer(tx, { id: shop, domain }, who, `${index}`, NOW));
        }
        expect(await codeDaysOf(database, shop)).toEqual(await recomputedCodeDays(database, shop, ZONE));
      }
    }),
    { numRuns: 40 },
  );
}, 180_000);
