import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { addTwoCreators } from "#test/e2e/two-creators.ts";
import { complaintsOf, expectSound, expectSoundOnPhone } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6900);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
const admin = await context.newPage();
const controls = await context.newPage();
const complaints = complaintsOf(admin);
const merchant = merchantAt(admin, standIn.adminUrl);
const { app, shows, heading, open } = merchant;
const PATIENT = { timeout: 30_000 };
const press = (name: string) => app.getByRole("button", { name, exact: true }).click();

/** Somebody buys a kit with a code. @returns what the shop says */
async function buy(code: string, email: string): Promise<string> {
  await controls.goto(`${standIn.origins.admin}/controls`);
  await controls.getByLabel("Somebody new, or a customer by e-mail").check();
  await controls.getByLabel("E-mail of somebody new or a guest").fill(email);
  await controls.getByLabel("Pour-over kit", { exact: true }).first().fill("1");
  await controls.getByLabel(/Discount codes/).fill(code);
  await controls.getByRole("button", { name: "Place order" }).click();
  const said = controls.getByRole("alert");
  await said.waitFor(SOON);
  return said.innerText();
}
/** The merchant does something to a code's discount in Shopify itself. */
async function inShopify(code: string, act: string) {
  await controls.goto(`${standIn.origins.admin}/controls`);
  const card = controls.getByRole("region", { name: "Discounts" });
  await card.getByLabel("Code", { exact: true }).first().fill(code);
  await card.getByRole("button", { name: act }).click();
  await controls.getByRole("alert").waitFor(SOON);
}
const openCode = async (code: string) => {
  await open("/app/codes", "Codes");
  await app.getByRole("link", { name: code, exact: true }).filter({ visible: true }).first().click();
  await heading(code);
};

test("a code has a page of its own, with what it does and what can be done", async () => {
  await addTwoCreators(admin, merchant);
  await openCode("ADA10");
  await app.getByText("Live", { exact: true }).first().waitFor(PATIENT);
  await shows(/^10% off/);
  await shows(/^Credits orders from .* to$|^Credits orders from .* to Ada Lovelace$/);
  await expectSound(admin, "code");
  await expectSoundOnPhone(admin, "code");
});

test("paused, it takes off nothing at the till, and an order that has it all the same is nobody's and says why", async () => {
  await press("Pause code");
  await shows(/^Paused since /);
  await expect.poll(() => buy("ADA10", "ann@example.com"), PATIENT).toContain("not valid");
  await expectSound(admin, "code, paused");
  // Somebody switches the discount on in Shopify, where the code is still paused.
  await inShopify("ADA10", "Begin again");
  expect(await buy("ADA10", "ann@example.com")).toContain("was placed");
  await open("/app/orders", "Orders");
  await shows("Not credited: Ada Lovelace’s code ADA10 was paused when the order was placed.");
});

test("resumed, it takes off and credits as before, and its page remembers the pause", async () => {
  await openCode("ADA10");
  await press("Resume code");
  await shows("Orders with this code are credited.");
  await shows("Paused before");
  await expect.poll(() => buy("ADA10", "bo@example.com"), PATIENT).toContain("was placed");
  await open("/app/orders", "Orders");
  await shows("Credited to Ada Lovelace: the code ADA10 was used.");
});

test("a code that cannot take its place is refused with the reason; one that can does what it did", async () => {
  await openCode("ADA10");
  await press("Replace code");
  await shows(/^Enter the code Ada Lovelace gets instead/);
  await app.getByLabel("New code").fill("grace5");
  await press("Replace code");
  await shows("grace5 is already held by Grace Hopper. Choose another code.");
  await expectSound(admin, "code, refused");
  await app.getByLabel("New code").fill("ADA-SPRING");
  await press("Replace code");
  await shows(/^Replaced by ADA-SPRING$/);
  await shows(/^Credits orders from .* until .* to Ada Lovelace$/);
  await expectSound(admin, "code, replaced");
  await openCode("ADA-SPRING");
  await app.getByText("Live", { exact: true }).first().waitFor(PATIENT);
  await shows(/^In place of ADA10$/);
  for (const [code, email] of [
    ["ADA10", "cy@example.com"],
    ["ADA-SPRING", "di@example.com"],
  ] as const)
    expect(await buy(code, email)).toContain("was placed");
  await open("/app/orders", "Orders");
  await shows("Credited to Ada Lovelace: the code ADA-SPRING was used.");
});

test("codes for one use each are made, used once, and refused at the till the second time", async () => {
  await openCode("ADA-SPRING");
  await app.getByLabel("How many (at most 1,000)").fill("12 dozen");
  await press("Make codes");
  await shows(/^“12 dozen” is not a number of codes/);
  await app.getByLabel("How many (at most 1,000)").fill("12");
  await app.getByLabel("End ADA-SPRING").check();
  await expectSound(admin, "code, with codes for one use");
  await expectSoundOnPhone(admin, "code, with codes for one use");
  await press("Make codes");
  await heading("Ada Lovelace (single use)");
  const made = async () =>
    (await rowsOf(database, "code"))
      .filter((row) => row.is_single_use && row.state === "active")
      .map((row) => String(row.code));
  await expect.poll(async () => (await made()).length, PATIENT).toBe(12);
  const [first = ""] = await made();
  await shows(first);
  expect(await buy(first, "ed@example.com")).toContain("was placed");
  expect(await buy(first, "fay@example.com")).toContain("was used as often as it can be");
  await open("/app/orders", "Orders");
  await shows(`Credited to Ada Lovelace: the code ${first} was used.`);
  await openCode("ADA10");
  await app.getByRole("link", { name: "Ada Lovelace" }).first().click();
  await heading("Ada Lovelace");
  await shows(/^12 codes for one use each:/);
  await expectSound(admin, "creator, with codes for one use");
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
