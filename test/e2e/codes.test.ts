import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { seedPeople } from "#test/support/batches.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6200);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
const admin = await context.newPage();
const controls = await context.newPage();
const complaints = [admin, controls].map(complaintsOf);
const { app, shows, heading, open, press } = merchantAt(admin, standIn.adminUrl);
const toast = (text: string | RegExp) => admin.getByText(text).first().waitFor(SOON);
const field = (label: string) => app.getByLabel(label, { exact: true });
const row = (code: string) => app.getByRole("row").filter({ hasText: code });

/** Looks at the page on both widths: sound, and kept as a picture where somebody asks for it. */
async function look(what: string) {
  for (const width of [1280, 390]) {
    await admin.setViewportSize({ width, height: 900 });
    await admin.waitForTimeout(300);
    await expectSound(admin, `${what}, ${width} wide`);
    const folder = process.env.SHOTS;
    if (!folder) continue;
    await admin.setViewportSize({ width, height: width < 500 ? 2200 : 1400 });
    await admin.waitForTimeout(500);
    await admin.screenshot({ path: `${folder}/${what}-${width}.png` });
  }
  await admin.setViewportSize({ width: 1280, height: 900 });
}

/** Does something to a discount in Shopify's own admin, which Controls stands for. */
async function inShopify(button: string, fields: Readonly<Record<string, string>>) {
  await controls.goto(`${standIn.origins.admin}/controls`);
  const form = controls
    .locator("form")
    .filter({ has: controls.getByRole("button", { name: button, exact: true }) });
  for (const [label, value] of Object.entries(fields))
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole("button", { name: button, exact: true }).click();
  await controls.getByRole("alert").waitFor(SOON);
}

async function compare(told: string | RegExp) {
  await open("/app/codes", "Codes");
  await press("Check now", () => app.getByText(told).first().isVisible());
}

test("before there is a code, the page says what codes are for", async () => {
  await open("/app/codes", "Codes");
  await shows("There is no creator yet.");
  const { rows } = await database.owner.query("SELECT id FROM shop");
  await seedPeople(database, rows[0].id, 30, (n) =>
    n === 30 ? "李" : n > 27 ? "Ada Lovelace" : `Maker${n} Moss`,
  );
  await open("/app/codes", "Codes");
  await shows("Give your creators codes");
  await look("codes-empty");
});

test("whoever adds codes for many sees them before, and what is wrong with a template", async () => {
  await app
    .getByRole("link", { name: "Add codes" })
    .or(app.getByRole("button", { name: "Add codes" }))
    .first()
    .click();
  await heading("Add codes");
  await shows("Those without a code: 30");
  await shows("ADA10-2");
  await shows(/No code can be made for 李/);
  await field("Template").fill("{FRIST}10");
  await press("Create codes", () => app.getByText(/“FRIST” is nothing a template knows/).isVisible());
  await look("codes-new-refused");
  await field("Template").fill("{FIRST}{VALUE}");
  await field("Percentage off").fill("15");
  await shows("ADA15-2");
  await app.getByRole("button", { name: "More conditions" }).click();
  await app.getByLabel("Each customer can use it once").check();
  await field("Minimum").selectOption("subtotal");
  await field("At least").fill("25");
  await look("codes-new");
});

test("the codes are made in Shopify while the page shows how far it is, and one it refused is tried again", async () => {
  await inShopify("Refuse once", { "Codes, separated by commas": "MAKER715, maker815" });
  await field("Name of the discount in Shopify").fill("Spring makers");
  await press("Create 29 codes", () => app.getByRole("heading", { name: "Spring makers" }).isVisible());
  await shows("27 of 29 codes");
  await shows("Shopify refused 2 codes.");
  await shows("15% off, from $25.00 on, once per customer");
  await look("batch-refused");
  await app.getByLabel("Show", { exact: true }).selectOption("refused");
  await row("MAKER715").getByText("Refused", { exact: true }).waitFor(SOON);
  const tried = toast("2 codes are tried again");
  await press("Try all again", () => app.getByText("29 of 29 codes").isVisible());
  await tried;
  await shows("Shopify has every code.");
  expect(standIn.shop.discounts.size).toBe(1);
  await look("batch-done");
});

test("what was done to a discount in Shopify is found, and repaired by a button", async () => {
  await inShopify("Set percentage", { Code: "MAKER115", "New percentage": "50" });
  await compare("Changed in Shopify");
  await shows("In Shopify it is now: 50% off, from $25.00 on, once per customer.");
  await look("codes-drifted");
  await app.getByRole("button", { name: "Set our terms again: MAKER115" }).click();
  await expect.poll(() => app.getByText("Changed in Shopify").count(), SOON).toBe(0);
});

test("the page is searched and narrowed by its address", async () => {
  await app.getByLabel("Search codes").fill("ada");
  await expect.poll(() => app.getByRole("row").count(), SOON).toBe(3);
  await app.getByLabel("State").selectOption("refused");
  await shows("No code matches");
  await app.getByRole("link", { name: "Show all codes" }).click();
  await row("MAKER115").waitFor(SOON);
});

test("a code that is the merchant's own already is refused with its title, and used as it is", async () => {
  await inShopify("Make discount", { Title: "Summer sale", Code: "SUMMER", Percentage: "20" });
  await open("/app/codes", "Codes");
  await row("MAKER115").getByRole("link", { name: "Maker1 Moss" }).click();
  await heading("Maker1 Moss");
  await press("Add code", () => field("Code").isVisible());
  await field("Code").fill("summer");
  await field("Percentage off").fill("10");
  await app.getByRole("button", { name: "More conditions" }).click();
  await field("Takes off from").selectOption("products");
  await look("creator-code-form");
  await field("Takes off from").selectOption("");
  await app.getByRole("button", { name: "Add code", exact: true }).last().click();
  await shows("The discount “Summer sale” already uses this code.");
  await look("creator-code-refused");
  await app.getByRole("button", { name: "Use this discount: summer" }).click();
  await shows("Your own discount");
  await shows(/20% off/);
});

test("a code for some products is made with those that were picked in Shopify", async () => {
  await press("Add code", () => field("Code").isVisible());
  await field("Code").fill("MUGS");
  await field("Discount").selectOption("amount");
  await field("Amount off").fill("3");
  await app.getByRole("button", { name: "More conditions" }).click();
  await field("Last day").fill("2035-01-31");
  await field("Takes off from").selectOption("products");
  await app.getByRole("button", { name: "Choose products" }).click();
  const picker = admin.getByRole("dialog", { name: "Select products" });
  await picker.getByLabel(/Ceramic mug/).check();
  await picker.getByRole("button", { name: "Select", exact: true }).click();
  await app.getByText("Ceramic mug").first().waitFor(SOON);
  await look("creator-code-scope");
  await app.getByRole("button", { name: "Add code", exact: true }).last().click();
  await shows("$3.00 off, only Ceramic mug, until Jan 31, 2035");
  await expect
    .poll(() => standIn.shop.discounts.find("mugs"), SOON)
    .toMatchObject({
      ...{ value: { amount: "3.00" }, scope: { products: ["7700000000004"] } },
      endsAt: "2035-02-01T00:00:00.000Z",
    });
});

test("a renamed code is kept by its new name, and Health says so until then", async () => {
  await inShopify("Rename", { Code: "SUMMER", "New code": "WINTER" });
  await compare("Renamed in Shopify");
  await open("/app/health", "Health");
  await shows("1 code stands in Shopify otherwise than it was made.");
  await app.getByRole("link", { name: "Open codes" }).click();
  await heading("Codes");
  await shows("In Shopify the code is WINTER now.");
  await app.getByRole("button", { name: "Keep WINTER: summer" }).click();
  await shows("No code matches");
  await open("/app/codes", "Codes");
  await row("WINTER").getByText("Live").waitFor(SOON);
  await row("summer").getByText("Ended").waitFor(SOON);
});

test("a deleted discount takes its codes along, and they are created again together", async () => {
  await inShopify("Delete", { Code: "MAKER115" });
  await compare("Deleted in Shopify");
  await look("codes-deleted");
  await app.getByRole("button", { name: "Create again: MAKER115" }).click();
  await expect.poll(() => standIn.shop.discounts.find("maker2715")?.title, SOON).toBe("Spring makers");
  await expect.poll(() => app.getByText("Deleted in Shopify").count(), SOON).toBe(0);
});

test("nothing complained, and nothing fell over", () => {
  expect(complaints.flat()).toEqual([]);
  expect(notices).toEqual([]);
});
