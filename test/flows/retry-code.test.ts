import { expect, test } from "vitest";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { retryBatch, retryCode } from "#app/flows/retry-code.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { addBatch, NOW, seedPeople, statesOf } from "#test/support/batches.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { doJobs } from "#test/support/jobs.ts";
import { openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
let number = 0;

/** A shop whose own discount "Theirs" has the code ADA10, and Ada, whose code was refused for it. */
async function given(theirs: Partial<Discount> = {}, mayAdopt = false) {
  const shop = await installShop(database, `retry-${++number}.myshopify.com`);
  const admin = await openAdmin({ bucket: createBucket(() => 0, 1_000_000) });
  const discount = admin.discounts.save({
    ...{ number: 5, gid: "gid://shopify/DiscountCodeNode/5", title: "Theirs", code: "ada10", tags: [] },
    ...{ value: { percentage: 0.2 }, startsAt: "2026-01-01T00:00:00Z", endsAt: null },
    ...{ appliesOncePerCustomer: true, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" },
    ...theirs,
  });
  const hash = await findPersonHash(database, testKeys, shop.id);
  const enroll = (name: string, code: string) =>
    enrollCreator(
      database,
      shop,
      hash,
      { name, email: "", customerId: "", kind: "percent", value: "10", creditFrom: null, code },
      NOW,
    );
  await enroll("Ada Lovelace", "ADA10");
  if (mayAdopt) await database.owner.query("UPDATE code SET may_adopt = true WHERE shop_id = $1", [shop.id]);
  const work = () => doJobs(database, admin.graphql, NOW);
  await work();
  const row = async (name = "ADA10") =>
    (await rowsOf(database, "code", shop.id)).find(({ code }) => code === name);
  const id = (await row())?.id as CodeId;
  const retry = async (how: Parameters<typeof retryCode>[3]) => {
    const answer = await retryCode(database, shop.id, id, how, NOW);
    await work();
    return answer;
  };
  return { shop, admin, discount, enroll, work, row, id, retry };
}

test("a refused code is tried again as it is, once the other discount is gone", async () => {
  const { admin, discount, row, id, retry } = await given();
  expect(await row()).toMatchObject({ state: "refused", problem: "taken:Theirs" });
  expect(await retry({})).toEqual({ id });
  expect(await row()).toMatchObject({ state: "refused", problem: "taken:Theirs" });
  admin.discounts.delete(discount);
  await retry({});
  expect(await row()).toMatchObject({ state: "active", problem: null, origin: "made" });
  expect(admin.discounts.size).toBe(1);
});

test("a refused code is tried under another name", async () => {
  const { row, retry, id } = await given();
  expect(await retry({ code: " ada-l " })).toEqual({ id });
  expect(await row("ada-l")).toMatchObject({ id, state: "active", key: "ada-l" });
  expect(await row()).toBeUndefined();
});

test("a name that cannot be, or that another creator holds, is refused", async () => {
  const { enroll, retry, row, work } = await given();
  await enroll("Grace Hopper", "GRACE5");
  await work();
  expect(await retry({ code: "" })).toEqual({ because: { code: "empty" } });
  expect(await retry({ code: "a b" })).toEqual({ because: { code: "unusable-characters" } });
  expect(await retry({ code: "grace5" })).toEqual({ because: { code: "held" }, heldBy: "Grace Hopper" });
  expect(await row()).toMatchObject({ state: "refused" });
});

test("the merchant's own discount is used for the code, on its own terms, and nothing is made", async () => {
  const { admin, discount, row, retry } = await given({ minimum: { subtotal: "30" } });
  await retry({ mayAdopt: true });
  expect(await row()).toMatchObject({
    ...{ state: "active", origin: "adopted", discount_id: discount.gid, basis_points: 2000 },
    conditions: { oncePerCustomer: true, minimum: { kind: "subtotal", minor: 3000, currency: "USD" } },
  });
  expect(admin.discounts.all()).toEqual([discount]);
});

test("a code that may be adopted from the start is, whatever kind of discount it is", async () => {
  const { row } = await given({ value: { shipping: true }, appliesOncePerCustomer: false }, true);
  expect(await row()).toMatchObject({ state: "active", origin: "adopted", value_kind: "free-shipping" });
});

test("a discount that was to be used and is gone is made", async () => {
  const { admin, discount, row, retry } = await given();
  admin.discounts.delete(discount);
  await retry({ mayAdopt: true });
  expect(await row()).toMatchObject({ state: "active", origin: "made", basis_points: 1000 });
});

test("a code that was not refused, and one of another shop, are left alone", async () => {
  const [one, other] = [await given(), await given()];
  expect(await retryCode(database, one.shop.id, other.id, {}, NOW)).toBeNull();
  await one.retry({ code: "FREE" });
  expect(await one.retry({ code: "OTHER" })).toEqual({ id: one.id });
  expect(await one.row("FREE")).toMatchObject({ state: "active" });
});

test.each([false, true])(
  "all that failed of a batch is tried again (under other numbers: %s)",
  async (isRenumbered) => {
    const { shop, admin, discount, work } = await given({ code: "PERSON000310" });
    await seedPeople(database, shop.id, 8);
    admin.discounts.save({
      ...discount,
      number: 6,
      gid: "gid://shopify/DiscountCodeNode/6",
      code: "PERSON000610",
    });
    const batchId = await addBatch(database, shop, { who: "without" });
    await work();
    expect(await statesOf(database, shop)).toEqual({ active: 7, refused: 2 });
    admin.discounts.delete(discount);
    expect(await retryBatch(database, shop.id, batchId, isRenumbered, NOW)).toBe(2);
    await work();
    expect(await statesOf(database, shop)).toEqual(isRenumbered ? { active: 9 } : { active: 8, refused: 1 });
    const codes = (await rowsOf(database, "code", shop.id)).map(({ code }) => code);
    expect(codes).toContain(isRenumbered ? "PERSON000310-2" : "PERSON000310");
    expect(await retryBatch(database, shop.id, batchId, isRenumbered, NOW)).toBe(isRenumbered ? 0 : 1);
  },
);
