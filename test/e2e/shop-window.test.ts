import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { SOON } from "#test/e2e/merchant.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn, textOf } from "#test/sandbox/stand-in-fixture.ts";
import { AS_PLAYED } from "#test/sandbox/storefront/settings.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";

// The storefront and its Controls in a browser; the app is the test's own.
const FIXTURE = path.resolve(import.meta.dirname, "../sandbox/storefront/fixtures/sound");
const app = makeFakeApp();
/** What the app was told of orders. */
const orders: unknown[] = [];
const browser = await launchChromium();
let standIn: StandIn;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  standIn = await openStandIn(6040, undefined, FIXTURE);
  await app.listen(standIn, async (request) => {
    const text = await textOf(request);
    if (request.headers["x-shopify-topic"] === "orders/create") orders.push(JSON.parse(text));
  });
  app.answer = (response) => {
    const { pathname } = new URL(response.req.url ?? "", "https://app");
    if (pathname.startsWith("/go/"))
      return response
        .writeHead(302, { location: "https://demo.myshopify.com/products/ceramic-mug?ref=ada&trb=vi_1" })
        .end();
    response.end("{}");
  };
});
beforeEach(async () => {
  standIn.storefront.set(AS_PLAYED);
  page = await (await openContext(browser)).newPage();
  complaints = complaintsOf(page);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  app.stop();
  await standIn.stop();
});

const shop = () => standIn.origins.storefront;
const banner = () => page.getByRole("region", { name: "May we remember how you found us?" });
/** Whether marketing is allowed, as an app's script would ask. */
const allowed = () =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const { Shopify } = window as never as {
          Shopify: {
            loadFeatures: (list: object[], done: () => void) => void;
            customerPrivacy: { marketingAllowed: () => boolean };
          };
        };
        Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], () =>
          resolve(Shopify.customerPrivacy.marketingAllowed()),
        );
      }),
  );

test("a creator's link leads through the app into the storefront", async () => {
  await page.goto(`${standIn.origins.app}/go/demo/ada`);
  expect(page.url()).toBe(`${shop()}/products/ceramic-mug?ref=ada&trb=vi_1`);
  await page.getByRole("heading", { name: "Ceramic mug" }).waitFor(SOON);
  expect(complaints).toEqual([]);
});

test("the home page of the sandbox has a door to the storefront", async () => {
  await page.goto(standIn.origins.admin);
  await page.getByRole("link", { name: /^Storefront/ }).click();
  await page.getByRole("heading", { name: "Coffee for the quiet hour" }).waitFor(SOON);
});

test("customer privacy is not there until it is loaded, says no until asked, and tells of an answer", async () => {
  await page.goto(`${shop()}/?ref=ada`);
  expect(
    await page.evaluate(
      () => (window as never as { Shopify: { customerPrivacy?: object } }).Shopify.customerPrivacy,
    ),
  ).toBeUndefined();
  expect(await allowed()).toBe(false);
  const told = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener("visitorConsentCollected", (event) =>
          resolve((event as CustomEvent).detail.marketingAllowed),
        ),
      ),
  );
  await banner().getByRole("button", { name: "Accept" }).click();
  expect(await told).toBe(true);
  await banner().waitFor({ ...SOON, state: "hidden" });
  expect([await allowed(), page.url()]).toEqual([true, `${shop()}/?ref=ada`]);
  await page.goto(`${shop()}/collections/all`);
  expect([await allowed(), await banner().isVisible()]).toEqual([true, false]);
  await page.getByRole("button", { name: "Privacy choices" }).click();
  await banner().getByText("You have accepted.").waitFor(SOON);
  await banner().getByRole("button", { name: "Decline" }).click();
  await banner().waitFor({ ...SOON, state: "hidden" });
  expect(await allowed()).toBe(false);
  expect(complaints).toEqual([]);
});

test("where consent is not required nobody is asked, and it is allowed", async () => {
  standIn.storefront.set({ needsConsent: false });
  await page.goto(shop());
  expect([await allowed(), await banner().isVisible()]).toEqual([true, false]);
});

test("an embed's script runs after the page is there, with its block's settings", async () => {
  await page.goto(shop());
  await page.waitForFunction(() => document.documentElement.dataset.sample === "late", null, SOON);
});

test("a shopper consents, browses and buys: the order carries how they came and what the cart holds", async () => {
  await page.goto(`${shop()}/products/ceramic-mug?ref=ada`);
  await banner().getByRole("button", { name: "Accept" }).click();
  await banner().waitFor({ ...SOON, state: "hidden" });
  await page.evaluate(() =>
    fetch("/cart/update.js", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ attributes: { __trb: "vi_1" } }),
    }),
  );
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText("Added: Ceramic mug").waitFor(SOON);
  await expectSound(page, "the cart");
  await page.getByRole("link", { name: "Check out" }).click();
  await page.getByLabel("E-mail").fill("ann@example.com");
  await expectSound(page, "the checkout");
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor(SOON);
  await expectSound(page, "the thanks");
  await standIn.deliveries.drain();
  expect(orders).toMatchObject([
    {
      email: "ann@example.com",
      landing_site: "/products/ceramic-mug?ref=ada",
      note_attributes: [{ name: "__trb", value: "vi_1" }],
    },
  ]);
  expect(complaints).toEqual([]);
});

const PAGES = [
  "/",
  "/collections",
  "/collections/brewing",
  "/products/hand-grinder",
  "/cart",
  "/account",
  "/nowhere",
];
const EACH = [1280, 390].flatMap((width) => PAGES.map((where) => [where, width] as const));
test.each(EACH)("%s is sound at %d px", async (where, width) => {
  standIn.shop.customers.keep({ email: "bo@example.com", firstName: "Bo", lastName: "Somebody" });
  await page.setViewportSize({ width, height: 844 });
  await page.goto(shop() + where);
  await expectSound(page, `${where} at ${width} px`);
  expect(complaints).toEqual([]);
});

test.each(["Deutsch", "Dansk"])("the footer turns the shop into %s", async (language) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(shop());
  await banner().getByRole("button", { name: "Decline" }).click();
  await banner().waitFor({ ...SOON, state: "hidden" });
  await page.getByRole("button", { name: language }).click();
  await page.locator(`[aria-current="true"]`, { hasText: language }).waitFor(SOON);
  await expectSound(page, `home in ${language}`);
  expect(complaints).toEqual([]);
});

test("Controls switches an app's block off and sets an embed's setting, and says no to what is none", async () => {
  const card = () => page.getByRole("region", { name: "Storefront" });
  const controls = async () => {
    await page.goto(`${standIn.origins.admin}/controls`);
    await card().getByText("Settings of Sample", { exact: true }).click();
  };
  await controls();
  await card().getByLabel("Patience (s)").fill("7");
  await expectSound(page, "the storefront's card");
  await card().getByRole("button", { name: "Save Sample", exact: true }).click();
  await page.getByRole("alert").getByText('"embed" is on').waitFor(SOON);
  await card().getByLabel("Sample greeting (block)").uncheck();
  await card().getByRole("button", { name: "Save Sample greeting" }).click();
  await page.getByRole("alert").getByText('"greeting" is off').waitFor(SOON);
  await page.goto(shop());
  expect(JSON.parse(await page.locator("#sample").innerHTML())).toMatchObject({ patience: 7 });
  expect(await page.locator("#shopify-block-Asample-greeting").count()).toBe(0);
  await controls();
  await card().getByLabel("Language of the storefront").selectOption("Deutsch");
  await card().getByLabel("Visitors must be asked for consent").uncheck();
  await card().getByLabel("A buyer's journey").selectOption("Never known");
  await card().getByRole("button", { name: "Set for the storefront" }).click();
  await page.getByRole("alert").getByText("The storefront is set.").waitFor(SOON);
  expect(standIn.storefront.get()).toMatchObject({ locale: "de", needsConsent: false, journeyAfter: null });
  await page.setViewportSize({ width: 390, height: 844 });
  await controls();
  await expectSound(page, "the storefront's card at 390 px");
  expect(complaints).toEqual([]);
});
