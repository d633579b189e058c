import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6400);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
const page = await context.newPage();
const complaints = complaintsOf(page);
const { app, shows, heading, open, press } = merchantAt(page, standIn.adminUrl);

/** An existing program: a good row, one with a second code, one that is wrong four times, a name that a spreadsheet would run. */
const PROGRAM = `id,Name,Email,Coupon,Discount,Program,Credit orders from,created_at
1,Mia Sørensen,mia@example.dk,MIA15,15%,Gold,2026-01-01,2024-01-01
2,"=HYPERLINK(""http://evil.example"",""x"")",evil@example.com,EVIL10,10%,Gold,,2024-01-01
3,Bob,not-an-email,BOB 10,120%,,03/04/2026,2024-01-01
4,Mia Sørensen,mia@example.dk,MIAVIP,15%,Gold,,2024-01-01
`;
const CONTENT = `Creator,Content type,Date,Post URL,Reach,Engagements,Fee,Gift at cost,Currency,Notes
mia@example.dk,Reel,2026-02-01,https://www.instagram.com/reel/1,12400,620,250.00,40.00,USD,first reel
Nobody Known,Post,2026-02-20,,,,,,,
`;
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

const seen = (text: string | RegExp) => () =>
  app.getByText(text).filter({ visible: true }).first().isVisible();
const table = (name: string) => rowsOf(database, name);
const creators = async () => (await table("creator")).map((row) => row.name).sort();
const codes = async () => (await table("code")).map((row) => row.code).sort();
const row = (line: string) => app.getByRole("row").filter({ hasText: line });

/** Chooses a file as a merchant does, once the page listens. */
async function choose(name: string, content: string | Buffer, kind = "Creators, their codes and links") {
  await open("/app/import", "Import");
  const buffer = Buffer.from(content as string);
  const chosen = app.getByRole("button", { name: `Remove ${name}` });
  await expect
    .poll(
      async () => {
        if (await chosen.isVisible()) return true;
        await app.getByLabel(kind).check({ timeout: 2000, force: true });
        await app
          .locator('input[type="file"]')
          .setInputFiles({ name, mimeType: "text/csv", buffer }, { timeout: 2000 });
        return chosen.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
}

/** Presses a button that saves a file, and reads it. */
async function downloaded(button: string): Promise<string> {
  const coming = page.waitForEvent("download", SOON);
  await app.getByRole("button", { name: button, exact: true }).click();
  return readFile(await (await coming).path(), "utf8");
}

async function expectSoundAtBothWidths(what: string) {
  await expectSound(page, what);
  await page.setViewportSize(SIZES.narrow);
  await expectSound(page, `${what}, on a phone`);
  await page.setViewportSize(SIZES.wide);
}

test.each([
  [
    "UTF-16",
    Buffer.from(`\ufeff${PROGRAM}`, "utf16le"),
    /This file is in UTF-16, and only UTF-8 can be read/,
  ],
  ["a zero byte", "name\nAda\0\n", /Line 2 of this file holds a zero byte/],
  ["only a header", "name,email\n", /This file has a header but no rows below it/],
  ["more than 10 MB", Buffer.alloc(10 * 1024 * 1024 + 1, "a"), /This file is larger than 10 MB/],
])("a file of %s is told clearly, and nothing is kept of it", async (_, content, sentence) => {
  await choose("bad.csv", content);
  await press("Continue", seen(sentence));
  expect(await table("import_run")).toEqual([]);
  await expectSoundAtBothWidths("import, refused");
});

test("an existing program's file: its columns are recognized, and every row is told before anything is written", async () => {
  await choose("program.csv", PROGRAM);
  await press("Continue", seen("What the columns tell"));
  await heading("program.csv");
  expect(await app.getByLabel("Credit orders from").first().inputValue()).not.toBe("");
  await shows("Not imported");
  await expectSoundAtBothWidths("import, columns");
  await press("Check the file", seen("2 creators can be imported. Nothing is written yet."));
  await row("“not-an-email” is not an email address").getByText("Refused").waitFor(SOON);
  for (const sentence of [
    /“BOB 10” holds a space/,
    /“120%” cannot be taken off/,
    /“03\/04\/2026” can be read as two/,
  ])
    await shows(sentence);
  expect([await creators(), await codes()]).toEqual([[], []]);
  await expectSoundAtBothWidths("import, report");
});

test("refused rows come back as a file with the header of the first, and why", async () => {
  const [header, refused, ...none] = parse(await downloaded("Download refused rows"), { bom: true });
  expect(header).toEqual([...(PROGRAM.split("\n")[0]?.split(",") ?? []), "Problem"]);
  expect(refused?.slice(0, 8)).toEqual(PROGRAM.split("\n")[3]?.split(","));
  expect(refused?.[8]).toContain("“BOB 10” holds a space");
  expect(none).toEqual([]);
});

test("what is right is imported: creators, their codes live in Shopify, their program and first links", async () => {
  await press("Import 2 creators", seen(/The import is finished/));
  expect(await creators()).toEqual(['=HYPERLINK("http://evil.example","x")', "Mia Sørensen"]);
  expect(await codes()).toEqual(["EVIL10", "MIA15", "MIAVIP"]);
  expect((await table("program")).map(({ name }) => name)).toEqual(["Gold"]);
  expect((await table("link")).map(({ slug }) => slug).sort()).toEqual([
    "hyperlink-http-evilexample-x",
    "mia-sorensen",
  ]);
  const live = async () => (await table("code")).map(({ state }) => state);
  await expect.poll(live, SOON).toEqual(["active", "active", "active"]);
  expect(standIn.shop.discounts.find("mia15")).not.toBeNull();
  await expectSoundAtBothWidths("import, done");
});

test("the same file again changes nothing", async () => {
  const before = [await table("creator"), await table("code"), await table("link")];
  await choose("program.csv", PROGRAM);
  await press("Continue", seen("What the columns tell"));
  await press(
    "Check the file",
    seen("Nothing in this file is new or changed, so there is nothing to import."),
  );
  expect([await table("creator"), await table("code"), await table("link")]).toEqual(before);
});

test("creators are exported, and what looks like a formula is a text", async () => {
  await open("/app/creators", "Creators");
  const rows: Record<string, string>[] = parse(await downloaded("Export"), { columns: true, bom: true });
  expect(rows.map(({ Name, Code, Program }) => [Name, Code, Program]).sort()).toEqual([
    [`'=HYPERLINK("http://evil.example","x")`, "EVIL10", "Gold"],
    ["Mia Sørensen", "MIA15", "Gold"],
    ["Mia Sørensen", "MIAVIP", "Gold"],
  ]);
});

test("content is logged on the creator's page, refused with its rule, changed and removed", async () => {
  await app.getByRole("link", { name: "Mia Sørensen" }).first().click();
  await heading("Mia Sørensen");
  await shows("Nothing logged yet.");
  await app.getByRole("link", { name: "Log content" }).click();
  await heading("Log content");
  const field = (name: string) => app.getByLabel(name, { exact: true });
  await field("Day").fill("2026-02-14");
  await field("Reach").fill("many");
  await press("Log content", seen("“many” is not a whole number."));
  await field("Reach").fill("1000");
  await field("Interactions").fill("45");
  await field("Fee").fill("99.50");
  await expectSoundAtBothWidths("log content");
  await press("Log content", seen("Reach 1,000 · 4.5% engagement · Cost $99.50"));
  await heading("Mia Sørensen");
  await app.getByRole("link", { name: /of Feb 14, 2026$/ }).click();
  await field("Fee").waitFor(SOON);
  await field("Fee").fill("80");
  await press("Save", async () => (await table("collaboration"))[0]?.fee_minor === "8000");
  const question = app.getByRole("dialog", { name: "Remove this content?" });
  await press("Remove", () => question.isVisible());
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await shows("Nothing logged yet.");
  expect(await table("collaboration")).toEqual([]);
});

test("content comes in from a file too, is listed with its sums, and is exported", async () => {
  await choose("content.csv", CONTENT, "Content creators made");
  await press("Continue", seen("What the columns tell"));
  await press("Check the file", seen("Content of 1 creator can be imported. Nothing is written yet."));
  await row("Nobody Known").getByText("Refused").waitFor(SOON);
  await press("Import content", seen("The import is finished."));
  await open("/app/collaborations", "Collaborations");
  await shows("$250.00");
  await shows("5%");
  await expectSoundAtBothWidths("collaborations");
  const [line]: Record<string, string>[] = parse(await downloaded("Export"), { columns: true, bom: true });
  expect(line).toMatchObject({ Creator: "Mia Sørensen", Day: "2026-02-01", Fee: "250.00", Currency: "USD" });
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
