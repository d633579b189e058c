import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";

const app = makeFakeApp();
const browser = await launchChromium();
const page = await (await openContext(browser)).newPage();
const complaints = complaintsOf(page);
const topics = () => app.seen.splice(0).map(({ headers }) => headers["x-shopify-topic"]);
let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4540, join(mkdtempSync(join(tmpdir(), "stand-in-")), "journal.jsonl"));
  await app.listen(standIn);
});

beforeEach(() => page.goto(`${standIn.origins.admin}/controls`));

afterAll(async () => {
  await browser.close();
  app.stop();
  await standIn.stop();
});

const latest = () => page.getByRole("region", { name: "Latest orders" }).getByRole("listitem").first();
const unfold = (verb: string) => latest().locator("summary").filter({ hasText: verb }).click();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

/** What the page says was done, and what the app was told of it. */
async function done() {
  const said = await page.getByRole("alert").innerText();
  await standIn.deliveries.drain();
  return { said, told: topics().toSorted() };
}

async function buy(email: string, payment = "Paid") {
  await page.getByLabel("Somebody new, or a customer by e-mail").check();
  await page.getByLabel("E-mail of somebody new or a guest").fill(email);
  await page.getByLabel("Payment").selectOption(payment);
  await press("Place order");
}

test("somebody new buys: the shop tells of the customer and of the order", async () => {
  await buy("ann@example.com", "Payment pending");
  expect(await done()).toEqual({
    said: "#1001 was placed; customers/create and orders/create are on their way.",
    told: ["customers/create", "orders/create"],
  });
});

test("a pending order is marked as paid, and that button is gone", async () => {
  await press("Mark #1001 as paid");
  expect(await done()).toMatchObject({ told: ["orders/paid", "orders/updated"] });
  expect(await page.getByRole("button", { name: "Mark #1001 as paid" }).count()).toBe(0);
});

test("an order is edited: a product added, a unit taken away", async () => {
  await unfold("Edit");
  await page.getByLabel("Add a product").selectOption({ label: "Canvas tote, 24.50 EUR" });
  await page.getByLabel("Units to add").fill("2");
  await page.getByLabel("Take units away").selectOption({ label: "Pour-over kit, 1 not sent" });
  await expectSound(page, "the forms of an order");
  await press("Edit #1001");
  expect(await done()).toMatchObject({ told: ["orders/edited", "orders/updated"] });
  expect(await latest().locator(".order-head .price").innerText()).toBe("49.00 EUR");
  await latest().getByText("partially paid").waitFor();
});

test("one line is fulfilled in part, then everything left", async () => {
  await unfold("Fulfill");
  await page.getByLabel("What is sent").selectOption({ label: "Canvas tote, 2 not sent" });
  await press("Fulfill #1001");
  expect(await done()).toMatchObject({ told: ["orders/updated"] });
  await latest().getByText("partly fulfilled").waitFor();
  await unfold("Fulfill");
  await press("Fulfill #1001");
  expect(await done()).toMatchObject({ told: ["orders/fulfilled", "orders/updated"] });
});

test("a customer's e-mail is changed, and a word nobody has is refused with what was typed kept", async () => {
  const customers = page.getByRole("region", { name: "Customers" });
  await customers.getByLabel("Whose").fill("nobody@example.com");
  await customers.getByLabel("New e-mail").fill("ann@new.example");
  await press("Change e-mail");
  expect((await done()).said).toContain('"nobody@example.com" is no customer of the shop');
  expect(await customers.getByLabel("New e-mail").inputValue()).toBe("ann@new.example");
  await customers.getByLabel("Whose").fill("ann@example.com");
  await press("Change e-mail");
  expect(await done()).toMatchObject({ told: ["customers/update"] });
});

test("two customers are merged, one asks for their data and then to be forgotten", async () => {
  await buy("bo@example.com");
  await done();
  await page.getByLabel("Keep").fill("ann@new.example");
  await page.getByLabel("Merge into them").fill("bo@example.com");
  await press("Merge");
  expect(await done()).toEqual({
    said: "bo@example.com was merged into ann@new.example; customers/merge is on its way.",
    told: ["customers/merge"],
  });
  await page.getByLabel("Who asks").fill("ann@new.example");
  await press("Ask for their data");
  expect(await done()).toMatchObject({ told: ["customers/data_request"] });
  await page.getByLabel("Who asks").fill("ann@new.example");
  await press("Ask to be forgotten");
  expect(await done()).toMatchObject({ told: ["customers/redact"] });
  expect(standIn.shop.customers.findByEmail("ann@new.example")).toBeNull();
});

test("the app is uninstalled, hears of no order, is asked to erase the shop, and is installed from the admin", async () => {
  await press("End every access token");
  expect((await done()).told).toEqual([]);
  await press("Uninstall Tributary");
  expect(await done()).toMatchObject({ told: ["app/uninstalled"] });
  await buy("cy@example.com");
  expect(await done()).toEqual({
    said: "#1003 was placed; nobody was told, because the app is not installed.",
    told: [],
  });
  await press("Send shop/redact");
  expect(await done()).toMatchObject({ told: ["shop/redact"] });
  await expectSound(page, "Controls, uninstalled");
  await page.goto(standIn.adminUrl);
  await page.getByRole("heading", { name: "Tributary is not installed" }).waitFor();
  await expectSound(page, "not installed");
  await press("Install Tributary");
  await page.waitForURL(standIn.adminUrl);
  await page.frameLocator("#app").getByText("ok").waitFor();
  expect(standIn.life.isInstalled()).toBe(true);
  app.seen.length = 0;
});

test("Controls fits a phone, and no page complained", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${standIn.origins.admin}/controls`);
  await expectSound(page, "Controls at 390 px");
  expect(complaints).toEqual([]);
});
