import { expect, test } from "vitest";
import { listCollaborations, listMonths, sumCosts } from "#app/creators/collaborations.server.ts";
import { inShop } from "#app/db.server.ts";
import { exportCollaborations } from "#app/flows/export-creators.server.ts";
import { dropCollaboration, saveCollaboration } from "#app/flows/save-collaboration.server.ts";
import type { CollaborationId } from "#app/kernel/id.ts";
import { desks, fixture, NOW } from "#test/imports/import-fixture.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import { ADA, GRACE } from "#test/support/make.ts";

const database = await freshDb(8);
const desk = desks(database);
const ALL = { creatorId: null, kind: null, month: null };
const PAGE = { page: 1, size: 50 };
const id = (letter: string) => `cb_${letter.repeat(20)}` as CollaborationId;
const form = {
  ...{
    kind: "story",
    day: "2026-03-01",
    url: "",
    reach: "1000",
    interactions: "50",
    fee: "250.00",
    gift: "40.00",
    note: "",
  },
};

test("content is matched to creators by e-mail, name, handle and code; read again nothing changes, a new figure changes it", async () => {
  const { bringIn, report, table } = await desk();
  await bringIn(fixture("uppromote.csv"));
  await bringIn(fixture("goaffpro.csv"));
  const first = await bringIn(fixture("content.csv"), {}, "collaborations");
  expect(await report(first)).toEqual(["2 new", "3 new", "4 new", "5 refused creatorUnknown(Nobody Known)"]);
  const rows = (await table("collaboration")).map(({ kind, reach, interactions, fee_minor, gift_minor }) =>
    [kind, reach, interactions, fee_minor, gift_minor].join(" "),
  );
  expect(rows.sort()).toEqual([
    "behind-the-scenes 48000 2304 40000 0",
    "post 12400 620 25000 4000",
    "story 3100  0 0",
  ]);
  const before = await table("collaboration");
  const again = await bringIn(fixture("content.csv"), {}, "collaborations");
  expect((await report(again)).slice(0, 3)).toEqual(["2 unchanged", "3 unchanged", "4 unchanged"]);
  expect(await table("collaboration")).toEqual(before);
  const later = String(fixture("content.csv")).replace('"12,400"', "13000");
  expect((await report(await bringIn(later, {}, "collaborations")))[0]).toBe("2 changed");
  expect(await table("collaboration")).toHaveLength(3);
});

test("two pieces of one day without an address are two, also when the file is read again in another sequence", async () => {
  const { bringIn, report, shop, table } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  const head = "code,date,kind,reach\n";
  const [one, two] = ["ADA10,2026-03-01,story,100\n", "ada10,2026-03-01,story,200\n"];
  await bringIn(head + one + two, {}, "collaborations");
  expect(await table("collaboration")).toHaveLength(2);
  const again = await report(await bringIn(head + two + one, {}, "collaborations"));
  expect(again).toEqual(["2 unchanged", "3 unchanged"]);
});

test("a name that several creators have is refused with all of them, and the e-mail settles it", async () => {
  const { bringIn, report } = await desk();
  await bringIn("name,email\nAnna,anna1@example.com\nAnna,anna2@example.com\n");
  const file =
    "creator,email,date\nanna,,2026-03-01\nAnna,ANNA2@example.com,2026-03-01\nanna1@example.com,,2026-03-01\n";
  expect(await report(await bringIn(file, {}, "collaborations"))).toEqual([
    "2 refused creatorMany(anna | Anna (anna1@example.com), Anna (anna2@example.com))",
    "3 new",
    "4 new",
  ]);
});

test.each([
  ["a kind nobody knows", "Ada Lovelace,2026-03-01,Podcast,,,", "contentUnknown(Podcast)"],
  ["no day", "Ada Lovelace,,Story,,,", "contentDayEmpty()"],
  ["a day too far ahead", "Ada Lovelace,2027-03-11,Story,,,", "contentDayLate(2027-03-11)"],
  [
    "an address that would run",
    "Ada Lovelace,2026-03-01,Story,javascript:alert(1),,",
    "urlForm(javascript:alert(1))",
  ],
  ["views in words", "Ada Lovelace,2026-03-01,Story,,12k,", "countForm(12k)"],
  ["a fee in words", "Ada Lovelace,2026-03-01,Story,,,a lot", "amountForm(a lot)"],
  ["nobody", ",2026-03-01,Story,,,", "creatorEmpty()"],
])("refused: %s", async (_, row, problem) => {
  const { bringIn, report, shop, table } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  const imported = await bringIn(`creator,date,kind,url,views,fee\n${row}\n`, {}, "collaborations");
  expect(await report(imported)).toEqual([`2 refused ${problem}`]);
  expect(await table("collaboration")).toEqual([]);
});

test("the form logs content once however often it is sent, changes it, and removes it; another creator's and another shop's stay", async () => {
  const { shop, table } = await desk();
  const other = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  await seedCreator(database, shop.id, GRACE, "GRACE5", { name: "Grace Hopper" });
  await seedCreator(database, other.shop.id, ADA, "ADA10");
  const save = (creator = ADA, more: Partial<typeof form> = {}, where = shop) =>
    saveCollaboration(database, where, creator, id("a"), { ...form, ...more }, NOW);
  await save();
  await save();
  expect(await table("collaboration")).toHaveLength(1);
  await save(ADA, { reach: "2000" });
  await save(GRACE, { reach: "9" });
  expect((await table("collaboration")).map((row) => [row.creator_id, row.reach])).toEqual([[ADA, 2000]]);
  expect(await save(GRACE, {}, other.shop)).toBeNull();
  expect(await save(ADA, { day: "" })).toEqual({ because: { day: "empty" } });
  expect(await dropCollaboration(database, shop.id, GRACE, id("a"))).toBeNull();
  expect(await dropCollaboration(database, other.shop.id, ADA, id("a"))).toBeNull();
  expect(await dropCollaboration(database, shop.id, ADA, id("a"))).toEqual({ id: id("a") });
  expect(await table("collaboration")).toEqual([]);
});

test("totals are of all that fit the filter, costs of the shop's currency alone, rates of what was counted on both sides", async () => {
  const { shop } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  await seedCreator(database, shop.id, GRACE, "GRACE5", { name: "Grace Hopper" });
  const save = (letter: string, creator: typeof ADA, more: Partial<typeof form>, currency = "USD") =>
    saveCollaboration(database, { ...shop, currency }, creator, id(letter), { ...form, ...more }, NOW);
  await save("a", ADA, {});
  await save("b", ADA, { day: "2026-02-28", kind: "live", interactions: "" });
  await save("c", GRACE, { reach: "3000", interactions: "30" });
  await save("d", ADA, { day: "2026-03-31", fee: "7", gift: "" }, "EUR");
  const list = (filter: object, page = PAGE) =>
    listCollaborations(database, shop, { ...ALL, ...filter }, page);
  const all = await list({});
  expect(all.collaborations.map((each) => `${each.creatorName} ${each.day}`)).toEqual([
    ...[
      "Ada Lovelace 2026-03-31",
      "Ada Lovelace 2026-03-01",
      "Grace Hopper 2026-03-01",
      "Ada Lovelace 2026-02-28",
    ],
  ]);
  expect(all.totals).toEqual({
    ...{ count: 4, reach: 6000, interactions: 130, engagement: { reach: 5000, interactions: 130 } },
    ...{
      fee: { minor: 75000, currency: "USD" },
      gift: { minor: 12000, currency: "USD" },
      inOtherCurrencies: 1,
    },
  });
  expect((await list({ month: "2026-02" })).totals.count).toBe(1);
  expect((await list({ month: "2026-03" })).totals.count).toBe(3);
  expect((await list({ kind: "live" })).totals.count).toBe(1);
  expect((await list({ creatorId: GRACE })).collaborations).toHaveLength(1);
  expect((await list({}, { page: 2, size: 3 })).collaborations).toHaveLength(1);
  expect(await listMonths(database, shop.id)).toEqual(["2026-03", "2026-02"]);
  expect(await inShop(database, shop.id, (tx) => sumCosts(tx, shop.id, ADA))).toEqual([
    { currency: "EUR", fee: { minor: 700, currency: "EUR" }, gift: { minor: 0, currency: "EUR" } },
    { currency: "USD", fee: { minor: 50000, currency: "USD" }, gift: { minor: 8000, currency: "USD" } },
  ]);
});

test("what is exported is read again without a change", async () => {
  const { shop, bringIn, report } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10", { name: "=Ada" });
  await saveCollaboration(
    database,
    shop,
    ADA,
    id("a"),
    { ...form, note: "-1 + @all", url: "a.example" },
    NOW,
  );
  await saveCollaboration(database, shop, ADA, id("b"), { ...form, reach: "", fee: "" }, NOW);
  let file = "";
  for await (const piece of exportCollaborations(database, shop, ALL)) file += piece;
  expect(file).toContain("'=Ada");
  expect(file).toContain("'-1 + @all");
  expect(await report(await bringIn(file, {}, "collaborations"))).toEqual(["2 unchanged", "3 unchanged"]);
});
