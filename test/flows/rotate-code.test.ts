import { expect, test } from "vitest";
import { listCodes } from "#app/creators/code-list.server.ts";
import { ALL_CODES, type CodesQuery } from "#app/creators/codes-query.ts";
import { alignCode } from "#app/flows/align-code.server.ts";
import { rotateCode } from "#app/flows/rotate-code.server.ts";
import { makeSingleUse, type SingleUseForm } from "#app/flows/single-use-codes.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import { addBatch, NOW, seedPeople } from "#test/support/batches.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { expectSound, worldOfAda } from "#test/support/drifted.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at, orderId } from "#test/support/make.ts";

const database = await freshDb(4);
const ROTATED = at("2026-03-10T12:10:00Z");
const END = at("2026-04-10T00:00:00Z");

async function given(more: Record<string, unknown> = {}) {
  const world = await worldOfAda(database, more, () => ROTATED);
  const { shop, admin } = world;
  const rotate = async (code: string, endsAt: Date | null = END, id = world.id) => {
    const done = await rotateCode(database, shop.id, id, { code, endsAt }, ROTATED);
    await doJobs(database, admin.graphql, ROTATED);
    return done;
  };
  const form = { batchId: "ba_abcdefghjkmnpqrstvwx", count: "30", endsOld: "", endsAt: null };
  const single = async (fields: Partial<SingleUseForm> = {}) => {
    const done = await makeSingleUse(database, shop.id, world.id, { ...form, ...fields }, ROTATED);
    await doJobs(database, admin.graphql, ROTATED);
    return done;
  };
  const linkCode = async () => (await rowsOf(database, "link", shop.id))[0]?.code;
  const applyByLink = () =>
    database.owner.query("UPDATE link SET code = 'ADA10' WHERE shop_id = $1", [shop.id]);
  return { ...world, rotate, single, linkCode, applyByLink };
}

test("a rotated code goes on until its end, here and in Shopify; the new one does what it did from now on", async () => {
  const world = await given({
    conditions: {
      ...{ oncePerCustomer: "on", endsAt: null, minimumKind: "subtotal", minimum: "20" },
      ...{ scopeKind: "products", scope: '[{"id":"gid://shopify/Product/7700000000001","title":"Kit"}]' },
    },
  });
  await world.applyByLink();
  const done = await world.rotate("ADA-NEW");
  const [old, made] = world.admin.discounts.all();
  expect(made).toMatchObject({
    ...{ code: "ADA-NEW", value: old?.value, minimum: old?.minimum, scope: old?.scope },
    ...{ appliesOncePerCustomer: true, endsAt: null },
  });
  expect(Date.parse(old?.endsAt ?? "")).toBe(Number(END));
  expect(await world.row("ADA-NEW")).toMatchObject({ ...done, state: "active", held_to: null });
  expect(await world.row()).toMatchObject({ held_to: END, replaced_by: (await world.row("ADA-NEW"))?.id });
  expect(await world.linkCode()).toBe("ADA-NEW");
  const ada = (await world.row())?.creator_id;
  const orders = [
    [1, "ADA10", at("2026-04-09T23:59:59.999Z"), ada],
    [2, "ADA10", END, null],
    [3, "ADA-NEW", at("2026-04-20"), ada],
  ] as const;
  for (const [n, code, processedAt, creator] of orders) {
    await world.record({ id: orderId(n), codes: [code], processedAt });
    expect(await world.creditOf(n)).toBe(creator);
  }
  await expectSound(world);
});

test("the same form twice is rotated once", async () => {
  const world = await given();
  const first = await world.rotate("ADA-NEW");
  expect(await world.rotate(" ada-new ")).toEqual(first);
  expect(await world.rows()).toHaveLength(2);
  expect(world.admin.discounts.size).toBe(2);
});

test.each([
  ["no code", "", END, { code: "empty" }],
  ["a code that cannot be", "ADA NEW", END, { code: "unusable-characters" }],
  ["the old one", "ada10", END, { code: "same" }],
  ["somebody's", "grace5", END, { code: "held" }],
  ["no end", "ADA-NEW", null, { endsOn: "not-a-date" }],
  ["an end that has passed", "ADA-NEW", ROTATED, { endsOn: "in-the-past" }],
  ["an end far off", "ADA-NEW", at("2027-04-01"), { endsOn: "too-late" }],
])("%s is refused, and nothing is changed", async (_what, code, endsAt, because) => {
  const world = await given();
  await world.enroll("GRACE5", "Grace Hopper");
  expect(await world.rotate(code, endsAt)).toMatchObject({ because });
  expect(await world.rows()).toHaveLength(2);
  expect(await world.row()).toMatchObject({ held_to: null, replaced_by: null });
});

test("what we have no words for, and what is over, cannot be copied", async () => {
  const world = await given();
  await database.owner.query(
    `UPDATE code SET origin = 'adopted', conditions = '{"asInShopify":"Buy 2 get 1 free"}' WHERE id = $1`,
    [world.id],
  );
  expect(await world.rotate("ADA-NEW")).toEqual({ because: { rotation: "beyond-words" } });
  await database.owner.query("UPDATE code SET conditions = '{}', held_to = $2 WHERE id = $1", [
    world.id,
    NOW,
  ]);
  expect(await world.rotate("ADA-NEW")).toEqual({ because: { rotation: "over" } });
  expect(await world.single()).toEqual({ because: { rotation: "over" } });
});

test("a merchant's own discount is left as it is; the code credits until its end", async () => {
  const world = await given();
  await database.owner.query("UPDATE code SET origin = 'adopted' WHERE id = $1", [world.id]);
  await world.rotate("ADA-NEW");
  expect(world.discount().endsAt).toBeNull();
  expect(await world.row()).toMatchObject({ held_to: END, conditions: {} });
  await expectSound(world);
});

test("a code that shares its discount is taken out of it when its end comes, not before", async () => {
  const world = await given();
  const { shop, admin } = world;
  await seedPeople(database, shop.id, 2);
  await addBatch(database, shop, { who: "without" });
  await doJobs(database, admin.graphql, NOW);
  const [, batch] = admin.discounts.all();
  const [first = ""] = batch ? admin.discounts.codesOf(batch) : [];
  const id = (await world.row(first))?.id as CodeId;
  await world.rotate("FRESH", END, id);
  expect(admin.discounts.find(first)?.gid).toBe(batch?.gid);
  expect(admin.discounts.get(batch?.gid ?? "")?.endsAt).toBeNull();
  await alignCode(database, shop, admin.graphql, id, () => END);
  expect(admin.discounts.find(first)).toBeNull();
  expect(admin.discounts.get(batch?.gid ?? "")?.endsAt).toBeNull();
});

test("codes for one use each begin like the old one, do what it does, and are one discount", async () => {
  const world = await given();
  const done = await world.single({ count: "300" });
  expect(await world.single({ count: "300" })).toEqual(done);
  const [, batch] = world.admin.discounts.all();
  expect(batch).toMatchObject({
    value: world.discount().value,
    usageLimit: 1,
    title: "Ada Lovelace (single use)",
  });
  const codes = batch ? world.admin.discounts.codesOf(batch) : [];
  expect(new Set(codes).size).toBe(300);
  for (const code of codes) expect(code).toMatch(/^ADA10-[A-HJKMNP-Z2-9]{9}$/);
  const rows = (await world.rows()).filter((row) => row.is_single_use);
  expect(rows).toHaveLength(300);
  expect(
    rows.every(({ state, creator_id }) => state === "active" && creator_id === rows[0]?.creator_id),
  ).toBe(true);
  expect(await world.row()).toMatchObject({ held_to: null, is_single_use: false });
  const listed = async (query: Partial<CodesQuery>) =>
    (await listCodes(database, world.shop, { ...ALL_CODES, ...query }, ROTATED)).total;
  expect(await listed({})).toBe(1);
  expect(await listed({ search: codes[7] })).toBe(1);
  expect(await listed({ batchId: String(rows[0]?.batch_id) })).toBe(300);
  await world.record({ id: orderId(1), codes: [codes[7] ?? ""], processedAt: at("2026-03-11") });
  expect(await world.creditOf(1)).toBe((await world.row())?.creator_id);
  await expectSound(world);
});

test("the old code ends where that is wished, and its links apply none", async () => {
  const world = await given();
  await world.applyByLink();
  expect(await world.single({ count: "1", endsOld: "on", endsAt: END })).toMatchObject({
    id: expect.any(String),
  });
  expect(await world.row()).toMatchObject({ held_to: END, replaced_by: null });
  expect(Date.parse(world.discount().endsAt ?? "")).toBe(Number(END));
  expect(await world.linkCode()).toBeNull();
});

test.each([
  ["many", {}, { count: "not-a-number" }],
  ["0", {}, { count: "out-of-range" }],
  ["1001", {}, { count: "out-of-range" }],
  ["5", { endsOld: "on", endsAt: null }, { endsOn: "not-a-date" }],
])("%s codes for one use are refused", async (count, more, because) => {
  const world = await given();
  expect(await world.single({ count, ...more })).toEqual({ because });
  expect(await world.rows()).toHaveLength(1);
});
