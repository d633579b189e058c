import { expect, test } from "vitest";
import { askRepair, keepShopifys, repairCode } from "#app/flows/repair-code.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { addBatch, NOW, seedPeople, statesOf } from "#test/support/batches.ts";
import { freshDb } from "#test/support/database.ts";
import { expectSound, LATER, MENDED, worldOfAda } from "#test/support/drifted.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at } from "#test/support/make.ts";

const database = await freshDb(4);
const given = (more?: Record<string, unknown>) => worldOfAda(database, more);

test("a deleted discount is created anew, with its terms, once", async () => {
  const world = await given({ kind: "amount", value: "5" });
  await world.drifted({ isDeleted: true });
  await world.repair();
  await world.repair();
  expect(world.admin.discounts.all()).toMatchObject([{ code: "ADA10", value: { amount: "5.00" } }]);
  expect(await world.row()).toMatchObject({
    state: "active",
    drift: null,
    discount_id: world.discount().gid,
  });
  await expectSound(world);
});

test("a code made anew whose name another discount has taken meanwhile is refused with its title", async () => {
  const world = await given();
  const theirs = {
    ...world.discount(),
    number: 5,
    gid: "gid://shopify/DiscountCodeNode/5",
    title: "Theirs",
    tags: [],
  };
  await world.drifted({ isDeleted: true });
  world.admin.discounts.save(theirs);
  await world.repair();
  expect(await world.row()).toMatchObject({ state: "refused", problem: "taken:Theirs" });
});

test.each<[string, Record<string, unknown>, Partial<Discount>]>([
  ["a renamed code gets its name back", {}, { code: "SUMMER" }],
  ["an ended code takes off again", {}, { endsAt: "2026-03-10T12:30:00Z" }],
  ["a code put off takes off again", {}, { startsAt: "2999-01-01T00:00:00Z" }],
  [
    "changed terms are ours again, conditions and all",
    {},
    {
      ...{ value: { amount: "5.00", appliesOnEachItem: false }, appliesOncePerCustomer: true },
      ...{ minimum: { quantity: 3 }, scope: { products: ["7700000000004"] }, endsAt: "2030-01-01T00:00:00Z" },
    },
  ],
  [
    "products are ours again",
    {
      conditions: {
        ...{ oncePerCustomer: "on", endsAt: at("2035-04-01"), minimumKind: "subtotal", minimum: "20" },
        ...{ scopeKind: "products", scope: '[{"id":"gid://shopify/Product/7700000000001","title":"Kit"}]' },
      },
    },
    { scope: { products: ["7700000000004", "7700000000005"] }, minimum: null },
  ],
  [
    "an end moved ahead is ours again",
    {
      conditions: {
        ...{ oncePerCustomer: "", endsAt: at("2035-04-01"), minimumKind: "", minimum: "" },
        ...{ scopeKind: "", scope: "" },
      },
    },
    { endsAt: "2026-03-10T12:30:00Z" },
  ],
  ["free shipping gets its name back", { kind: "free-shipping", value: "" }, { code: "SHIPIT" }],
  ["free shipping gets its terms back", { kind: "free-shipping", value: "" }, { minimum: { quantity: 9 } }],
])("%s", async (_what, more, change) => {
  const world = await given(more);
  const { updatedAt: _before, ...before } = world.discount();
  await world.drifted(change);
  expect(await world.row()).toMatchObject({ drift: expect.any(String) });
  await world.repair();
  expect(await world.row()).toMatchObject({ drift: null, drift_told: null, state: "active" });
  const { updatedAt: _after, startsAt: _start, ...after } = world.discount();
  expect(after).toEqual({ ...before, startsAt: undefined, code: "ADA10" });
  await expectSound(world);
});

test("a repair whose answer was lost is done again, and changes nothing more", async () => {
  const world = await given();
  await world.drifted({ code: "SUMMER" });
  const { shop, admin, id } = world;
  const losing = async (...question: Parameters<typeof admin.graphql>) => {
    await admin.graphql(...question);
    throw new TypeError("fetch failed");
  };
  await expect(repairCode(database, shop, losing, id, () => MENDED)).rejects.toThrow("fetch failed");
  await world.repair();
  expect(world.discount()).toMatchObject({ code: "ADA10" });
  await expectSound(world);
});

test("a name that another discount took cannot be given back, and the page says why", async () => {
  const world = await given();
  await world.drifted({ code: "SUMMER" });
  const { admin, discount } = world;
  admin.discounts.save({
    ...discount(),
    number: 5,
    gid: "gid://shopify/DiscountCodeNode/5",
    code: "ada10",
    tags: [],
  });
  await world.repair();
  expect(await world.row()).toMatchObject({ drift: "renamed", problem: "taken", state: "active" });
});

test("a batch is repaired as one: its terms, its end, its discount, and a single code of it", async () => {
  const world = await given();
  const { shop, admin } = world;
  await seedPeople(database, shop.id, 5);
  await addBatch(database, shop, { who: "without", template: "{NAME}" });
  await doJobs(database, admin.graphql, NOW);
  const batch = () => admin.discounts.all().find(({ title }) => title === "Spring") as Discount;
  const codes = admin.discounts.codesOf(batch()).toSorted();
  const one = async () => (await world.rows()).find(({ drift }) => drift !== null)?.id as CodeId;
  const changes: ((now: Date) => void)[] = [
    () => admin.discounts.save({ ...batch(), value: { percentage: 0.5 } }),
    () => admin.discounts.save({ ...batch(), endsAt: "2026-03-10T12:30:00Z" }),
    () => admin.discounts.removeCode(admin.discounts.codesOf(batch())[1] ?? ""),
    () => admin.discounts.delete(batch()),
  ];
  for (const [index, change] of changes.entries()) {
    const now = new Date(LATER.getTime() + index * 3_600_000);
    change(now);
    await world.look(now);
    await askRepair(database, shop.id, await one(), now);
    await doJobs(database, admin.graphql, now);
    expect(admin.discounts.codesOf(batch()).toSorted(), `change ${index}`).toEqual(codes);
    expect(batch()).toMatchObject({ value: { percentage: 0.1 }, endsAt: null });
    expect(await statesOf(database, shop)).toEqual({ active: 6 });
    expect((await world.rows()).filter(({ drift }) => drift !== null)).toEqual([]);
  }
  await world.look(at("2026-03-11T12:00:00Z"));
  expect((await world.rows()).filter(({ drift }) => drift !== null)).toEqual([]);
});

test("a code of another shop is nobody's, and one that has not drifted is left alone", async () => {
  const [one, other] = [await given(), await given()];
  expect(await askRepair(database, one.shop.id, other.id, MENDED)).toBeNull();
  expect(await keepShopifys(database, one.shop.id, other.id, MENDED)).toBeNull();
  const before = one.discount();
  await one.repair();
  await one.keep();
  expect(one.discount()).toEqual(before);
  expect(await one.row()).toMatchObject({ held_to: null });
});
