import { expect } from "vitest";
import { inShop } from "#app/db.server.ts";
import { askCheck } from "#app/flows/check-codes.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { askRepair, keepShopifys } from "#app/flows/repair-code.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { NOW } from "#test/support/batches.ts";
import { installShop, rowsOf, type TestDatabase, testKeys } from "#test/support/database.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at, makeOrder, orderId } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";

let number = 0;
/** When Shopify is looked at, when what is found is mended, and when it is looked at again. */
export const LATER = at("2026-03-10T13:00:00Z");
export const MENDED = at("2026-03-10T13:05:00Z");
const LAST = at("2026-03-10T14:00:00Z");

/** A shop with Ada's ADA10 live in Shopify, and all that may happen to it there and here; `more` goes over her form, `shopifysClock` says what time it is there. */
export async function worldOfAda(
  database: TestDatabase,
  more: Record<string, unknown> = {},
  shopifysClock = () => new Date(),
) {
  const shop = await installShop(database, `repair-${++number}.myshopify.com`);
  const admin = await openAdmin({
    bucket: createBucket(() => 0, 1_000_000),
    shownUntil: shopifysClock,
  });
  const hash = await findPersonHash(database, testKeys, shop.id);
  const enroll = async (code: string, name = "Ada Lovelace") => {
    const form = {
      name,
      email: "",
      customerId: "",
      kind: "percent",
      value: "10",
      creditFrom: null,
      code,
      ...more,
    };
    const enrolled = await enrollCreator(database, shop, hash, form, NOW);
    if ("because" in enrolled) throw new Error(JSON.stringify(enrolled));
    await doJobs(database, admin.graphql, NOW);
  };
  await enroll("ADA10");
  const rows = () => rowsOf(database, "code", shop.id);
  const row = async (code = "ADA10") => (await rows()).find((each) => each.code === code);
  const id = (await row())?.id as CodeId;
  const discount = () => admin.discounts.all()[0] as Discount;
  const look = async (now = LATER) => {
    await askCheck(database, shop.id, now);
    await doJobs(database, admin.graphql, now);
  };
  const drifted = async (change: Partial<Discount>) => {
    admin.discounts.save({ ...discount(), ...change });
    await look();
  };
  const repair = async (which = id) => {
    const asked = await askRepair(database, shop.id, which, MENDED);
    await doJobs(database, admin.graphql, MENDED);
    return asked;
  };
  const keep = (which = id) => keepShopifys(database, shop.id, which, MENDED);
  const record = (order: Parameters<typeof makeOrder>[0]) =>
    inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, makeOrder(order), NOW));
  const creditOf = async (n: number) =>
    (await rowsOf(database, "attribution", shop.id)).find(({ order_id }) => order_id === orderId(n))
      ?.creator_id;
  return { shop, admin, enroll, rows, row, id, discount, look, drifted, repair, keep, record, creditOf };
}

/** Nothing has drifted when Shopify is asked once more. */
export async function expectSound({ look, rows }: Awaited<ReturnType<typeof worldOfAda>>) {
  await look(LAST);
  expect((await rows()).filter(({ drift }) => drift !== null)).toEqual([]);
}
