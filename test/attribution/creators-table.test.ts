import { expect, test } from "vitest";
import { type CreatorsQuery, OPENING } from "#app/attribution/creators-query.ts";
import {
  listCreators,
  listEmails,
  listMatching,
  listProgramNames,
} from "#app/attribution/creators-table.server.ts";
import type { ProgramId } from "#app/kernel/id.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import { creatorId } from "#test/support/make.ts";
import { fillWithCreators } from "#test/support/many-creators.ts";

const database = await freshDb(4);
// 15 hours ahead of the other shop: its days begin elsewhere.
const shop = await installShop(database, "demo.myshopify.com", { timeZone: "Pacific/Auckland" });
const other = await installShop(database, "other.myshopify.com");
await fillWithCreators(database.owner, shop.id, 240);
await fillWithCreators(database.owner, other.id, 60);

const list = (more: Partial<CreatorsQuery> = {}, of = shop) =>
  listCreators(database, of, { ...OPENING, ...more });
const numbersIn = (ids: readonly string[]) => ids.map((id) => Number(id.slice(3)));
const matching = async (more: Partial<CreatorsQuery>) =>
  numbersIn(await listMatching(database, shop, { ...OPENING, ...more }));
const all = Array.from({ length: 240 }, (_, at) => at + 1);
const program = (number: number) => `pg_${String(number).padStart(20, "0")}` as ProgramId;

test("a line says who a creator is, how their codes stand, and what came by them, in this shop", async () => {
  const { creators, total } = await list({ search: "creator7@" });
  expect(total).toBe(1);
  expect(creators[0]).toMatchObject({
    name: "Noor Lovelace",
    email: "creator7@example.com",
    handle: "@creator.7",
    program: "Friends",
    isPaused: false,
    joinedAt: new Date("2025-01-08T09:00:00Z"),
    clicks: (7 * 7919) % 5003,
    orders: 1 + ((7 * 31) % 97),
    net: { minor: (7 * 104729) % 5_000_000, currency: "USD" },
    codes: [
      { code: "CODE7A", state: "active", drift: null },
      { code: "CODE7B", state: "refused", drift: null },
    ],
  });
});

test.each<[string, Partial<CreatorsQuery>, (number: number) => boolean]>([
  ["status paused", { status: "paused" }, (n) => n % 8 === 0],
  ["status active", { status: "active" }, (n) => n % 8 > 0],
  ["one program", { programs: [program(2)] }, (n) => n % 5 === 2],
  ["a program or none", { programs: [program(2), "none"] }, (n) => n % 5 === 2 || n % 5 === 0],
  ["with orders", { orders: "with" }, (n) => n % 3 > 0],
  ["without orders", { orders: "without" }, (n) => n % 3 === 0],
  ["a drifted code", { codes: ["drifted"] }, (n) => n % 40 === 3],
  ["a refused code, none given since", { codes: ["refused"] }, (n) => n % 50 === 7],
  ["trouble of either kind", { codes: ["refused", "drifted"] }, (n) => n % 50 === 7 || n % 40 === 3],
  ["a live code", { codes: ["active"] }, () => true],
  ["no code that credits", { codes: ["none"] }, () => false],
  ["a part of a handle", { search: "creator.23" }, (n) => /^23/.test(String(n)) && n % 4 > 0],
  ["a part of a code, in small letters", { search: "code12a" }, (n) => n === 12],
  ["a part of a name, whatever the capitals", { search: "SØREN MÜLLER" }, (n) => n % 100 === 54],
  [
    "several at once",
    { search: "ada", status: "active", orders: "with" },
    (n) => n % 10 === 0 && n % 8 > 0 && n % 3 > 0,
  ],
])("narrowed to %s, exactly those are shown", async (_, query, isMeant) => {
  expect(await matching(query)).toEqual(all.filter(isMeant));
});

test("days of joining are the shop's, the first and the last included", async () => {
  // Creator n joined on 1 January 2025 + n days at 09:00 UTC: 22:00 of the same day in Auckland.
  expect(await matching({ joinedFrom: "2025-01-03", joinedTo: "2025-01-05" })).toEqual([2, 3, 4]);
  await database.owner.query(
    "UPDATE creator SET created_at = '2025-01-05T10:59:59.999Z' WHERE shop_id = $1 AND id = $2",
    [shop.id, creatorId(String(200).padStart(20, "0"))],
  );
  expect(await matching({ joinedFrom: "2025-01-05", joinedTo: "2025-01-05" })).toEqual([4, 200]);
  await database.owner.query(
    "UPDATE creator SET created_at = '2025-01-05T11:00:00Z' WHERE shop_id = $1 AND id = $2",
    [shop.id, creatorId(String(200).padStart(20, "0"))],
  );
  expect(await matching({ joinedTo: "2025-01-05", joinedFrom: "2025-01-05" })).toEqual([4]);
  expect(await matching({ joinedFrom: "2999-12-31" })).toEqual([]);
});

test("a refusal is settled by the next code that is given", async () => {
  const id = `cr_${String(57).padStart(20, "0")}`;
  expect(await matching({ codes: ["refused"] })).toContain(57);
  await database.owner.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, basis_points, state, held_from, created_at)
     VALUES ($1, 'co_later0000000000000a', $2, 'LATER', 'later', 'percent', 1000, 'active', now(), '2026-01-01')`,
    [shop.id, id],
  );
  expect(await matching({ codes: ["refused"] })).not.toContain(57);
});

test.each([
  ["clicks", true],
  ["clicks", false],
  ["joined", true],
  ["customers", false],
  ["refunded", true],
] as const)(
  "sorted by %s, descending %s, every creator is on exactly one page",
  async (sort, isDescending) => {
    const first = await list({ sort, isDescending });
    const pages = [first];
    for (let page = 2; page <= first.pages; page++) pages.push(await list({ sort, isDescending, page }));
    const creators = pages.flatMap((page) => page.creators);
    expect(new Set(creators.map(({ id }) => id)).size).toBe(240);
    const values = creators.map((creator) =>
      sort === "joined"
        ? creator.joinedAt.getTime()
        : sort === "refunded"
          ? creator.refunded.minor
          : creator[sort],
    );
    expect(values).toEqual(values.toSorted((a, b) => (isDescending ? b - a : a - b)));
  },
);

test("behind the last page there is nobody, and still everybody is counted", async () => {
  expect(await list({ page: 9 })).toEqual({ creators: [], total: 240, pages: 5 });
  expect(await list({ search: "nobody at all" })).toEqual({ creators: [], total: 0, pages: 1 });
});

test("e-mails come by name, and only those of the shop", async () => {
  const ids = ["2", "1", "9", "500"].map((each) => creatorId(each.padStart(20, "0")));
  expect(await listEmails(database, other, ids)).toEqual(["creator1@example.com", "creator2@example.com"]);
});

test("programs are named though nobody new may join them", async () => {
  await database.owner.query("UPDATE program SET archived_at = now() WHERE shop_id = $1 AND name = 'Press'", [
    other.id,
  ]);
  expect((await listProgramNames(database, other)).map(({ name, isArchived }) => [name, isArchived])).toEqual(
    [
      ["Ambassadors", false],
      ["Friends", false],
      ["Press", true],
      ["Stylists", false],
    ],
  );
});
