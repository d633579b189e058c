import { expect, test } from "vitest";
import { alignCode } from "#app/flows/align-code.server.ts";
import { pauseCode } from "#app/flows/pause-code.server.ts";
import type { CodeId } from "#app/kernel/id.ts";
import { addBatch, NOW, seedPeople } from "#test/support/batches.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { expectSound, worldOfAda } from "#test/support/drifted.ts";
import { doJobs } from "#test/support/jobs.ts";
import { at, orderId } from "#test/support/make.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(4);
const PAUSED = at("2026-03-10T12:10:00Z");
const RESUMED = at("2026-03-10T12:50:00Z");

async function given(more: Record<string, unknown> = {}) {
  const world = await worldOfAda(database, more);
  const { shop, admin } = world;
  const work = () => doJobs(database, admin.graphql, RESUMED);
  /** Pauses or resumes a code and lets the worker do what follows. */
  const set = async (isPaused: boolean, now = isPaused ? PAUSED : RESUMED, id = world.id) => {
    const done = await pauseCode(database, shop.id, id, isPaused, now);
    await doJobs(database, admin.graphql, now);
    return done;
  };
  const verdict = async (n: number) => {
    const rows = await rowsOf(database, "attribution", shop.id);
    const row = rows.find(({ order_id }) => order_id === orderId(n));
    return (row?.touches as { verdict: string }[] | undefined)?.[0]?.verdict;
  };
  return { ...world, set, work, verdict };
}

test("a paused code credits nobody in between, to the millisecond, whenever the order is told, and nothing is left out of the figures", async () => {
  const { shop, record, set, verdict } = await given();
  await record({ id: orderId(1), codes: ["ADA10"], processedAt: at("2026-03-10T12:09:59.999Z") });
  await record({ id: orderId(2), codes: ["ADA10"], processedAt: PAUSED });
  expect(await verdict(2)).toBe("decided");
  await set(true);
  await set(false);
  await record({ id: orderId(3), codes: ["ADA10"], processedAt: at("2026-03-10T12:49:59.999Z") });
  await record({ id: orderId(4), codes: ["ADA10"], processedAt: RESUMED });
  expect(await Promise.all([1, 2, 3, 4].map(verdict))).toEqual([
    "decided",
    "paused-code",
    "paused-code",
    "decided",
  ]);
  expect(await figuresOf(database, shop.id)).toEqual(await recomputedFigures(database, shop.id));
});

test("another touch decides where a code is paused", async () => {
  const { enroll, record, set, creditOf, rows } = await given();
  await enroll("GRACE5", "Grace Hopper");
  await set(true);
  const codes = [
    { code: "ADA10", discount: 900 },
    { code: "GRACE5", discount: 100 },
  ];
  await record({ id: orderId(1), codes, processedAt: RESUMED });
  const grace = (await rows()).find(({ code }) => code === "GRACE5");
  expect(await creditOf(1)).toBe(grace?.creator_id);
});

test("its discount is switched off in Shopify and on again, and nobody takes that for drift", async () => {
  const world = await given();
  await world.set(true);
  expect(world.discount().endsAt).not.toBeNull();
  await world.look();
  expect(await world.row()).toMatchObject({ drift: null });
  await world.set(true, at("2026-03-10T12:20:00Z"));
  expect(await rowsOf(database, "code_pause", world.shop.id)).toMatchObject([
    { from_at: PAUSED, to_at: null },
  ]);
  await world.set(false);
  expect(world.discount().endsAt).toBeNull();
  await expectSound(world);
});

test("a code with an end of its own keeps it through a pause", async () => {
  const endsAt = "2035-04-01T00:00:00.000Z";
  const conditions = {
    ...{ oncePerCustomer: "", endsAt: new Date(endsAt), minimumKind: "", minimum: "" },
    ...{ scopeKind: "", scope: "" },
  };
  const world = await given({ conditions });
  await world.set(true);
  expect(world.discount().endsAt).not.toBe(endsAt);
  await world.set(false);
  expect(Date.parse(world.discount().endsAt ?? "")).toBe(Date.parse(endsAt));
  await expectSound(world);
});

test("a discount the merchant made is left alone; the code credits nobody all the same", async () => {
  const world = await given();
  await database.owner.query("UPDATE code SET origin = 'adopted' WHERE id = $1", [world.id]);
  const before = world.discount();
  await world.set(true);
  expect(world.discount()).toEqual(before);
  await world.record({ id: orderId(1), codes: ["ADA10"], processedAt: RESUMED });
  expect(await world.verdict(1)).toBe("paused-code");
});

test("a code of a batch is taken out of the discount it shares, and put back; the others stay", async () => {
  const world = await given();
  const { shop, admin } = world;
  await seedPeople(database, shop.id, 3);
  await addBatch(database, shop, { who: "without" });
  await doJobs(database, admin.graphql, NOW);
  const batch = () => admin.discounts.all()[1];
  const all = admin.discounts.codesOf(batch() ?? world.discount());
  expect(all).toHaveLength(3);
  for (const code of [all[0], all[2]] as string[]) {
    const id = (await world.row(code))?.id as CodeId;
    await world.set(true, PAUSED, id);
    expect(admin.discounts.find(code)).toBeNull();
    expect(admin.discounts.codesOf(batch() ?? world.discount())).toHaveLength(2);
    await world.set(false, RESUMED, id);
    expect(admin.discounts.find(code)?.gid).toBe(batch()?.gid);
    expect(await world.row(code)).toMatchObject({ state: "active" });
  }
  expect(batch()?.endsAt).toBeNull();
  await expectSound(world);
});

test("paused and resumed before a worker saw either, a code is on; resumed and paused, it is off", async () => {
  const { shop, id, discount, work } = await given();
  for (const isPaused of [true, false]) await pauseCode(database, shop.id, id, isPaused, PAUSED);
  await work();
  expect(discount().endsAt).toBeNull();
  for (const isPaused of [true, false, true]) await pauseCode(database, shop.id, id, isPaused, RESUMED);
  await work();
  expect(discount().endsAt).not.toBeNull();
});

test("a worker that dies before it hears Shopify's answer leaves nothing half done: the next one ends the same", async () => {
  const world = await given();
  const { shop, admin, id, discount } = world;
  for (const isPaused of [true, false]) {
    await pauseCode(database, shop.id, id, isPaused, isPaused ? PAUSED : RESUMED);
    let isLost = false;
    const losing: typeof admin.graphql = async (query, options) => {
      const answer = await admin.graphql(query, options);
      if (isLost || !query.includes("mutation")) return answer;
      isLost = true;
      throw new Error("the line is dead");
    };
    await expect(alignCode(database, shop, losing, id, () => RESUMED)).rejects.toThrow("the line is dead");
    await doJobs(database, admin.graphql, RESUMED);
    expect(discount().endsAt === null).toBe(!isPaused);
  }
  await expectSound(world);
});

test("a code that another shop has is not there", async () => {
  const world = await given();
  const other = await given();
  expect(await pauseCode(database, other.shop.id, world.id, true, PAUSED)).toBeNull();
  expect(await rowsOf(database, "code_pause", world.shop.id)).toEqual([]);
});
