import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { visitorAt } from "#test/e2e/visitor.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6700);
const { origins } = standIn;
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const { app, shows, heading, open } = merchantAt(admin, standIn.adminUrl);
const PATIENT = { timeout: 30_000 };
const save = () => admin.getByRole("button", { name: "Save", exact: true }).click();
const toast = (text: string) => admin.getByText(text).first().waitFor(PATIENT);
const orders = async () => (await rowsOf(database, "attribution")).length;

async function addCreator(name: string, code: string) {
  await open("/app/creators/new", "Add creator");
  await app.getByLabel("Name", { exact: true }).fill(name);
  await app.getByLabel("Code", { exact: true }).fill(code);
  await app.getByLabel("Percentage off").fill("10");
  await save();
  await heading(name);
}

/** Follows both creators' links, consents, and buys a mug without a code. */
async function buyByBoth(email: string) {
  const shopper = await visitorAt(browser, origins.storefront);
  const { page } = shopper;
  await page.goto(`${origins.app}/go/demo/ada-lovelace`, { waitUntil: "networkidle" });
  await shopper.consent("Accept");
  const visits = async () => JSON.stringify(await shopper.stored()).match(/vi_/g)?.length ?? 0;
  await expect.poll(visits, PATIENT).toBe(1);
  await page.goto(`${origins.app}/go/demo/grace-hopper`, { waitUntil: "networkidle" });
  await expect.poll(visits, PATIENT).toBe(2);
  await page.goto(`${origins.storefront}/products/ceramic-mug`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText("Added: Ceramic mug").waitFor(SOON);
  await page.goto(`${origins.storefront}/checkout`, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor(SOON);
}

test("until they are changed, the usual rules are told, and the last click decides", async () => {
  await addCreator("Ada Lovelace", "ADA10");
  await addCreator("Grace Hopper", "GRACE5");
  await open("/app/rules", "Attribution");
  await shows("The code decides, of several the one that took off most; else the last click within 30 days.");
  await expectSound(admin, "attribution, usual");
  await buyByBoth("ann@example.com");
  await expect.poll(orders, PATIENT).toBe(1);
  await open("/app/orders", "Orders");
  await shows(/^Credited to Grace Hopper: of several creators’ links, grace-hopper was clicked last/);
});

test("a window that cannot be is refused with its rule, and nothing is changed", async () => {
  await open("/app/rules", "Attribution");
  await app.getByLabel("A click counts for").fill("400");
  await save();
  await shows("400 days is out of range. Enter a number from 1 to 365.");
  await expectSound(admin, "attribution, refused");
  await app.getByLabel("A click counts for").fill("14");
});

test("clicks share alike from now on: the page tells since when, the earlier order keeps its rule", async () => {
  await app.getByLabel("Clicks on links of several creators").selectOption("linear");
  const saved = toast("The rules are changed for orders from now on");
  await save();
  await saved;
  await shows("A click counts for 14 days. All clicks share alike.");
  await expectSound(admin, "attribution, changed");
  await admin.setViewportSize({ width: 390, height: 844 });
  await expectSound(admin, "attribution, on a phone");
  await admin.setViewportSize({ width: 1280, height: 900 });
  await buyByBoth("bo@example.com");
  await expect.poll(orders, PATIENT).toBe(2);
  await open("/app/orders", "Orders");
  await shows(/^Shared by Ada Lovelace \(50%\), Grace Hopper \(50%\)/);
  await shows(/^Credited to Grace Hopper: of several creators’ links/);
  await expectSound(admin, "orders, one shared");
});

test("a shared order stands on both creators' pages, each with their own part", async () => {
  const parts = await rowsOf(database, "credit_share");
  const [whole] = (await rowsOf(database, "attribution")).filter((row) => row.is_shared);
  expect(parts.map((row) => row.share)).toEqual([500_000, 500_000]);
  expect(parts.reduce((all, row) => all + Number(row.net), 0)).toBe(Number(whole?.net));
  await app.getByRole("link", { name: "Ada Lovelace" }).first().click();
  await heading("Ada Lovelace");
  await shows(/^Shared by Ada Lovelace/);
  const ada = parts.find((row) => String(row.link_id) === String(whole?.link_id)) ?? parts[0];
  await shows(`$${(Number(ada?.net) / 100).toFixed(2)}`);
  await expectSound(admin, "creator, with a shared order");
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
