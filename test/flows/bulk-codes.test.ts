import { expect, test } from "vitest";
import { bulkCodes } from "#app/flows/bulk-codes.server.ts";
import { Throttled } from "#app/shopify/admin-api.server.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { addBatch, finishBatch, NOW, seedPeople, statesOf } from "#test/support/batches.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { type FakeAdmin, openAdmin } from "#test/support/shopify.ts";

const database = await freshDb(4);
let number = 0;
const plenty = () => createBucket(() => 0, 1_000_000);

async function given(count: number) {
  const shop = await installShop(database, `batch-${++number}.myshopify.com`);
  await seedPeople(database, shop.id, count);
  const codes = async () => rowsOf(database, "code", shop.id);
  return { shop, codes };
}

/** Every code of the batch's discount in Shopify: no orphan that we do not know, no twin. */
function inShopify({ discounts }: FakeAdmin) {
  const all = discounts.all().flatMap((one) => discounts.codesOf(one));
  expect(new Set(all.map((code) => code.toLowerCase())).size).toBe(all.length);
  return all.toSorted();
}
const refuse = (title: string, code: string) => (admin: FakeAdmin) =>
  admin.discounts.save({
    ...{ number: 9, gid: "gid://shopify/DiscountCodeNode/9", title, code, value: { percentage: 0.2 } },
    ...{ tags: [], startsAt: NOW.toISOString(), endsAt: null, appliesOncePerCustomer: false },
    ...{ createdAt: NOW.toISOString(), updatedAt: NOW.toISOString() },
  });

test("a thousand codes are one discount in Shopify, and the three that it would not take say so", async () => {
  const { shop, codes } = await given(1000);
  const admin = await openAdmin({ bucket: plenty() });
  admin.discounts.calls.refuseOnce(["person000310", "PERSON050010"]);
  refuse("Summer sale", "Person099910")(admin);
  const batchId = await addBatch(database, shop);
  await finishBatch(database, shop, admin.graphql, batchId);
  expect(await statesOf(database, shop)).toEqual({ active: 997, refused: 3 });
  const rows = await codes();
  const refused = rows.filter(({ state }) => state === "refused").map(({ code, problem }) => [code, problem]);
  expect(refused.toSorted()).toEqual([
    ["PERSON000310", "Shopify refused it: Code could not be added"],
    ["PERSON050010", "Shopify refused it: Code could not be added"],
    ["PERSON099910", "taken:Summer sale"],
  ]);
  const ours = rows.filter(({ state }) => state === "active").map(({ code }) => String(code));
  expect(inShopify(admin)).toEqual([...ours, "Person099910"].toSorted());
  expect(admin.discounts.all().filter(({ tags }) => tags.includes(`tributary:${batchId}`))).toMatchObject([
    { title: "Spring", value: { percentage: 0.1 }, startsAt: NOW.toISOString() },
  ]);
  expect(new Set(rows.map(({ discount_id }) => discount_id)).size).toBe(2);
  expect(admin.discounts.calls.size).toBe(4);
}, 60_000);

test("wherever a worker is killed, the next goes on: no code is lost, none is made twice", async () => {
  const { shop, codes } = await given(600);
  let calls = 0;
  let dies = 1;
  // Dies ever later: before a call, after one that Shopify carried out, and then again.
  const die = (when: number) => () => {
    if (calls++ !== when || when !== dies) return;
    dies += 1;
    calls = 0;
    throw new Error("killed");
  };
  const admin = await openAdmin({
    bucket: plenty(),
    before: () => die(dies % 2 === 0 ? dies : -1)(),
    after: () => die(dies % 2 === 1 ? dies : -1)(),
  });
  const batchId = await addBatch(database, shop);
  const deaths = await finishBatch(database, shop, admin.graphql, batchId, 100);
  expect(deaths).toBeGreaterThan(3);
  expect(await statesOf(database, shop)).toEqual({ active: 600 });
  expect(inShopify(admin)).toEqual((await codes()).map(({ code }) => String(code)).toSorted());
  expect(admin.discounts.size).toBe(1);
}, 60_000);

test("every single call may be lost on its way back: the batch comes out the same", async () => {
  const whole = async (lose: (n: number) => boolean) => {
    const { shop } = await given(260);
    let n = 0;
    const admin = await openAdmin({
      bucket: plenty(),
      after: () => {
        if (lose(++n)) throw new TypeError("fetch failed");
      },
    });
    const batchId = await addBatch(database, shop);
    await finishBatch(database, shop, admin.graphql, batchId, 3);
    return {
      n,
      states: await statesOf(database, shop),
      codes: inShopify(admin).length,
      size: admin.discounts.size,
    };
  };
  const calm = await whole(() => false);
  expect(calm).toMatchObject({ states: { active: 260 }, codes: 260, size: 1 });
  for (let lost = 1; lost <= calm.n; lost++)
    expect(await whole((n) => n === lost), `call ${lost} lost`).toMatchObject({
      states: { active: 260 },
      codes: 260,
      size: 1,
    });
}, 120_000);

test("codes that are taken by a call whose answer was lost are looked up bit by bit, however little the shop's budget allows at once", async () => {
  const { shop } = await given(260);
  let isLost = false;
  let looks = 0;
  const admin = await openAdmin({
    bucket: plenty(),
    before: (query) => {
      // Each time only one look goes through before the budget is used up.
      if (query.includes("DiscountsByCode") && looks++ % 2 === 1) throw new Throttled(1000);
    },
    after: (query) => {
      if (isLost || !query.includes(" AddCodes(")) return;
      isLost = true;
      throw new TypeError("fetch failed");
    },
  });
  const batchId = await addBatch(database, shop);
  await finishBatch(database, shop, admin.graphql, batchId, 20);
  expect(await statesOf(database, shop)).toEqual({ active: 260 });
  expect(inShopify(admin)).toHaveLength(260);
});

test("two workers at one batch make no second discount and no second code", async () => {
  const { shop } = await given(300);
  const admin = await openAdmin({ bucket: plenty() });
  const batchId = await addBatch(database, shop);
  await Promise.all([1, 2].map(() => finishBatch(database, shop, admin.graphql, batchId)));
  expect(await statesOf(database, shop)).toEqual({ active: 300 });
  expect(inShopify(admin)).toHaveLength(300);
  expect(admin.discounts.size).toBe(1);
});

test("a worker that read the batch before another made its discount makes none of its own", async () => {
  const { shop } = await given(300);
  let isOther = false;
  const admin = await openAdmin({
    bucket: plenty(),
    before: (query) => {
      if (isOther && query.includes(" AddCodes(")) throw new Error("killed");
    },
  });
  const batchId = await addBatch(database, shop);
  let transactions = 0;
  const connect = async () => {
    // The first reads the batch; before the second, somebody else makes the discount, and is killed.
    isOther = ++transactions === 2;
    if (isOther) await expect(finishBatch(database, shop, admin.graphql, batchId)).rejects.toThrow("killed");
    isOther = false;
    return database.app.connect();
  };
  const late = { ...database, app: { connect } as unknown as typeof database.app };
  await finishBatch(late, shop, admin.graphql, batchId);
  expect(transactions).toBeGreaterThan(2);
  expect(await statesOf(database, shop)).toEqual({ active: 300 });
  expect(admin.discounts.size).toBe(1);
});

test("a shop out of budget in the middle waits, and goes on where it was", async () => {
  const { shop } = await given(400);
  let ms = 0;
  const bucket = createBucket(() => ms);
  const admin = await openAdmin({ bucket });
  const making = { database, shop, graphql: admin.graphql, clock: () => NOW };
  const batchId = await addBatch(database, shop);
  expect(await bulkCodes(making, batchId)).toMatchObject({ state: "again" });
  while (bucket.take(1));
  const throttled = await bulkCodes(making, batchId).catch((error: unknown) => error);
  expect(throttled).toBeInstanceOf(Throttled);
  expect((await statesOf(database, shop)).creating).toBeGreaterThan(0);
  ms += 60_000;
  const other = await installShop(database, "elsewhere.myshopify.com");
  await expect(
    finishBatch(database, { ...shop, domain: other.domain }, admin.graphql, batchId),
  ).resolves.toBe(0);
  expect(await statesOf(database, shop)).toEqual({ active: 400 });
});

test("when the first codes are others', the discount is made with the first that can be had", async () => {
  const { shop, codes } = await given(3);
  const admin = await openAdmin();
  const batchId = await addBatch(database, shop);
  const [first] = (await codes()).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  refuse("Theirs", String(first?.code).toLowerCase())(admin);
  await finishBatch(database, shop, admin.graphql, batchId);
  expect(await statesOf(database, shop)).toEqual({ active: 2, refused: 1 });
  expect((await codes()).find(({ id }) => id === first?.id)).toMatchObject({ problem: "taken:Theirs" });
});

test.each([
  ["AddCodes", 2, 600],
  ["AddedCodes", 2, 600],
  ["AddedCodes", 3, 300],
])(
  "a discount that is deleted while its codes are added (before %s %d) is made anew for those that are left",
  async (operation, time, count) => {
    const { shop, codes } = await given(count);
    let n = 0;
    const admin = await openAdmin({
      bucket: plenty(),
      before: (query) => {
        const [discount] = admin.discounts.all();
        if (discount && query.includes(` ${operation}(`) && ++n === time) admin.discounts.delete(discount);
      },
    });
    await finishBatch(database, shop, admin.graphql, await addBatch(database, shop));
    expect(await statesOf(database, shop)).toEqual({ active: count });
    const standing = (await codes()).filter(({ code }) => admin.discounts.find(String(code)));
    expect(standing.length).toBeGreaterThan(0);
    const [anew] = admin.discounts.all();
    expect(standing.every(({ discount_id }) => discount_id === anew?.gid)).toBe(true);
    expect(admin.discounts.size).toBe(1);
  },
);

test("terms that Shopify will not have are said of every code, and nothing is left in Shopify", async () => {
  const { shop, codes } = await given(2);
  const admin = await openAdmin();
  const scope = JSON.stringify([{ id: "gid://shopify/Product/1", title: "Gone" }]);
  const batchId = await addBatch(database, shop, {
    conditions: {
      oncePerCustomer: "",
      endsAt: null,
      minimumKind: "",
      minimum: "",
      scopeKind: "products",
      scope,
    },
  });
  await finishBatch(database, shop, admin.graphql, batchId);
  expect(await statesOf(database, shop)).toEqual({ refused: 2 });
  expect((await codes())[0]?.problem).toBe("Shopify refused it: The id 1 could not be found");
  expect(admin.discounts.size).toBe(0);
});
