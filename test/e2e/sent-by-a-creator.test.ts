import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { visitorAt } from "#test/e2e/visitor.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// The whole way of a sale, with the real app, the real theme extension and the storefront: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6600);
const { origins } = standIn;
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const { app, shows, heading, open } = merchantAt(admin, standIn.adminUrl);
const LINK = `${origins.app}/go/demo/ada-lovelace`;
const PATIENT = { timeout: 30_000 };
const decisions = async () =>
  (await rowsOf(database, "attribution")).map(({ because, link_id }) => ({
    because,
    isLinked: link_id !== null,
  }));

type Shopper = Awaited<ReturnType<typeof visitorAt>>;

/** Clicks Ada's link, as a shopper would in her post. */
async function follow(shopper: Shopper): Promise<void> {
  await shopper.page.goto(LINK, { waitUntil: "networkidle" });
  expect(new URL(shopper.page.url()).origin).toBe(origins.storefront);
}

/** Looks around, and buys a mug without typing a code. */
async function buy({ page }: Shopper, email: string): Promise<void> {
  await page.goto(`${origins.storefront}/collections/for-the-table`);
  await page.goto(`${origins.storefront}/products/ceramic-mug`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText("Added: Ceramic mug").waitFor(SOON);
  await page.goto(`${origins.storefront}/checkout`, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor(SOON);
}

test("a merchant adds Ada, whose link and code are there at once", async () => {
  await open("/app/creators/new", "Add creator");
  await app.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await app.getByLabel("Code", { exact: true }).fill("ADA10");
  await app.getByLabel("Percentage off").fill("10");
  await admin.getByRole("button", { name: "Save", exact: true }).click();
  await heading("Ada Lovelace");
  await expect.poll(() => standIn.shop.discounts.find("ADA10") !== null, PATIENT).toBe(true);
});

test("a shopper clicks the link, consents, looks around and buys without a code: Ada is credited by her link, and why is told", async () => {
  const shopper = await visitorAt(browser, origins.storefront, 390);
  await follow(shopper);
  await shopper.page.getByText("Recommended by Ada Lovelace").first().waitFor(SOON);
  await expectSound(shopper.page, "a shopper who was sent by a creator");
  expect(await shopper.stored()).toEqual({});
  await shopper.consent("Accept");
  await expect.poll(async () => JSON.stringify(await shopper.stored()), PATIENT).toContain("vi_");
  await buy(shopper, "ann@example.com");
  await expect.poll(decisions, PATIENT).toEqual([{ because: "link", isLinked: true }]);
  const [order] = await rowsOf(database, "orders");
  const [visit] = await rowsOf(database, "visit");
  expect(order?.visits).toEqual([visit?.id]);
  expect([shopper.complaints, shopper.failed]).toEqual([[], []]);
  await open("/app/orders", "Orders");
  await shows(
    /^Credited to Ada Lovelace: the link ada-lovelace was clicked on .*, within the 30 days before the order\.$/,
  );
  await expectSound(admin, "orders, one by link");
});

test("without consent nothing is kept, and the same way credits nobody", async () => {
  const shopper = await visitorAt(browser, origins.storefront);
  await follow(shopper);
  await shopper.consent("Decline");
  await buy(shopper, "bo@example.com");
  expect(await shopper.stored()).toEqual({});
  expect(shopper.asked.filter((each) => /visit|cart\/update/.test(each))).toEqual([]);
  await expect.poll(decisions, PATIENT).toHaveLength(2);
  expect(await decisions()).toContainEqual({ because: "no-touch", isLinked: false });
  const orders = await rowsOf(database, "orders");
  expect(orders.find((each) => (each.visits as string[]).length === 0)).toMatchObject({ landing_site: null });
});

test("without consent the link credits through the code it applies by itself, and through that alone", async () => {
  await open("/app/creators", "Creators");
  await app.getByRole("link", { name: "Ada Lovelace" }).filter({ visible: true }).first().click();
  await heading("Ada Lovelace");
  await database.owner.query("UPDATE link SET code = 'ADA10'");
  const shopper = await visitorAt(browser, origins.storefront);
  await follow(shopper);
  await shopper.consent("Decline");
  await buy(shopper, "cy@example.com");
  await expect.poll(decisions, PATIENT).toHaveLength(3);
  expect(await decisions()).toContainEqual({ because: "code", isLinked: false });
  await open("/app/orders", "Orders");
  await shows("Credited to Ada Lovelace: the code ADA10 was used.");
});

test("the link's card counts what it brought", async () => {
  await open("/app/creators", "Creators");
  await app.getByRole("link", { name: "Ada Lovelace" }).filter({ visible: true }).first().click();
  await heading("Ada Lovelace");
  await shows(/^3 clicks · 1 order/);
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
