import fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeKey } from "#app/creators/code.ts";
import { inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { money } from "#app/kernel/money.ts";
import { type Month, monthAt, monthNumber } from "#app/kernel/month.ts";
import { cohortMatrix } from "#app/ltv/cohort.ts";
import { CHANNELS_OF, EVERYBODY, type Selection } from "#app/ltv/cohort-query.ts";
import { readCohorts } from "#app/ltv/cohorts.server.ts";
import { recomputedCohorts } from "#test/support/cohorts.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  lineId,
  makeBuyer,
  makeLine,
  makeOrder,
  orderId,
} from "#test/support/make.ts";

const database = await freshDb();
const month = (text: string) => text as Month;
const WHOLE = { from: month("2026-01"), to: month("2026-12") };

/** Sixty orders by fifteen customers in eight months, of all kinds a selection can tell apart; drawn by a plain rule. */
async function fill() {
  const id = await shopOfAdaAndGrace(database, "cohorts.myshopify.com");
  for (let n = 1; n <= 60; n++) {
    const pick = <T>(...of: readonly T[]) => of[(n * 7 + Math.floor(n / 5)) % of.length] as T;
    const instant = at(`2026-0${1 + ((n * 3) % 8)}-1${n % 10}T12:00:00Z`);
    const line = makeLine({
      id: lineId(n),
      productId: `gid://shopify/Product/${pick(1, 2, 3)}`,
      price: 100 * n,
    });
    const order = makeOrder({
      ...{ id: orderId(n), name: `#${n}`, processedAt: instant, createdAt: instant, lines: [line] },
      buyer: makeBuyer({ customerId: customerId(n % 15), emailHash: null, mailboxHashes: [] }),
      codes: pick(["ADA10"], ["GRACE5"], [], []),
      landingSite: pick("/?gclid=1", "/", "/?utm_medium=email"),
      country: pick("US", "DK", null),
    });
    await inShop(database, id, (tx) => recordOrder(tx, id, order, at("2026-09-01")));
  }
  return id;
}
const shop = { id: await fill(), currency: "USD" };
const told = await recomputedCohorts(database, shop.id);

/** The same from scratch, by the pure matrix: cells where somebody bought. */
function expected(selection: Selection, { from, to } = WHOLE) {
  const own = new Set(
    told.customers
      .filter((one) => {
        const is = (value: unknown, wanted: unknown) => wanted === null || value === wanted;
        return (
          is(one.creator_id, selection.creatorId) &&
          is(one.code_key, selection.code) &&
          is(one.country, selection.country) &&
          is(one.product_id, selection.product && `gid://shopify/Product/${selection.product}`) &&
          (selection.way === null ||
            (CHANNELS_OF[selection.way] as readonly unknown[]).includes(one.channel)) &&
          Number(one.month) >= monthNumber(from) &&
          Number(one.month) <= monthNumber(to)
        );
      })
      .map((one) => one.customer_id),
  );
  const orders = told.months
    .filter((row) => own.has(row.customer_id))
    .map((row) => ({
      customer: String(row.customer_id),
      month: monthAt(Number(row.month)),
      net: money(Number(row.net), "USD"),
    }));
  return cohortMatrix(orders, month("2026-12"))
    .filter(({ active }) => active > 0)
    .map(({ cohort, age, active, net }) => [cohort, age, active, net.minor]);
}
async function read(selection: Selection, span = WHOLE) {
  const { sums } = await readCohorts(database, shop, selection, span);
  return sums.map(({ cohort, month: at, active, net }) => [monthAt(cohort), at - cohort, active, net]);
}

test("sums of everybody are those of the months, and add up: gross less discounts and refunds is net", async () => {
  expect(await read(EVERYBODY)).toEqual(expected(EVERYBODY));
  const { sums, returned } = await readCohorts(database, shop, EVERYBODY, WHOLE);
  expect(sums.length).toBeGreaterThan(10);
  for (const { gross, discount, refund, net } of sums) expect(gross - discount - refund).toBe(net);
  const again = told.customers.filter((one) => one.second_month !== null).length;
  expect(returned.reduce((sum, { customers }) => sum + customers, 0)).toBe(again);
  expect(sums.reduce((sum, { openers }) => sum + openers, 0)).toBe(
    told.months.filter((row) => row.opens_quarter).length,
  );
});

test("a law: any filters at once select the same customers as going through them one by one", async () => {
  const perhaps = <T>(...of: T[]) => fc.option(fc.constantFrom(...of), { nil: null, freq: 1 });
  const some = fc.record({
    creatorId: perhaps(ADA, GRACE),
    code: perhaps("ada10" as CodeKey, "grace5" as CodeKey),
    linkId: fc.constant(null),
    way: perhaps("creator" as const, "paid" as const, "organic" as const, "email" as const),
    product: perhaps("1", "2"),
    country: perhaps("US", "DK"),
  });
  const span = fc.record({ from: fc.integer({ min: 1, max: 8 }), length: fc.integer({ min: 0, max: 4 }) });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(some, span, async (selection, { from, length }) => {
      const months = {
        from: month(`2026-0${from}`),
        to: monthAt(monthNumber(month(`2026-0${from}`)) + length),
      };
      const whom = { ...EVERYBODY, ...selection };
      expect(await read(whom, months)).toEqual(expected(whom, months));
      found += expected(whom, months).length;
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(50);
});

test("another currency has other cohorts, and another shop none of these", async () => {
  const other = await shopOfAdaAndGrace(database, "other.myshopify.com");
  expect((await readCohorts(database, { ...shop, currency: "EUR" }, EVERYBODY, WHOLE)).sums).toEqual([]);
  expect((await readCohorts(database, { ...shop, id: other }, EVERYBODY, WHOLE)).sums).toEqual([]);
});
