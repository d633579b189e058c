import { expect, test } from "vitest";
import { askCheck, checkCodes } from "#app/flows/check-codes.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { addBatch, NOW, seedPeople } from "#test/support/batches.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
let number = 0;
const LATER = at("2026-03-10T13:00:00Z");

/** A shop with Ada's ADA10, live in Shopify. */
async function given(more: Record<string, unknown> = {}) {
  const shop = await installShop(database, `check-${++number}.myshopify.com`);
  const admin = await openAdmin({ bucket: createBucket(() => 0, 1_000_000) });
  await enroll(shop, { code: "ADA10", ...more });
  await doJobs(database, admin.graphql, NOW);
  const discount = () => admin.discounts.all()[0] as Discount;
  const row = async () => (await rowsOf(database, "code", shop.id)).find(({ code }) => code === "ADA10");
  const look = async (now = LATER) => {
    await askCheck(database, shop.id, now);
    await doJobs(database, admin.graphql, now);
    return row();
  };
  const mend = (change: Partial<Discount>) => admin.discounts.save({ ...discount(), ...change });
  return { shop, admin, discount, look, mend, row };
}

async function enroll(shop: Shop, more: Record<string, unknown>) {
  const hash = await findPersonHash(database, testKeys, shop.id);
  const form = {
    name: "Ada Lovelace",
    email: "",
    customerId: "",
    kind: "percent",
    value: "10",
    creditFrom: null,
  };
  const enrolled = await enrollCreator(database, shop, hash, { ...form, code: "ADA10", ...more }, NOW);
  if ("because" in enrolled) throw new Error(JSON.stringify(enrolled));
}

test("a code that stands as it was made is looked at, and nothing is said of it", async () => {
  const { look } = await given();
  expect(await look()).toMatchObject({ drift: null, drift_told: null, checked_at: LATER });
});

test.each<[string, Partial<Discount>, string, object]>([
  ["deleted", { isDeleted: true }, "deleted", { isDiscountGone: true }],
  ["renamed", { code: "ADA15" }, "renamed", { code: "ADA15" }],
  ["ended", { endsAt: "2026-03-10T12:30:00Z" }, "ended", { endedAt: "2026-03-10T12:30:00Z" }],
  ["put off", { startsAt: "2999-01-01T00:00:00Z" }, "ended", { endedAt: null }],
  [
    "changed to another percentage",
    { value: { percentage: 0.15 } },
    "changed",
    { terms: { value: { kind: "percent", basisPoints: 1500 }, conditions: {} } },
  ],
  [
    "changed to an amount, once per customer, from 50.00 on",
    {
      value: { amount: "5.00", appliesOnEachItem: false },
      appliesOncePerCustomer: true,
      minimum: { subtotal: "50" },
    },
    "changed",
    {
      terms: {
        value: { kind: "amount", minor: 500, currency: "USD" },
        conditions: { oncePerCustomer: true, minimum: { kind: "subtotal", minor: 5000, currency: "USD" } },
      },
    },
  ],
  [
    "changed to one product",
    { scope: { products: ["7700000000004"] }, minimum: { quantity: 2 } },
    "changed",
    {
      terms: {
        value: { kind: "percent", basisPoints: 1000 },
        conditions: {
          minimum: { kind: "units", units: 2 },
          scope: {
            kind: "products",
            items: [{ id: "gid://shopify/Product/7700000000004", title: "Ceramic mug" }],
          },
        },
      },
    },
  ],
])(
  "a discount that was %s in Shopify is noticed, and what it was made",
  async (_what, change, drift, told) => {
    const { look, mend, shop } = await given();
    const before = (await rowsOf(database, "code", shop.id))[0]?.revision;
    mend(change);
    const row = await look();
    expect(row).toMatchObject({ drift, state: "active" });
    expect(JSON.parse(String(row?.drift_told))).toEqual(told);
    expect(row?.revision).not.toBe(before);
  },
);

test("what is as it was made again is not said to have drifted", async () => {
  const { look, mend } = await given();
  mend({ code: "ADA15" });
  expect(await look()).toMatchObject({ drift: "renamed" });
  mend({ code: "Ada10" });
  expect(await look(at("2026-03-10T14:00:00Z"))).toMatchObject({ drift: null, drift_told: null });
});

test("a code whose own end has come is looked at no more", async () => {
  const conditions = { endsAt: at("2026-03-10T12:30:00Z") };
  const { look } = await given({
    conditions: {
      oncePerCustomer: "",
      minimumKind: "",
      minimum: "",
      scopeKind: "",
      scope: "",
      ...conditions,
    },
  });
  expect(await look()).toMatchObject({ drift: null, checked_at: null });
});

test("of a batch, one code may be gone while the others stand; and all of them with their discount", async () => {
  for (const count of [4, 30]) {
    const { shop, admin, look } = await given();
    await seedPeople(database, shop.id, count);
    await addBatch(database, shop, { who: "without", template: "{NAME}" });
    await doJobs(database, admin.graphql, NOW);
    const batch = admin.discounts.all().find(({ title }) => title === "Spring") as Discount;
    const [gone = ""] = admin.discounts.codesOf(batch).slice(1);
    admin.discounts.removeCode(gone);
    await look();
    const drifted = async () =>
      (await rowsOf(database, "code", shop.id)).filter(({ drift }) => drift !== null);
    expect((await drifted()).map(({ code, drift }) => [code, drift])).toEqual([[gone, "deleted"]]);
    admin.discounts.delete(batch);
    await look(at("2026-03-10T14:00:00Z"));
    expect(await drifted()).toHaveLength(count);
  }
});

test("hundreds of discounts are looked at 40 at a time, with room for others in between", async () => {
  const { shop, admin } = await given();
  const people = await seedPeople(database, shop.id, 250);
  await database.owner.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, basis_points, held_from, created_at, state, discount_id)
     SELECT $1, 'co_' || right(id, 20), id, right(id, 20), right(id, 20), 'percent', 1000, $3, $3, 'active', 'gid://shopify/DiscountCodeNode/' || row_number() OVER ()
     FROM unnest($2::text[]) AS id`,
    [shop.id, people, NOW],
  );
  const looking = { database, shop, graphql: admin.graphql, clock: () => LATER };
  const asked = admin.asked.length;
  expect(await checkCodes(looking, LATER)).toMatchObject({ state: "again" });
  expect(admin.asked.length - asked).toBe(5);
  expect(await checkCodes(looking, LATER)).toMatchObject({ state: "done" });
  const rows = await rowsOf(database, "code", shop.id);
  expect(rows.filter(({ drift }) => drift === "deleted")).toHaveLength(250);
  expect(rows.every(({ checked_at }) => checked_at !== null)).toBe(true);
});

test("the hourly look leaves alone what was looked at a moment ago", async () => {
  const { shop, admin, look } = await given();
  await look();
  const asked = admin.asked.length;
  const soon = at("2026-03-10T13:20:00Z");
  expect(await checkCodes({ database, shop, graphql: admin.graphql, clock: () => soon }, null)).toEqual({
    state: "done",
  });
  expect(admin.asked).toHaveLength(asked);
});

test("what was mended while Shopify was being looked at is not said to have drifted", async () => {
  const { shop, admin, mend, row } = await given();
  mend({ code: "ADA15" });
  const looking = async (...question: Parameters<typeof admin.graphql>) => {
    const answer = await admin.graphql(...question);
    // Somebody repairs it between the answer and its keeping.
    await database.owner.query("UPDATE code SET checked_at = $2 WHERE shop_id = $1", [
      shop.id,
      at("2026-03-10T13:00:01Z"),
    ]);
    return answer;
  };
  await checkCodes({ database, shop, graphql: looking, clock: () => LATER }, LATER);
  expect(await row()).toMatchObject({ drift: null });
});
