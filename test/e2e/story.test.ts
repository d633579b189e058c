import type { FrameLocator, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 5400);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
const admin = await context.newPage();
const controls = await context.newPage();
const complaints = [...[admin, controls].map(complaintsOf)];
const app: FrameLocator = admin.frameLocator("#app");
/** Long enough for a machine that is busy with other tests; how fast it is on a quiet one is for the bench. */
const SOON = { timeout: 15_000 };

const shows = (text: string | RegExp, where: FrameLocator | Page = app) =>
  where.getByText(text).filter({ visible: true }).first().waitFor(SOON);
const goTo = async (name: string) => {
  await admin
    .getByRole("navigation")
    .getByRole("button", { name, exact: true })
    .or(admin.getByRole("navigation").getByRole("link", { name, exact: true }))
    .first()
    .click();
  await app.getByRole("heading", { name, exact: true, level: 1 }).waitFor(SOON);
};

async function order(fields: { codes?: string; email?: string; units?: number; status?: string }) {
  await controls.goto(`${standIn.origins.admin}/controls`);
  await controls.getByLabel("Somebody new, or a customer by e-mail").check();
  await controls.getByLabel("E-mail of somebody new or a guest").fill(fields.email ?? "buyer@example.com");
  await controls
    .getByLabel("Pour-over kit", { exact: true })
    .first()
    .fill(String(fields.units ?? 1));
  await controls.getByLabel(/Discount codes/).fill(fields.codes ?? "");
  if (fields.status) await controls.getByLabel("Payment").selectOption(fields.status);
  await controls.getByRole("button", { name: "Place order" }).click();
  await controls.getByRole("alert").waitFor(SOON);
}

test("a merchant opens the app for the first time and is invited to add a creator", async () => {
  await admin.goto(standIn.adminUrl);
  await shows("Who brings your customers?");
  await expectSound(admin, "home, empty");
  await admin.goto(`${standIn.adminUrl}/app/creators`);
  await shows("Add the creators who bring you customers");
  await expectSound(admin, "creators, empty");
  const { rows } = await database.owner.query("SELECT domain, name, currency, time_zone FROM shop");
  expect(rows).toEqual([
    { domain: "demo.myshopify.com", name: "Tidewater", currency: "USD", time_zone: "UTC" },
  ]);
});

test("a form that cannot be is refused field by field, and nothing typed is lost", async () => {
  await app
    .getByRole("link", { name: "Add creator" })
    .or(app.getByRole("button", { name: "Add creator" }))
    .first()
    .click();
  await app.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await app.getByLabel("Code", { exact: true }).fill("ADA 10");
  await app.getByLabel("Percentage off").fill("ten");
  await admin.getByRole("button", { name: "Save" }).click();
  await shows(/“ADA 10” holds a space/);
  await shows(/“ten” is not a percentage/);
  expect(await app.getByLabel("Name", { exact: true }).inputValue()).toBe("Ada Lovelace");
  await expectSound(admin, "add creator, refused");
});

test("the creator is added, and their code is made in Shopify", async () => {
  await app.getByLabel("Email", { exact: true }).fill("ada@gmail.com");
  await app.getByLabel("Code", { exact: true }).fill("ADA10");
  await app.getByLabel("Percentage off").fill("10");
  await admin.getByRole("button", { name: "Save" }).click();
  await app.getByRole("heading", { name: "Ada Lovelace" }).waitFor(SOON);
  await shows("Live");
  expect(standIn.shop.discounts.find("ada10")).toMatchObject({ title: "Ada Lovelace (Tributary)" });
  await expectSound(admin, "creator, without orders");
});

test("a shopper types the code in other letters, and the open page says by itself who brought the order and why", async () => {
  await goTo("Orders");
  await shows("No orders yet");
  await expectSound(admin, "orders, empty");
  await order({ codes: "aDa10", units: 2 });
  await shows("Credited to Ada Lovelace: the code aDa10 was used.");
  await shows("$124.20");
  await expectSound(admin, "orders, with one");
});

test("without a code, unpaid, or from the creator's own mailbox: each is explained", async () => {
  await order({});
  await shows("No creator: no code was used, and no creator’s link was clicked before.");
  await order({ codes: "ADA10", status: "pending", email: "later@example.com" });
  await shows("Awaiting payment: once it is paid, the order is credited to Ada Lovelace.");
  await order({ codes: "ADA10", email: "A.da+shop@googlemail.com" });
  await shows("Not credited: Ada Lovelace bought this with their own code ADA10 (same email).");
  await expectSound(admin, "orders, explained");
});

test("a partial refund takes its part out of the creator's figures, and the order stays counted", async () => {
  await goTo("Creators");
  const row = app.getByRole("row").filter({ hasText: "Ada Lovelace" });
  await row.getByText("$124.20").waitFor(SOON);
  await controls.goto(`${standIn.origins.admin}/controls`);
  const first = controls.getByRole("listitem").filter({ hasText: "#1001" }).first();
  await first.getByText("Refund", { exact: false }).first().click();
  await first.getByLabel("Pour-over kit").fill("1");
  await first.getByRole("button", { name: "Refund #1001" }).click();
  await row.getByText("$62.10").first().waitFor(SOON);
  const cells = await row.getByRole("cell").allInnerTexts();
  expect(cells.map((cell) => cell.trim()).slice(-5, -1)).toEqual(["1", "1", "$62.10", "$62.10"]);
  await expectSound(admin, "creators, full");
});

test("the creator's own page follows, survives a reload, and pausing says what it does", async () => {
  await app.getByRole("link", { name: "Ada Lovelace" }).filter({ visible: true }).first().click();
  await shows("Credited orders");
  await shows("Credited to Ada Lovelace: the code aDa10 was used.");
  await admin.reload();
  await app.getByRole("heading", { name: "Ada Lovelace" }).waitFor(SOON);
  await expectSound(admin, "creator, full");
  // Right after a reload a button may not be listening yet: press until it is heard, as a person would.
  const paused = app.getByText(/^Paused since/).first();
  await expect
    .poll(
      async () => {
        // One that was heard is disabled until its answer is there: a click that waited for that would resume.
        const button = app.getByRole("button", { name: "Pause crediting" });
        if (await button.isEnabled({ timeout: 500 }).catch(() => false))
          await button.click({ timeout: 3000 }).catch(() => {});
        return paused.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await order({ codes: "ADA10", email: "paused@example.com" });
  await goTo("Orders");
  await shows(/Not credited: Ada Lovelace, who holds the code ADA10, was paused/);
});

test("cancelling takes the order out, and says so", async () => {
  await controls.goto(`${standIn.origins.admin}/controls`);
  await controls.getByRole("button", { name: "Cancel #1001" }).click();
  await shows("Not credited: the order was cancelled. It would have gone to Ada Lovelace.");
  await goTo("Creators");
  await app.getByRole("row").filter({ hasText: "Ada Lovelace" }).getByText("$0.00").first().waitFor(SOON);
});

test("a creator that does not exist, another's and nonsense look the same", async () => {
  const words: string[] = [];
  for (const id of ["cr_00000000000000000000", "nonsense", "cr_1'--"]) {
    await admin.goto(`${standIn.adminUrl}/app/creators/${encodeURIComponent(id)}`);
    await app.getByRole("heading", { level: 1 }).waitFor(SOON);
    words.push(await app.locator("body").innerText());
  }
  expect(new Set(words).size).toBe(1);
  expect(words[0]).toMatch(/There is nothing at this address/);
  await expectSound(admin, "not found");
});

test("on a phone every page fits its width", async () => {
  const phone = await (await openContext(browser, 390, 844)).newPage();
  const words = complaintsOf(phone);
  for (const path of ["/app/creators", "/app/creators/new", "/app/orders"]) {
    await phone.goto(`${standIn.adminUrl}${path}`);
    await phone.frameLocator("#app").getByRole("heading", { level: 1 }).waitFor(SOON);
    await expectSound(phone, `${path} at 390 px`);
  }
  await phone.goto(`${standIn.adminUrl}/app/creators`);
  await phone
    .frameLocator("#app")
    .getByRole("link", { name: "Ada Lovelace" })
    .filter({ visible: true })
    .first()
    .click();
  await phone.frameLocator("#app").getByRole("heading", { name: "Ada Lovelace" }).waitFor(SOON);
  await expectSound(phone, "creator at 390 px");
  expect(words).toEqual([]);
  await phone.context().close();
});

test("through all of it no page complained and no process died", () => {
  expect(complaints.flat()).toEqual([]);
  expect(notices).toEqual([]);
});
