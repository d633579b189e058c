import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { addTwoCreators, buyByBoth } from "#test/e2e/two-creators.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { stateOf } from "#test/support/state.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6750);
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const merchant = merchantAt(admin, standIn.adminUrl);
const { app, shows, heading, open, press } = merchant;
const PATIENT = { timeout: 30_000 };
const toast = (text: string | RegExp) => admin.getByText(text).first().waitFor(PATIENT);
const shopId = async () => String((await rowsOf(database, "shop"))[0]?.id) as Parameters<typeof stateOf>[1];
const state = async () => stateOf(database, await shopId());
const versions = async () => (await rowsOf(database, "policy_history"))[0]?.versions as unknown[];
const isAtPreview = () => app.getByRole("heading", { name: "Preview of new rules" }).isVisible();

/** Looks at the page on both widths: sound, and kept as a picture where somebody asks for it. */
async function look(what: string) {
  for (const width of [1280, 390]) {
    await admin.setViewportSize({ width, height: width < 500 ? 2200 : 1400 });
    await admin.waitForTimeout(300);
    await expectSound(admin, `${what}, ${width} wide`);
    if (process.env.SHOTS) await admin.screenshot({ path: `${process.env.SHOTS}/${what}-${width}.png` });
  }
  await admin.setViewportSize({ width: 1280, height: 900 });
}

async function openOrder() {
  const [order] = await rowsOf(database, "orders");
  await open(`/app/orders/${String(order?.id).split("/").at(-1)}`, String(order?.name));
}

async function askPreview() {
  await open("/app/rules", "Attribution");
  await app.getByLabel("Clicks on links of several creators").selectOption("first");
  await press("Preview", isAtPreview);
  await shows("Orders that change hands");
}

test("an order is explained by the rules as they are", async () => {
  await addTwoCreators(admin, merchant);
  await buyByBoth(browser, standIn.origins, "ann@example.com");
  await expect.poll(async () => (await rowsOf(database, "orders")).length, PATIENT).toBe(1);
  await openOrder();
  await shows(/^Credited to Grace Hopper: of several creators’ links, grace-hopper was clicked last/);
});

test("other rules are previewed: whose the order would be, and how much money would move", async () => {
  await open("/app/rules", "Attribution");
  await look("rules");
  await askPreview();
  await shows("of 1 order");
  await app.getByRole("row", { name: /^Ada Lovelace 0 → 1 / }).waitFor(SOON);
  await app.getByRole("row", { name: /^Grace Hopper 1 → 0 / }).waitFor(SOON);
  await app.getByRole("row", { name: /Grace Hopper Ada Lovelace/ }).waitFor(SOON);
  await shows("The first click decides");
  await look("preview");
});

test("discarded, the preview leaves nothing", async () => {
  const before = await state();
  const gone = toast("The preview is discarded, and nothing is changed");
  await app.getByRole("button", { name: "Discard" }).click();
  await gone;
  await heading("Attribution");
  expect(await rowsOf(database, "policy_preview")).toEqual([]);
  expect(await versions()).toEqual([]);
  expect(await state()).toEqual(before);
  await openOrder();
  await shows(/^Credited to Grace Hopper: of several creators’ links, grace-hopper was clicked last/);
});

test("it is changed further with all that was typed, and a page that is left tells that it waits", async () => {
  await askPreview();
  await app
    .getByRole("link", { name: "Change the rules" })
    .or(app.getByRole("button", { name: "Change the rules" }))
    .click();
  await heading("Attribution");
  expect(await app.getByLabel("Clicks on links of several creators").inputValue()).toBe("first");
  await app.getByLabel("A click counts for").fill("20");
  await press("Preview", isAtPreview);
  await shows("A click counts for 20 days. The first click decides.");
  await shows("Orders that change hands");
  await open("/app/rules", "Attribution");
  await shows("You have a preview that is not saved.");
  await app
    .getByRole("link", { name: "Open the preview" })
    .or(app.getByRole("button", { name: "Open the preview" }))
    .click();
  await shows("Orders that change hands");
});

test("saved for earlier orders too, the order is another's, and its page says why", async () => {
  const saved = toast(/^The rules are saved, and the orders since .* are decided anew$/);
  await app.getByRole("button", { name: /^Save since / }).click();
  await saved;
  await heading("Attribution");
  await shows("A click counts for 20 days. The first click decides.");
  const to = async () => (await rowsOf(database, "decision_run")).every((row) => row.finished_at !== null);
  await expect.poll(to, PATIENT).toBe(true);
  await openOrder();
  await shows(/^Credited to Ada Lovelace: of several creators’ links, ada-lovelace was clicked first/);
});

test("by hand the order is given to another, with a reason; and taken back", async () => {
  const before = await state();
  const isOpen = () => app.getByLabel("Reason").isVisible();
  await press("Credit by hand", isOpen);
  await app.getByRole("button", { name: "Credit", exact: true }).click();
  await shows("No creator is chosen. Choose one from the list, or Nobody.");
  await shows("A reason is missing. Say why the rules do not hold here.");
  await look("by-hand-refused");
  await app.getByRole("combobox", { name: "Credit to" }).fill("grace");
  await app.getByRole("option", { name: "Grace Hopper (GRACE5)" }).click();
  await app.getByLabel("Reason").fill("Ann told us that Grace sent her.");
  const given = toast("The order is credited by hand");
  await app.getByRole("button", { name: "Credit", exact: true }).click();
  await given;
  await shows(/^Credited to Grace Hopper by hand, on .*\. Your rules would credit Ada Lovelace\.$/);
  await shows("You credited Grace Hopper by hand, and that decided.");
  await look("by-hand");
  const back = toast("The rules decide about this order again");
  await app.getByRole("button", { name: "Let the rules decide" }).click();
  await back;
  await shows(/^Credited to Ada Lovelace: of several creators’ links, ada-lovelace was clicked first/);
  await shows("Said before");
  await shows("Ann told us that Grace sent her.");
  expect(await state()).toEqual(before);
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
