import { afterAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/day.ts";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import { ADA } from "#test/support/make.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6680);
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const { app, shows, heading, open, press } = merchantAt(admin, standIn.adminUrl);

async function look(what: string) {
  for (const width of [1280, 390]) {
    await admin.setViewportSize({ width, height: 900 });
    await expectSound(admin, `${what}, ${width} wide`);
  }
  await admin.setViewportSize({ width: 1280, height: 900 });
}

/** Puts a code's uses on `days` days. */
const use = async (
  shopId: string,
  from: string,
  days: number,
  uses: number,
  untouched: number,
  coupons = 0,
) =>
  database.owner.query(
    `INSERT INTO code_day (shop_id, creator_id, key, day, uses, untouched, coupons)
     SELECT $1, $2, 'ada10', unnest($3::text[]), $4, $5, $6`,
    [shopId, ADA, Array.from({ length: days }, (_, nth) => addDays(from, nth)), uses, untouched, coupons],
  );

test("a shop whose codes were not looked at yet says when they are, and a look finds nothing where nothing is", async () => {
  await open("/app/codes", "Codes");
  const { rows } = await database.owner.query("SELECT id FROM shop");
  await seedCreator(database, rows[0].id, ADA, "ADA10");
  await use(rows[0].id, "2026-01-01", 120, 2, 1);
  await open("/app/codes", "Codes");
  await shows("Codes are looked at each night: who uses them, and from where they come.");
  await press("Look now", () => app.getByText("No code seems to have leaked.").isVisible());
  await shows(/1 code looked at .*, and again each night\./);
  await look("leaks-none");
});

test("a leaked code is told with its numbers and a figure, by the keyboard it is ignored, and shown again", async () => {
  const { rows } = await database.owner.query("SELECT id FROM shop");
  await use(rows[0].id, "2026-05-01", 14, 8, 8, 5);
  await press("Look now", () => app.getByText(/112 of 112 orders of the last 14 days/).isVisible());
  await shows("1 code is used by people who do not seem to come from its creator.");
  await shows(/came without a click on any link of Ada Lovelace; before: 120 of 240\./);
  await shows("70 of 112 orders came from sites that collect codes; before: 0 of 240.");
  await shows("It is used 8 times a day; before: 2 times a day.");
  await app.getByRole("img", { name: /Orders with ADA10 by day/ }).waitFor(SOON);
  expect(await app.getByText("Seems leaked").count()).toBeGreaterThan(1);
  await look("leaks-found");
  await app.getByRole("button", { name: "Ignore: ADA10" }).press("Enter");
  await app.getByRole("menuitem", { name: "For 30 days" }).press("Enter");
  await shows("No code seems to have leaked.");
  await shows(/ignored until/);
  await look("leaks-ignored");
  await press("Show again: ADA10", () => app.getByText(/112 of 112 orders/).isVisible());
  await open(`/app/creators/${ADA}`, "Ada Lovelace");
  await shows("Seems leaked");
});

test("from the finding the code is paused, and replaced by another", async () => {
  await open("/app/codes", "Codes");
  await press("Pause code: ADA10", () => app.getByText("Paused", { exact: true }).first().isVisible());
  await look("leaks-paused");
  await app.getByRole("link", { name: "Codes for one use…: ADA10" }).waitFor(SOON);
  await app.getByRole("link", { name: "Replace code…: ADA10" }).click();
  await heading("ADA10");
  await app.getByLabel("New code").fill("ADA-FRESH");
  await app.getByRole("button", { name: "Replace code", exact: true }).click();
  await shows(/^Replaced by ADA-FRESH$/);
  await open("/app/codes", "Codes");
  await shows("Ending");
  await look("leaks-replaced");
});

test("nobody complained: no error in the browser, none in the processes", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
