import { afterAll, beforeAll, expect, test } from "vitest";
import { SOON } from "#test/e2e/merchant.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";

// App Bridge's resource picker, asked for by a page of the test's own.
const PICKER = `<!doctype html><html lang="en"><head><title>Pick</title>
<script data-api-key="key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script></head><body>
<main><h1>Pick</h1><button id="many">Pick products</button><button id="one">Pick a collection</button><output id="out">nothing yet</output></main>
<script>
  const show = (text) => { document.getElementById("out").textContent = text; };
  const pick = (id, options) => document.getElementById(id).addEventListener("click", async () => {
    const picked = await shopify.resourcePicker(options);
    show(picked ? picked.selection.map((one) => one.id + " " + one.handle).join(", ") : "cancelled");
  });
  pick("many", { type: "product", multiple: 2, selectionIds: [{ id: "gid://shopify/Product/7700000000004" }] });
  pick("one", { type: "collection", action: "select" });
</script></body></html>`;
const app = makeFakeApp();
const browser = await launchChromium();
const page = await (await openContext(browser)).newPage();
const complaints = complaintsOf(page);
let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(6050);
  await app.listen(standIn);
  app.answer = (response) => response.writeHead(200, { "content-type": "text/html" }).end(PICKER);
});
afterAll(async () => {
  await browser.close();
  app.stop();
  await standIn.stop();
});

test("the app picks products and a collection in a dialog of the admin, or nothing", async () => {
  await page.goto(standIn.adminUrl);
  const frame = page.frameLocator("#app");
  const dialog = page.getByRole("dialog");
  const out = (text: string) => frame.locator("#out").getByText(text, { exact: true }).waitFor(SOON);
  await frame.getByRole("button", { name: "Pick products" }).click();
  await dialog.getByLabel("Ceramic mug").waitFor(SOON);
  expect(await dialog.getByLabel("Ceramic mug").isChecked()).toBe(true);
  await dialog.getByRole("searchbox").fill("grind");
  await dialog.getByLabel("Hand grinder").check();
  await dialog.getByText("2 of 2 selected").waitFor(SOON);
  await dialog.getByRole("searchbox").fill("");
  await dialog.getByLabel("Canvas tote").waitFor(SOON);
  expect(await dialog.getByLabel("Canvas tote").isDisabled()).toBe(true);
  await expectSound(page, "the picker");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await out(
    "gid://shopify/Product/7700000000004 ceramic-mug, gid://shopify/Product/7700000000005 hand-grinder",
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await frame.getByRole("button", { name: "Pick a collection" }).click();
  await dialog.getByLabel("Brewing").check();
  await dialog.getByLabel("Coffee").check();
  await expectSound(page, "the picker at 390 px");
  await dialog.getByRole("button", { name: "Select", exact: true }).click();
  await out("gid://shopify/Collection/430000000002 coffee");
  await frame.getByRole("button", { name: "Pick a collection" }).click();
  await dialog.getByLabel("Coffee").waitFor(SOON);
  await page.keyboard.press("Escape");
  await out("cancelled");
  expect(await dialog.count()).toBe(0);
  expect(complaints).toEqual([]);
});
