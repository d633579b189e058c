import fc from "fast-check";
import { expect, test } from "vitest";
import { desks } from "#test/imports/import-fixture.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import { ADA, customerId, GRACE } from "#test/support/make.ts";

const database = await freshDb(8);
const desk = desks(database);

test("a creator the shop has is found by e-mail, customer, code, handle or name, and only what the file says changes", async () => {
  const { shop, bringIn, report, creators } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10", { customerId: customerId(900) });
  await bringIn("name,email,code\nAda Lovelace,ada@example.com,ADA10\n");
  const ways = [
    ["email,handle\nADA@Example.com,@ada\n", "2 changed sets(@ada | )"],
    ["customer,name\n900,Ada L.\n", "2 changed changes(Ada L. | Ada Lovelace)"],
    ["code,language\nada10,da\n", "2 changed sets()"],
    ["handle,name\nADA,Ada Lovelace\n", "2 changed changes(Ada Lovelace | Ada L.)"],
    ["name\nAda Lovelace\n", "2 unchanged"],
    ["name,email\nAda Lovelace,other@example.com\n", "2 new"],
  ] as const;
  for (const [file, outcome] of ways) expect(await report(await bringIn(file)), file).toEqual([outcome]);
  expect(await creators()).toEqual(["Ada Lovelace ada@example.com", "Ada Lovelace other@example.com"]);
});

test.each([
  [
    "a code somebody else holds",
    "name,email,code\nBob,bob@example.com,ADA10\n",
    "codeHeld(ADA10 | Ada Lovelace)",
  ],
  ["no name for somebody new", "email\nbob@example.com\n", "nameEmpty()"],
  ["an e-mail that is none", "name,email\nBob,bob\n", "emailForm(bob)"],
  ["a customer that is none", "name,customer\nBob,-5\n", "customerForm(-5)"],
  ["a language we do not write", "name,language\nBob,Klingon\n", "languageUnknown(Klingon)"],
  ["a code with a space", "name,code\nBob,BOB 10\n", "codeLetters(BOB 10)"],
  ["a percentage of 101", "name,code,percent\nBob,BOB,101\n", "percentRange(101)"],
  ["a percentage in words", "name,code,percent\nBob,BOB,ten\n", "percentForm(ten)"],
  ["an amount of another currency", "name,code,amount,currency\nBob,BOB,5,EUR\n", "currencyOther(EUR)"],
  ["an amount and a percentage", "name,code,percent,amount\nBob,BOB,5,6\n", "valueBoth(6)"],
  ["a day with two readings", "name,code,credit from\nBob,BOB,03/04/2026\n", "dayTwice(03/04/2026)"],
  ["a day to come", "name,code,credit from\nBob,BOB,2026-03-11\n", "dayFuture(2026-03-11)"],
  ["a link with a slash", "name,link\nBob,a/b\n", "slugForm(a/b)"],
  [
    "a page of another shop",
    "name,link,landing page\nBob,bob,https://evil.example/x\n",
    "landingHost(https://evil.example/x)",
  ],
  ["too few values", "name,email,code\nBob,bob@example.com\n", "tooFewCells(2 | 3)"],
  ["too many values", "name,code\nBob,BOB,5\n", "tooManyCells(3 | 2)"],
])("refused: %s, with the value and the rule, and nothing is written", async (_, file, problem) => {
  const { shop, bringIn, report, table } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  expect(await report(await bringIn(file))).toEqual([`2 refused ${problem}`]);
  expect(await table("creator")).toHaveLength(1);
  expect(await table("code")).toHaveLength(1);
  expect(await table("link")).toHaveLength(0);
});

test("two rows of one file: a code twice, and different words about one creator, are refused with the earlier line", async () => {
  const { look, report } = await desk();
  const file = [
    "name,email,code,handle",
    "Ada,ada@example.com,ADA10,@ada",
    "Ada,ada@example.com,ADA15,",
    "Bob,bob@example.com,ada10,",
    "Ada,ADA@example.com,,@lovelace",
    "Cleo,,,",
    "Cleo,,,@cleo",
    "Cleo,,,",
    "Dora,dora@example.com,,@CLEO",
    "Evi,evi@example.com,,",
    "Evi,evi2@example.com,,",
    "Evi,,,",
  ].join("\n");
  expect(await report(await look(file))).toEqual([
    "2 new",
    "3 changed addsCode(ADA15)",
    "4 refused codeInFile(ada10 | Ada on 2)",
    "5 refused contradicts(@lovelace | @ada on 2)",
    "6 new",
    "7 new",
    "8 unchanged",
    "9 refused handleHeld(@CLEO | Cleo)",
    "10 new",
    "11 new",
    "12 refused manyByName(Evi)",
  ]);
});

test("several creators of one e-mail: the code says which is meant; where nothing does, the row is refused", async () => {
  const { bringIn, report, shop } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  await seedCreator(database, shop.id, GRACE, "GRACE5");
  await database.owner.query("UPDATE creator SET email = 'team@example.com' WHERE shop_id = $1", [shop.id]);
  const id = await bringIn("email,code,handle\nteam@example.com,GRACE5,@grace\nteam@example.com,,@who\n");
  expect(await report(id)).toEqual(["2 changed sets(@grace | )", "3 refused manyByEmail(team@example.com)"]);
});
test("a law: what came in from a file, read again, is unchanged in every row, and changes no table", async () => {
  const cell = (words: readonly string[]) => fc.constantFrom("", ...words);
  const row = fc.tuple(
    cell(["Ada", "Bob", "Cléo", "=SUM(1)", "@dora"]),
    cell(["ada@x.com", "ADA@x.com", "bob@x.com", "cleo@x.com", "nobody"]),
    cell(["A1", "a1", "B2", "C3, D4", "E 5"]),
    cell(["@ada", "ada", "@bob"]),
    cell(["10", "12,5", "0"]),
    cell(["ada", "bob", "Ada!"]),
  );
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const fileOf = (rows: readonly (readonly string[])[]) =>
    ["name,email,code,handle,percent,link", ...rows.map((cells) => cells.map(quote).join(","))].join("\n");
  let cameIn = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      // A name alone can come to mean several people by what stands below it.
      const told = rows.filter(([, email, code, handle]) => email !== "" || code !== "" || handle !== "");
      if (told.length === 0) return;
      const { bringIn, report, table } = await desk();
      const first = await report(await bringIn(fileOf(told)));
      const kept = told.filter((_, at) => !first[at]?.includes("refused"));
      if (kept.length === 0) return;
      cameIn += kept.length;
      const tables = async () => [await table("creator"), await table("code"), await table("link")];
      const before = await tables();
      const again = await report(await bringIn(fileOf(kept)));
      expect(again.filter((line) => !line.includes("unchanged"))).toEqual([]);
      expect(await tables()).toEqual(before);
    }),
    { numRuns: 60 },
  );
  expect(cameIn).toBeGreaterThan(40);
}, 120_000);
