import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { addTwoCreators, buyByBoth } from "#test/e2e/two-creators.ts";
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
const merchant = merchantAt(admin, standIn.adminUrl);
const { app, shows, heading, open } = merchant;
const PATIENT = { timeout: 30_000 };
const save = () => admin.getByRole("button", { name: "Save", exact: true }).click();
const toast = (text: string) => admin.getByText(text).first().waitFor(PATIENT);
const orders = async () => (await rowsOf(database, "attribution")).length;

test("until they are changed, the usual rules are told, and the last click decides", async () => {
  await addTwoCreators(admin, merchant);
  await open("/app/rules", "Attribution");
  await shows("The code decides, of several the one that took off most; else the last click within 30 days.");
  await expectSound(admin, "attribution, usual");
  await buyByBoth(browser, origins, "ann@example.com");
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
  await buyByBoth(browser, origins, "bo@example.com");
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

test("an order's own page tells what led to it, and whom each model would credit", async () => {
  await open("/app/orders", "Orders");
  const [first] = (await rowsOf(database, "orders")).toSorted(
    (a, b) => Number(a.instant) - Number(b.instant),
  );
  await app
    .getByRole("link", { name: String(first?.name), exact: true })
    .first()
    .click();
  await heading(String(first?.name));
  await shows(/^Credited to Grace Hopper: of several creators’ links, grace-hopper was clicked last/);
  await shows(/^The link ada-lovelace \(Ada Lovelace\) was clicked on .*, but did not decide\.$/);
  await shows(/^The link grace-hopper \(Grace Hopper\) was clicked on .* and decided\.$/);
  await shows("The order was placed.");
  await shows(/^Ada Lovelace 50%, Grace Hopper 50%$/);
  await expectSound(admin, "order, explained");
  await admin.setViewportSize({ width: 390, height: 844 });
  await expectSound(admin, "order, explained, on a phone");
  await admin.setViewportSize({ width: 1280, height: 900 });
});

test("home compares new customers by how they came, and tells apart of whom Shopify says nothing", async () => {
  const controls = await (await openContext(browser)).newPage();
  await controls.goto(`${origins.admin}/controls`);
  await controls.getByLabel("Somebody new, or a customer by e-mail").check();
  await controls.getByLabel("E-mail of somebody new or a guest").fill("cy@example.com");
  await controls.getByLabel("Pour-over kit", { exact: true }).first().fill("1");
  await controls.getByLabel(/Discount codes/).fill("ADA10");
  await controls.getByRole("button", { name: "Place order" }).click();
  await controls.getByRole("alert").waitFor(SOON);
  const counts = async () =>
    (await rowsOf(database, "channel_figures"))
      .filter(({ customers }) => customers !== 0)
      .map(({ newness, channel, customers }) => [newness, channel, customers])
      .toSorted();
  await expect.poll(counts, { timeout: 45_000 }).toEqual([
    ["new", "creator", 1],
    ["unknown", "creator", 2],
  ]);
  await open("/app", "Home");
  await shows("New customers by how they came");
  const row = app.getByRole("row", { name: /^Creators 1 1 / });
  await row.waitFor(SOON);
  await shows(/^Not in this table: 2 customers \(.*\) of whom Shopify has not said/);
  await expectSound(admin, "home");
  await admin.setViewportSize({ width: 390, height: 844 });
  await expectSound(admin, "home, on a phone");
  await admin.setViewportSize({ width: 1280, height: 900 });
});

test("a rule of channels that names nothing is refused; one that names something is kept, and can be taken back", async () => {
  await app.getByRole("link", { name: "Which channel is which" }).click();
  await heading("Channels");
  await expectSound(admin, "channels, usual");
  await app.getByRole("button", { name: "Add rule" }).click();
  await save();
  await shows("Rule 8 names nothing. Type what to look for, or remove the rule.");
  await app.getByLabel("one of").last().fill("blog.example.com");
  const saved = toast("The rules are changed, and orders are decided anew");
  await save();
  await saved;
  const kept = async () => JSON.stringify((await rowsOf(database, "policy_history"))[0]?.channels);
  expect(await kept()).toContain("blog.example.com");
  await app.getByRole("button", { name: "Back to the usual rules" }).click();
  const back = toast("The rules are changed, and orders are decided anew");
  await save();
  await back;
  await expect.poll(kept, PATIENT).toBe("null");
});

test("the models are computed by the worker, shown beside what is credited, and exported", async () => {
  await open("/app/analysis", "Attribution models");
  await expectSound(admin, "models, none yet");
  await app.getByRole("button", { name: "Compute" }).click();
  await app.getByRole("columnheader", { name: "Shapley" }).first().waitFor(PATIENT);
  const ada = app.getByRole("row", { name: /^Ada Lovelace/ }).first();
  await ada.waitFor(SOON);
  await app.getByLabel("Show", { exact: true }).selectOption("orders");
  // One order by Ada and Grace, paid to Grace; one shared; one by Ada's code: by first touch all are Ada's. Markov: 3 x 1 / (1 + 2/3).
  const cells = await ada.getByRole("cell").allInnerTexts();
  expect(cells.map((text) => text.replace(/[▲▼] /, "")).slice(0, 8)).toEqual([
    ...["1.5", "1", "3", "2", "2", "2", "2", "1.8"],
  ]);
  await expectSound(admin, "models");
  await admin.setViewportSize({ width: 390, height: 844 });
  await expectSound(admin, "models, on a phone");
  await admin.setViewportSize({ width: 1280, height: 900 });
});

test("customers who stay with the creator that brought them: the rule is kept, and told", async () => {
  await open("/app/rules", "Attribution");
  await app.getByLabel("A new customer stays with the creator who brought them").selectOption("months");
  await app.getByLabel("Months after the first order").fill("0");
  await save();
  await shows("0 is out of range. Enter a number from 1 to 120.");
  await app.getByLabel("Months after the first order").fill("6");
  await app.getByLabel("When another creator brings them again").selectOption("latest");
  const saved = toast("The rules are changed for orders from now on");
  await save();
  await saved;
  await shows(/A new customer stays with the creator who brought them for 6 months\./);
  await expectSound(admin, "attribution, bound");
});

test("through all of it no page complained and no process died", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
