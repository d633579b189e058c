import { expect, test } from "vitest";
import { EVERYBODY, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { ALL_CODES } from "#app/creators/codes-query.ts";
import { inShop } from "#app/db.server.ts";
import { exampleOf, exportCodes, exportCreators } from "#app/flows/export-creators.server.ts";
import { readRefused } from "#app/flows/read-report.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { findRun } from "#app/imports/runs.server.ts";
import { fixture, importerOf, NOW } from "#test/imports/import-fixture.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { ADA, at, GRACE, makeOrder, orderId } from "#test/support/make.ts";

const database = await freshDb(8);
let shops = 0;
async function desk() {
  const shop = await installShop(database, `out${++shops}.myshopify.com`, { timeZone: "America/New_York" });
  const table = (name: string) => rowsOf(database, name, shop.id);
  return { shop, table, ...(await importerOf(database, shop)) };
}
async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("what is exported is read again without a change: programs, several codes and links, formulas, everybody's language", async () => {
  const { shop, bringIn, report, table } = await desk();
  await bringIn(fixture("uppromote.csv"));
  await bringIn(fixture("goaffpro.csv"));
  await bringIn(fixture("german.csv"));
  await bringIn("name,email,code,amount,once per customer\nSam,sam@example.com,SAM5,5.25,yes\n");
  await bringIn("name,customer,code,discount\n@Zed,12345678901,ZED,free shipping\n");
  const file = await textOf(exportCreators(database, shop, EVERYBODY));
  const before = [await table("creator"), await table("code"), await table("link"), await table("program")];
  const lines = await report(await bringIn(file));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !line.includes("unchanged"))).toEqual([]);
  const codes = await report(await bringIn(await textOf(exportCodes(database, shop, ALL_CODES, NOW))));
  expect(codes.filter((line) => !line.includes("unchanged"))).toEqual([]);
  expect([await table("creator"), await table("code"), await table("link"), await table("program")]).toEqual(
    before,
  );
});

test("an export moves a program to another shop: creators, codes and links come out the same", async () => {
  const one = await desk();
  await one.bringIn(fixture("uppromote.csv"));
  await one.bringIn(fixture("german.csv"));
  const file = await textOf(exportCreators(database, one.shop, EVERYBODY));
  const two = await desk();
  await two.bringIn(file);
  expect(await textOf(exportCreators(database, two.shop, EVERYBODY))).toBe(file);
});

test("figures stand once for each creator, as plain numbers with their currency; formulas are made harmless", async () => {
  const { shop, bringIn } = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10", { name: '=HYPERLINK("http://evil.example")' });
  await bringIn("code,email\nADA10,ada@example.com\n");
  await bringIn("email,code\nada@example.com,ADA15\n");
  const order = makeOrder({ id: orderId(1), codes: ["ADA10"] });
  await inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, at("2026-03-01")));
  const [header = "", ...rows] = (await textOf(exportCreators(database, shop, EVERYBODY)))
    .trimEnd()
    .split("\r\n");
  expect(header).toBe(
    "\ufeffName,Email,Shopify customer,Handle,Language,Program,Code,Kind of discount,Percentage off,Amount off,Currency,Once per customer,Credit orders from,Link,Landing page,Orders,Customers,Clicks,Net,Refunded,Currency of figures",
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(
    /^"'=HYPERLINK\(""http:\/\/evil\.example""\)",ada@example\.com,.*,ADA10,percent,10,,,no,.*,1,\d,0,\d+\.\d\d,0\.00,USD$/,
  );
  expect(rows[1]).toMatch(/,ADA15,percent,10,.*,,,,,,$/);
});

test("the export is of those the table shows, or of those who were picked; and of this shop alone", async () => {
  const { shop } = await desk();
  const other = await desk();
  await seedCreator(database, shop.id, ADA, "ADA10");
  await seedCreator(database, shop.id, GRACE, "GRACE5", { name: "Grace Hopper" });
  await seedCreator(database, other.shop.id, ADA, "THEIRS", { name: "Other Ada" });
  const shown = await textOf(
    exportCreators(database, shop, readCreatorsQuery(new URLSearchParams("q=grace"))),
  );
  expect(shown).toContain("Grace Hopper");
  expect(shown).not.toContain("Ada");
  const picked = await textOf(exportCreators(database, shop, EVERYBODY, [ADA]));
  expect(picked).toContain("Ada Lovelace");
  expect(picked).not.toContain("Grace");
  expect(await textOf(exportCreators(database, shop, EVERYBODY))).not.toContain("Other Ada");
  const codes = await textOf(exportCodes(database, shop, { ...ALL_CODES, search: "GRACE" }, NOW));
  expect(codes).toContain("GRACE5");
  expect(codes).not.toContain("ADA10");
});

test("refused rows come out with why, harmless to a spreadsheet, before and after the import; mended they come in", async () => {
  const { shop, look, bring, bringIn, report } = await desk();
  const id = await look(
    'name,email,code\nAda,ada@example.com,ADA10\n"=cmd|x",=1+1,"A B"\n\'-Bob,bob@example.com,B 2\n',
  );
  const refused = async () => {
    const run = await findRun(database, shop.id, id);
    const pieces =
      run && (await readRefused(database, shop.id, run, "Problem", ({ because }) => `=${because}`));
    return textOf(pieces ?? (async function* () {})());
  };
  const expected = [
    "\ufeffname,email,code,Problem",
    "'=cmd|x,'=1+1,A B,'=emailForm =codeLetters",
    "'-Bob,bob@example.com,B 2,'=codeLetters",
  ].join("\r\n");
  expect((await refused()).trimEnd()).toBe(expected);
  await bring(id);
  expect((await refused()).trimEnd()).toBe(expected);
  const mended = (await refused())
    .replace("'=1+1", "cmd@example.com")
    .replace("A B", "A2")
    .replace("B 2", "B2");
  expect(await report(await bringIn(mended))).toEqual(["2 new", "3 new"]);
});

test("the examples we hand out come in as they are", async () => {
  const { shop, bringIn, report } = await desk();
  expect(await report(await bringIn(exampleOf("creators", shop, NOW)))).toEqual(["2 new", "3 new"]);
  const content = await bringIn(exampleOf("collaborations", shop, NOW), {}, "collaborations");
  expect(await report(content)).toEqual(["2 new", "3 new"]);
});

test("an export of thousands is written a piece at a time", async () => {
  const { shop, bringIn } = await desk();
  const rows = Array.from({ length: 1_200 }, (_, n) => `Creator ${n},c${n}@example.com`);
  await bringIn(["name,email", ...rows].join("\n"));
  const pieces: string[] = [];
  for await (const piece of exportCreators(database, shop, EVERYBODY)) pieces.push(piece);
  expect(pieces).toHaveLength(4);
  expect(pieces.join("").trim().split("\r\n")).toHaveLength(1_201);
});
