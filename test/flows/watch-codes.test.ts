import { expect, test } from "vitest";
import { ignoreLeak, listLeaks, mindLeak } from "#app/attribution/leaks.server.ts";
import { codeKey } from "#app/creators/code.ts";
import { inShop } from "#app/db.server.ts";
import { codesPulse } from "#app/flows/read-codes.server.ts";
import { askWatch, watchCodes } from "#app/flows/watch-codes.server.ts";
import { addDays } from "#app/kernel/day.ts";
import type { LeakId, ShopId } from "#app/kernel/id.ts";
import { seedCreator, shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { ADA, at, creatorId, GRACE } from "#test/support/make.ts";

const database = await freshDb(6);
let number = 0;
const openShop = () => shopOfAdaAndGrace(database, `watch-${++number}.myshopify.com`);

type Use = { readonly uses: number; readonly untouched: number; readonly coupons?: number };

/** Puts uses of a code on `days` days from `from` on, straight into the days that are read. */
async function use(shop: ShopId, code: string, from: string, days: number, { coupons = 0, ...use }: Use) {
  const creator = code === "ADA10" ? ADA : GRACE;
  await database.owner.query(
    `INSERT INTO code_day (shop_id, creator_id, key, day, uses, untouched, coupons)
     SELECT $1, $2, $3, unnest($4::text[]), $5, $6, $7`,
    [
      ...[shop, creator, codeKey(code), Array.from({ length: days }, (_, nth) => addDays(from, nth))],
      ...[use.uses, use.untouched, coupons],
    ],
  );
}
const usual = { uses: 2, untouched: 1 };
const leaked = { uses: 8, untouched: 8, coupons: 5 };

async function watch(shop: ShopId, now = "2026-06-01T04:00:00Z") {
  const outcome = await watchCodes(database, shop, () => at(now));
  if (outcome.state !== "done") throw new Error(`the look is ${outcome.state}`);
  await inShop(database, shop, async (tx) => outcome.effects?.(tx));
  return listLeaks(database, shop);
}

async function shopWithLeak() {
  const shop = await openShop();
  await use(shop, "ADA10", "2026-01-01", 120, usual);
  await use(shop, "ADA10", "2026-05-01", 14, leaked);
  await use(shop, "GRACE5", "2026-01-01", 134, usual);
  return shop;
}

test("a leaked code is found once however often codes are looked at, and a clean one is not", async () => {
  const shop = await shopWithLeak();
  await Promise.all([watch(shop), watch(shop), watch(shop)]);
  const { leaks, watch: last } = await watch(shop, "2026-06-02T04:00:00Z");
  expect(leaks).toMatchObject([
    {
      ...{ code: "ADA10", creatorName: "Ada Lovelace", state: "open", since: "2026-05-01" },
      why: { from: "2026-05-01", days: 14, uses: 112, untouched: 112 },
    },
  ]);
  expect(leaks[0]?.days.at(-1)).toEqual({ day: "2026-05-14", uses: 8, untouched: 8 });
  expect(leaks[0]?.days).toHaveLength(84);
  expect(last).toEqual({ watchedAt: at("2026-06-02T04:00:00Z"), codes: 2, few: 0 });
  expect(await rowsOf(database, "leak", shop)).toHaveLength(1);
  expect((await listLeaks(database, shop, GRACE)).leaks).toEqual([]);
  expect((await listLeaks(database, shop, ADA)).leaks).toHaveLength(1);
});

test("codes without orders, or with too few, are counted apart", async () => {
  const shop = await openShop();
  expect((await watch(shop)).watch).toMatchObject({ codes: 2, few: 2 });
  await use(shop, "ADA10", "2026-05-01", 11, { uses: 1, untouched: 1, coupons: 1 });
  expect(await watch(shop)).toMatchObject({ leaks: [], watch: { codes: 2, few: 2 } });
  await use(shop, "GRACE5", "2026-05-01", 12, { uses: 1, untouched: 1 });
  expect(await watch(shop)).toMatchObject({ leaks: [], watch: { codes: 2, few: 1 } });
});

test("what is ignored stays so for its time, can be shown again, and comes back when it gets worse", async () => {
  const shop = await shopWithLeak();
  const [leak] = (await watch(shop)).leaks;
  const id = leak?.id as LeakId;
  const state = async (now: string) => (await watch(shop, now)).leaks[0]?.state;
  expect(await ignoreLeak(database, shop, id, "30", at("2026-06-01T12:00:00Z"))).toEqual({ id });
  expect(await state("2026-06-30T04:00:00Z")).toBe("ignored");
  expect(await state("2026-07-01T12:00:00Z")).toBe("open");
  await ignoreLeak(database, shop, id, "worse", at("2026-07-02T12:00:00Z"));
  expect(await state("2027-07-02T04:00:00Z")).toBe("ignored");
  expect(await mindLeak(database, shop, id)).toEqual({ id });
  expect((await listLeaks(database, shop)).leaks[0]?.state).toBe("open");
  await ignoreLeak(database, shop, id, "worse", at("2027-07-02T12:00:00Z"));
  await use(shop, "ADA10", "2026-05-15", 14, { uses: 30, untouched: 30, coupons: 20 });
  expect(await state("2027-07-03T04:00:00Z")).toBe("open");
});

test("a leak is over when its code is used as before, and another one later is another finding", async () => {
  const shop = await shopWithLeak();
  const [first] = (await watch(shop)).leaks;
  await use(shop, "ADA10", "2026-05-15", 40, usual);
  expect((await watch(shop, "2026-07-01T04:00:00Z")).leaks).toEqual([]);
  expect(await rowsOf(database, "leak", shop)).toMatchObject([
    { id: first?.id, state: "resolved", resolved_on: "2026-06-23" },
  ]);
  expect(await ignoreLeak(database, shop, first?.id as LeakId, "30", at("2026-07-01"))).toBeNull();
  expect((await watch(shop, "2026-07-02T04:00:00Z")).leaks).toEqual([]);
  await use(shop, "ADA10", "2026-06-24", 14, leaked);
  const [second] = (await watch(shop, "2026-07-10T04:00:00Z")).leaks;
  expect(second).toMatchObject({ state: "open", since: "2026-06-24" });
  expect(second?.id).not.toBe(first?.id);
});

test("a code that its creator holds no more is not opened, and what stands of it is over when nobody uses it", async () => {
  const shop = await shopWithLeak();
  await database.owner.query("UPDATE code SET held_to = '2026-05-20' WHERE shop_id = $1 AND key = 'ada10'", [
    shop,
  ]);
  expect((await watch(shop)).leaks).toEqual([]);
  await database.owner.query("UPDATE code SET held_to = NULL WHERE shop_id = $1", [shop]);
  expect((await watch(shop)).leaks).toHaveLength(1);
  await database.owner.query("UPDATE code SET held_to = '2026-05-20' WHERE shop_id = $1 AND key = 'ada10'", [
    shop,
  ]);
  await use(shop, "GRACE5", "2026-05-15", 40, usual);
  expect((await watch(shop, "2026-07-01T04:00:00Z")).leaks).toEqual([]);
});

test("more codes than are judged at once are all judged", async () => {
  const shop = await openShop();
  await use(shop, "ADA10", "2026-01-01", 120, usual);
  await use(shop, "ADA10", "2026-05-01", 14, leaked);
  for (let nth = 0; nth < 60; nth++) {
    const id = creatorId(`many${nth}x`);
    await seedCreator(database, shop, id, `MANY${nth}`);
    await database.owner.query(
      `INSERT INTO code_day (shop_id, creator_id, key, day, uses, untouched, coupons)
       SELECT shop_id, $2, $3, day, uses, untouched, coupons FROM code_day WHERE shop_id = $1 AND key = 'ada10'`,
      [shop, id, `many${nth}`],
    );
  }
  expect((await watch(shop)).watch).toMatchObject({ codes: 62, few: 1 });
  expect(await rowsOf(database, "leak", shop)).toHaveLength(61);
});

test("a look that is asked for is one job more each time, and tells the open page", async () => {
  const shop = await shopWithLeak();
  const of = { id: shop, domain: "", currency: "USD" } as unknown as Parameters<typeof codesPulse>[1];
  const before = await codesPulse(database, of, at("2026-06-01"));
  await askWatch(database, shop, at("2026-06-01"));
  await askWatch(database, shop, at("2026-06-01"));
  const jobs = (await rowsOf(database, "outbox", shop)).filter(({ kind }) => kind === "watch-codes");
  expect(jobs).toHaveLength(2);
  const asked = await codesPulse(database, of, at("2026-06-01"));
  expect(asked).not.toBe(before);
  await watch(shop);
  expect(await codesPulse(database, of, at("2026-06-01"))).not.toBe(asked);
});
