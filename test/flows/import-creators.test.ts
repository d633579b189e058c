import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { desks, fixture, NOW } from "#test/imports/import-fixture.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import { ADA, at, makeOrder, orderId } from "#test/support/make.ts";

const database = await freshDb(8);

const desk = desks(database);

test("an export of UpPromote comes in with names, programs and several codes each; read again it changes nothing", async () => {
  const { bringIn, report, creators, codes, table } = await desk();
  const first = await bringIn(fixture("uppromote.csv"));
  expect(await report(first)).toEqual(["2 new", "3 new", "4 new", "5 new"]);
  expect(await creators()).toEqual([
    'Ana "Nita" Souza ana.souza@example.com',
    "Jonas Weiß jonas.weiss@example.de",
    "Mia Sørensen mia.sorensen@example.dk",
    "Tom Okafor tom.okafor@example.com",
  ]);
  expect(await codes()).toEqual(
    ["ANITA15", "ANITAVIP", "JONAS15", "MIA15"].map((code) => `${code} percent 1000`),
  );
  expect((await table("program")).map((row) => row.name).sort()).toEqual(["Default program", "Gold"]);
  const before = [await table("creator"), await table("code"), await table("program")];
  expect(await report(await bringIn(fixture("uppromote.csv")))).toEqual(
    ["2", "3", "4", "5"].map((line) => `${line} unchanged`),
  );
  expect([await table("creator"), await table("code"), await table("program")]).toEqual(before);
});

test("exports of Refersion, GoAffPro and Collabs come in; GoAffPro's referral codes become links", async () => {
  const { bringIn, report, creators, table } = await desk();
  expect(await report(await bringIn(fixture("refersion.csv")))).toEqual([
    "2 new",
    "3 new",
    "4 refused nameEmpty()",
  ]);
  expect(await report(await bringIn(fixture("goaffpro.csv")))).toEqual(["2 new", "3 new", "5 new"]);
  expect(await report(await bringIn(fixture("collabs.tsv")))).toEqual(["2 new"]);
  expect(await creators()).toEqual([
    '=HYPERLINK("http://evil.example";"x") evil@example.com',
    "Freja Holm freja@example.dk",
    "Kim Lund kim@example.dk",
    "Lena Müller lena@example.de",
    "Priya Nair priya@example.in",
    "Zoë Kravets zoe@example.com",
  ]);
  expect((await table("link")).map((row) => row.slug).sort()).toEqual([
    ...["evil", "freja", "kim-lund", "lena-muller", "priya-nair", "zoe-kravets"],
  ]);
});

test("who comes in without a link gets a first one by name, never one that a row of the file asks for", async () => {
  const { bringIn, table } = await desk();
  const file =
    "name,code,credit from,link\nAda L,ADA10,2026-01-01,\nAda L,ADA15,,\nBob,,,ada-l\nCleo,CLEO,2026-02-01,cleo\n李,,,\n李,X1,,\n";
  await bringIn(file);
  const links = async () =>
    (await table("link"))
      .map((row) => `${row.slug} ${(row.created_at as Date).toISOString().slice(0, 10)}`)
      .sort();
  const first = ["ada-l 2026-03-10", "ada-l-2 2026-01-01", "ada-l-3 2026-03-10", "cleo 2026-02-01"];
  expect(await links()).toEqual([...first, "creator 2026-03-10", "creator-2 2026-03-10"]);
  await bringIn(file);
  expect(await links()).toHaveLength(6);
});

test("a German spreadsheet: semicolons, decimal commas, days with dots, the languages' own names", async () => {
  const { bringIn, codes, table } = await desk({ timeZone: "Europe/Berlin" });
  await bringIn(fixture("german.csv"));
  expect(await codes()).toEqual(["ANNA12 percent 1250", "BJORN5 percent 500"]);
  expect((await table("creator")).map((row) => [row.name, row.language]).sort()).toEqual([
    ["Anna Schmidt", "de"],
    ["Bjørn Ås", "da"],
  ]);
  expect((await table("code")).map((row) => row.held_from)).toEqual(
    expect.arrayContaining([at("2026-01-31T23:00:00Z"), at("2026-02-09T23:00:00Z")]),
  );
});

test("a look at a file writes nothing but its report", async () => {
  const { look, report, table } = await desk();
  const id = await look(fixture("uppromote.csv"));
  expect(await report(id)).toHaveLength(4);
  for (const name of ["creator", "code", "link", "program", "code_batch"])
    expect(await table(name)).toEqual([]);
  expect((await table("outbox")).map((row) => row.kind)).toEqual(["read-import"]);
});

test("codes are asked for in Shopify once each, and past orders with them are credited", async () => {
  const { shop, bringIn, table } = await desk();
  const order = makeOrder({ id: orderId(1), codes: ["ADA10"] });
  await inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, at("2026-03-01")));
  const file = "name,code,credit from\nAda,ADA10,2026-01-01\nGrace,GRACE5,\n";
  await bringIn(file);
  await bringIn(file);
  const kinds = (await table("outbox"))
    .map((row) => row.kind)
    .filter((kind) => !/import$|^read-journeys$/.test(String(kind)));
  expect(kinds.sort()).toEqual(["create-code", "create-code", "reattribute", "reattribute"]);
  expect((await table("code")).map((row) => row.held_from).sort()).toEqual([at("2026-01-01"), NOW]);
});

test("codes that exist in Shopify may be adopted when the merchant says so, and not otherwise", async () => {
  const { bringIn, table } = await desk();
  await bringIn("name,code\nAda,ADA10\n", { mayAdopt: "on" });
  await bringIn("name,code\nGrace,GRACE5\n");
  expect((await table("code")).map((row) => [row.code, row.may_adopt]).sort()).toEqual([
    ["ADA10", true],
    ["GRACE5", false],
  ]);
});

test("refused rows stop no other, and are kept to be mended when the rest of the file is dropped", async () => {
  const { bringIn, report, creators, table } = await desk();
  const id = await bringIn("name,email\nAda,ada@example.com\nBob,=cmd\nCleo,cleo@example.com\n");
  expect(await report(id)).toEqual(["2 new", "3 refused emailForm(=cmd)", "4 new"]);
  expect(await creators()).toEqual(["Ada ada@example.com", "Cleo cleo@example.com"]);
  const [run] = await table("import_run");
  expect(String(run?.file)).toBe("name,email\r\nBob,=cmd\r\n");
  await bringIn("name\nDora\n");
  expect((await table("import_run")).map((row) => [row.lines, row.state, row.file === null])).toContainEqual([
    ...[1, "done", true],
  ]);
});

test("what a row says of its discount goes before its program's, and that before what was chosen for the file", async () => {
  const { bringIn, codes, table } = await desk();
  await bringIn("name,program\nAda,Gold\n", { kind: "amount", value: "7.50" });
  await bringIn("name,code,program,percent\nBob,BOB,Gold,\nCleo,CLEO,Gold,12\nDora,DORA,,\n");
  expect(await codes()).toEqual(["BOB amount 750", "CLEO percent 1200", "DORA percent 1000"]);
  expect((await table("program")).map((row) => row.name)).toEqual(["Gold"]);
});

test("columns nobody asked for change nothing: ids, shops, dates and __proto__ are not taken from a file", async () => {
  const { bringIn, table, shop } = await desk();
  await bringIn(
    "id,shop_id,name,created_at,mailbox_hash,state,__proto__,constructor,name\ncr_00000000000000000000,sh_evil,Ada,1999-01-01,abc,active,x,y,Other\n",
  );
  const [creator] = await table("creator");
  expect(creator).toMatchObject({ shop_id: shop.id, name: "Ada", created_at: NOW, mailbox_hash: null });
  expect(creator?.id).not.toBe("cr_00000000000000000000");
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test("a big file's codes are made as one discount for each set of terms", async () => {
  const { bringIn, table } = await desk();
  const rows = Array.from(
    { length: 600 },
    (_, at) => `Creator ${at},c${at}@example.com,C${at},${at % 2 ? 10 : 15}`,
  );
  await bringIn(["name,email,code,percent", ...rows].join("\n"));
  expect(await table("creator")).toHaveLength(600);
  const batches = await table("code_batch");
  expect(batches.map((row) => row.basis_points).sort()).toEqual([1000, 1500]);
  expect(new Set((await table("code")).map((row) => row.batch_id))).toEqual(
    new Set(batches.map((row) => row.id)),
  );
  const jobs = (await table("outbox"))
    .map((row) => row.kind)
    .filter((kind) => !String(kind).endsWith("import"));
  expect(jobs.sort()).toEqual(["bulk-codes", "bulk-codes", "credit-batch", "credit-batch"]);
});

test("another shop's creators, codes and links are neither found nor touched", async () => {
  const other = await desk();
  await seedCreator(database, other.shop.id, ADA, "ADA10");
  const before = await other.table("creator");
  const { bringIn, report } = await desk();
  expect(await report(await bringIn("name,email,code,link\nAda Lovelace,,ADA10,ada\n"))).toEqual(["2 new"]);
  expect(await other.table("creator")).toEqual(before);
});
