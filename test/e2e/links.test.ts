import { readFileSync } from "node:fs";
import { request } from "node:http";
import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6100);
const { origins } = standIn;
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
await context.grantPermissions(["clipboard-read", "clipboard-write"]);
const page = await context.newPage();
const shopper = await (await openContext(browser, 390)).newPage();
const complaints = [...[page, shopper].map(complaintsOf)];
const { app, shows, heading, press } = merchantAt(page, standIn.adminUrl);
const dialog = page.getByRole("dialog");
const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
const link = async (slug: string) =>
  (await rowsOf(database, "link")).find((row) => row.slug === slug) as Record<string, unknown>;
const toast = (text: string) => page.getByText(text).first().waitFor(SOON);

test("a creator who is added has a link at once", async () => {
  await page.goto(`${standIn.adminUrl}/app/creators/new`);
  await heading("Add creator");
  await app.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await app.getByLabel("Code", { exact: true }).fill("ADA10");
  await app.getByLabel("Percentage off").fill("10");
  await save();
  await heading("Ada Lovelace");
  await shows("Home page");
  await shows(`${new URL(origins.app).host}/go/demo/ada-lovelace`);
  await shows("0 clicks · 0 orders");
  await expectSound(page, "creator with a link");
  const { rows } = await database.owner.query("SELECT primary_host FROM shop");
  expect(rows).toEqual([{ primary_host: "demo.myshopify.com" }]);
});

test("a link's form says what is wrong beside each field, and keeps what was typed", async () => {
  await app.getByRole("link", { name: "Add link" }).click();
  await heading("Add link");
  expect(await app.getByLabel("Ending of the address").inputValue()).toBe("ada-lovelace-2");
  await app.getByLabel("Page of your shop").fill("https://evil.example/x");
  await app.getByLabel("Ending of the address").fill("ada-lovelace");
  await save();
  await shows("evil.example is not your shop. A link may only lead to a page of your shop");
  await app.getByLabel("Page of your shop").fill("/");
  await save();
  await shows("Another link of your shop ends with ada-lovelace. Choose another ending.");
  expect(await app.getByLabel("Page of your shop").inputValue()).toBe("/");
  await expectSound(page, "add link, refused");
});

test("a merchant picks a product, lets the link apply the code, and sees where it leads before it is made", async () => {
  await app.getByRole("button", { name: "Choose product" }).click();
  await dialog.getByLabel("Pour-over kit").check();
  await dialog.getByRole("button", { name: "Select", exact: true }).click();
  await expect.poll(() => app.getByLabel("Page of your shop").inputValue()).toBe("/products/pour-over-kit");
  expect(await app.getByLabel("Title").inputValue()).toBe("Pour-over kit");
  await app.getByRole("button", { name: "Choose collection" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await app.getByLabel("Page of your shop").inputValue()).toBe("/products/pour-over-kit");
  await app.getByLabel("Ending of the address").fill("Ada-Kit");
  await app.getByLabel("Apply a code").selectOption("ADA10");
  await shows("demo.myshopify.com/products/pour-over-kit?ref=ada-kit");
  await shows("with ADA10 applied at checkout.");
  const added = toast("ada-kit was added");
  await save();
  await Promise.all([added, heading("Pour-over kit")]);
  expect(await link("ada-kit")).toMatchObject({
    ...{ path: "/products/pour-over-kit", title: "Pour-over kit", code: "ADA10", ended_at: null },
  });
});

test("the link's page offers its address, its QR code and what came of it, by mouse and on a phone", async () => {
  const address = `${origins.app}/go/demo/ada-kit`;
  await shows(address);
  const copied = toast("Address copied");
  await app.getByRole("button", { name: "Copy address", exact: true }).click();
  await copied;
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  const both = toast("Address and code copied");
  await app.getByRole("button", { name: "Copy address and code" }).click();
  await both;
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${address}\nCode: ADA10`);
  await app.getByRole("img", { name: `QR code of ${address}` }).waitFor(SOON);
  const download = async (kind: string) => {
    const coming = page.waitForEvent("download", {
      predicate: (file) => file.suggestedFilename() === `ada-kit.${kind.toLowerCase()}`,
      ...SOON,
    });
    await app.getByRole("button", { name: `Download ${kind}` }).click();
    return readFileSync(await (await coming).path());
  };
  const svg = await download("SVG");
  const png = await download("PNG");
  expect(svg.toString()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/);
  expect(svg.toString()).toContain(`<title>QR code of ${address}</title>`);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect([width, width >= 1200]).toEqual([height, true]);
  await expectSound(page, "link");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectSound(page, "link on a phone");
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("a shopper who follows the link lands on the product with the code, and is counted once", async () => {
  await shopper.goto(`${origins.app}/go/demo/ada-kit`);
  await shopper.waitForURL(/\/products\/pour-over-kit\?ref=ada-kit&trb=vi_[0-9a-z]{20}$/);
  expect(new URL(shopper.url()).origin).toBe(origins.storefront);
  const visit = new URL(shopper.url()).searchParams.get("trb");
  await expect.poll(async () => (await rowsOf(database, "visit")).map((row) => row.id)).toEqual([visit]);
  const bot = await fetch(`${origins.app}/go/demo/ada-kit`, {
    headers: { "User-Agent": "Googlebot/2.1" },
    redirect: "manual",
  });
  expect(bot.headers.get("Location")).toContain("ref%3Dada-kit");
  expect(bot.headers.get("Location")).not.toContain("trb");
  await expect.poll(async () => (await rowsOf(database, "link_clicks"))[0]).toMatchObject({ bots: 1 });
  await page.reload();
  await heading("Pour-over kit");
  await shows("1 more by bots and previews");
  await shows(/^Last on /);
});

test("a link is changed, ended after a question, and used again", async () => {
  await app.getByLabel("Page of your shop").fill("");
  await app.getByLabel("Apply a code").selectOption("");
  const saved = toast("Link saved");
  await save();
  await saved;
  expect(await link("ada-kit")).toMatchObject({ path: "/", code: null });
  const isAsked = () => app.getByText("End this link now?").isVisible();
  await press("End link", isAsked);
  expect(await app.getByRole("button", { name: "Keep link" }).evaluate((it) => it.matches(":focus"))).toBe(
    true,
  );
  await page.keyboard.press("Enter");
  await expect.poll(isAsked).toBe(false);
  expect(await link("ada-kit")).toMatchObject({ ended_at: null });
  await press("End link", isAsked);
  const ended = toast("The link has ended");
  await app.getByRole("button", { name: "End link", exact: true }).click();
  await ended;
  await shows("This link has ended");
  await expectSound(page, "ended link");
  await shopper.goto(`${origins.app}/go/demo/ada-kit`);
  expect(shopper.url()).toBe(`${origins.storefront}/`);
  const again = toast("The link leads on again");
  await app.getByRole("button", { name: "Use it again" }).click();
  await again;
  await shopper.goto(`${origins.app}/go/demo/ada-kit`);
  expect(shopper.url()).toMatch(/\/\?ref=ada-kit&trb=vi_/);
});

test("a link of a shop that is nowhere says so, in the shopper's language", async () => {
  const german = await (await browser.newContext({ locale: "de-DE" })).newPage();
  const answer = await german.goto(`${origins.app}/go/nowhere/ada`);
  expect(answer?.status()).toBe(404);
  await german.getByRole("heading", { name: "Dieser Link führt nirgendwohin" }).waitFor(SOON);
  expect(await german.locator("html").getAttribute("lang")).toBe("de");
  await expectSound(german, "a link that leads nowhere");
});

/** Asks for a path as it stands: `fetch` would tidy it up first. */
function ask(path: string): Promise<{ status: number; to: string }> {
  return new Promise((resolve, reject) => {
    const headers = { "User-Agent": "Mozilla/5.0 Chrome/156.0.0.0", "X-Forwarded-Proto": "https" };
    request({ port: standIn.upstreamPort, host: "127.0.0.1", path, headers }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, to: answer.headers.location ?? "" });
    })
      .on("error", reject)
      .end();
  });
}

test.each([
  "/go/demo//evil.com",
  "/go/demo/%2f%2fevil.com",
  "/go/demo/%2F%5Cevil.com",
  "/go/demo/\\evil.com",
  "/go/demo/https:evil.com",
  "/go/demo/@evil.com",
  "/go/demo/ada-kit@evil.com",
  "/go/demo/%09//evil.com",
  "/go/demo/%0d%0aLocation:%20https://evil.com",
  "/go/demo/javascript:alert(1)",
  "/go/demo/xn--tidewter-56g.com",
  "/go/demo/..",
  "/go/demo/%2e%2e/%2e%2e",
  "/go/demo/%00",
  "/go/demo/%E0%A4%A",
  "/go/demo/%ed%a0%80",
  `/go/demo/${"x".repeat(7_000)}`,
  "/go/demo/ada-kit?redirect=//evil.com&url=https://evil.com&ref=//evil.com",
  "/go/evil.com/ada-kit",
  "/go/demo@evil.com/ada-kit",
  "/go/%2f%2fevil.com/ada-kit",
  "/go/demo%E0%A4%A/ada-kit",
  "//evil.com/go/demo/ada-kit",
  "/go//demo/ada-kit",
])("%s leads into the shop or nowhere, and breaks nothing", async (path) => {
  const { status, to } = await ask(path);
  expect(status).toBeLessThan(500);
  if (to !== "") expect(new URL(to).origin).toBe("https://demo.myshopify.com");
  else expect([200, 400, 404]).toContain(status);
});

test("nothing complained on the way", () => {
  expect(complaints.flat()).toEqual([]);
  expect(notices).toEqual([]);
});
