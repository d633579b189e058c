import { afterAll, expect, test, vi } from "vitest";
import type { ShopId } from "#app/kernel/id.ts";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { fillWithCreators } from "#test/support/many-creators.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6540);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
await context.grantPermissions(["clipboard-read", "clipboard-write"]);
const page = await context.newPage();
const complaints = complaintsOf(page);
const { app, shows, heading, open, press } = merchantAt(page, standIn.adminUrl);

const button = (name: string) => app.getByRole("button", { name, exact: true });
const tick = (name: string) => app.getByLabel(`Select ${name}`, { exact: true }).first();
const rows = () => app.getByRole("row").filter({ has: app.getByRole("link") });
const seen = (text: string | RegExp) => () =>
  app.getByText(text).filter({ visible: true }).first().isVisible();
/** Does a thing until it is heard: right after a page was loaded it may not be listening yet. */
const until = (isHeard: () => Promise<boolean>, act: () => Promise<void>) =>
  expect
    .poll(
      async () => {
        if (await isHeard()) return true;
        await act().catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 700));
        return isHeard();
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBe(true);
const click = { timeout: 2000, force: true };
const said = (text: string | RegExp) => page.locator("#toasts").getByText(text).waitFor(SOON);
const address = () => new URL(page.url());
const pauses = async () => (await rowsOf(database, "creator_pause")).filter((row) => row.to_at === null);
let shopId: ShopId;

test("a shop with many creators sees fifty of them, and how many there are", async () => {
  await open("/app/creators", "Creators");
  shopId = (await rowsOf(database, "shop"))[0]?.id as ShopId;
  await fillWithCreators(database.owner, shopId, 260);
  await open("/app/creators", "Creators");
  await expect.poll(() => rows().count(), SOON).toBe(50);
  await shows("Page 1 of 6");
  await expectSound(page, "creators, many");
});

test("what is searched and filtered stands in the address, and the way back undoes it step by step", async () => {
  await press("Search and filter results", seen("Add filter"));
  await app.getByPlaceholder("Search by name, email, handle or code").fill("ada");
  await vi.waitUntil(() => address().searchParams.get("q") === "ada", SOON);
  await expect.poll(() => rows().count(), SOON).toBe(26);
  await app.getByRole("button", { name: "Status" }).first().click();
  await app.getByLabel("Paused", { exact: true }).click(click);
  await vi.waitUntil(() => address().searchParams.get("status") === "paused", SOON);
  await expect.poll(() => rows().count(), SOON).toBe(6);
  await expectSound(page, "creators, filtered");
  await page.goBack();
  await expect.poll(() => rows().count(), SOON).toBe(26);
  await page.goForward();
  await expect.poll(() => rows().count(), SOON).toBe(6);
});

test("a view is saved under a name, is there after a reload, is renamed and is deleted", async () => {
  await page.keyboard.press("Escape");
  await open("/app/creators?orders=without&status=active", "Creators");
  const name = app.getByRole("dialog").getByLabel("Name");
  await press("Save as", () => name.isVisible());
  await name.fill("Sleeping");
  await app.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  const tab = (called: string) => app.getByRole("tab", { name: called, exact: true });
  await expect.poll(() => tab("Sleeping").getAttribute("aria-selected"), SOON).toBe("true");
  await page.reload();
  await heading("Creators");
  await expect.poll(() => tab("Sleeping").getAttribute("aria-selected"), SOON).toBe("true");
  await expectSound(page, "creators, saved view");
  const renamed = app.getByRole("menuitem", { name: "Rename view" });
  await until(
    () => renamed.isVisible(),
    () => tab("Sleeping").click(click),
  );
  await renamed.click();
  await name.fill("Asleep");
  await app.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await tab("Asleep").waitFor(SOON);
  expect(await rowsOf(database, "saved_view")).toMatchObject([
    { name: "Asleep", query: "?status=active&orders=without" },
  ]);
  const gone = app.getByRole("menuitem", { name: "Delete view" });
  await until(
    () => gone.isVisible(),
    () => tab("Asleep").click(click),
  );
  await gone.click();
  await app.getByRole("dialog").getByRole("button", { name: "Delete view" }).click();
  await expect.poll(() => rowsOf(database, "saved_view"), SOON).toEqual([]);
  await expect.poll(() => tab("All").getAttribute("aria-selected"), SOON).toBe("true");
});

test("two creators are paused at once; undoing it resumes just those it paused", async () => {
  const before = (await pauses()).length;
  await open("/app/creators?q=Lovelace&sort=name", "Creators");
  await until(
    () => button("Pause").isVisible(),
    () => tick("Grace Lovelace").click(click),
  );
  await tick("Imani Lovelace").click({ force: true });
  await tick("Kai Lovelace").click({ force: true });
  await shows("3 selected");
  await expectSound(page, "creators, selection");
  const told = said("2 creators paused, 1 was paused already");
  await button("Pause").click();
  await told;
  expect(await pauses()).toHaveLength(before + 2);
  await page.locator("#toasts").getByRole("button", { name: "Undo" }).click();
  await said("2 creators resumed");
  expect(await pauses()).toHaveLength(before);
});

test("all who match are paused after a question, by the worker, and the page says exactly what was done", async () => {
  await open("/app/creators", "Creators");
  const everybody = app.getByRole("button", { name: "Select all 260 creators" });
  await until(
    () => everybody.isVisible(),
    () => app.getByLabel("Select all 50 creators").first().click(click),
  );
  await everybody.click();
  const question = app.getByRole("dialog", { name: "Pause 260 creators?" });
  await press("Pause", () => question.isVisible());
  await expectSound(page, "creators, question");
  await question.getByRole("button", { name: "Pause" }).click();
  await shows("228 creators paused, 32 were paused already");
  expect(await pauses()).toHaveLength(260);
  await expectSound(page, "creators, changed");
  await button("Undo").click();
  await shows("228 creators resumed");
  expect(await pauses()).toHaveLength(32);
});

test("creators are moved to a program, and their e-mails are copied", async () => {
  await open("/app/creators?q=Hopper%202&sort=name", "Creators");
  const count = await rows().count();
  expect(count).toBeGreaterThan(3);
  await until(
    () => button("Pause").isVisible(),
    () => app.getByLabel(`Select all ${count} creators`).first().click(click),
  );
  const copied = said(/emails copied/);
  await app.getByRole("button", { name: "More actions" }).click();
  await app.getByRole("button", { name: "Copy emails" }).click();
  await copied;
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^creator\d+@example\.com, /);
  const moved = said(/creators? moved to Press/);
  await app.getByRole("button", { name: "Move to program" }).click();
  await app.getByRole("button", { name: "Press", exact: true }).click();
  await moved;
  await expect.poll(async () => rows().filter({ hasText: "Press" }).count(), SOON).toBe(count);
});

test("a new creator gets the code their program makes, which the merchant may change", async () => {
  await open("/app/creators/new", "Add creator");
  const field = (label: string) => app.getByLabel(label, { exact: true });
  await vi.waitUntil(async () => {
    await field("Name").fill("Ada Byron");
    await field("Program").selectOption({ label: "Ambassadors" });
    return (await field("Code").inputValue()) === "ADA5";
  }, SOON);
  expect(await field("Percentage off").inputValue()).toBe("5");
  await shows("Suggested by Ambassadors.");
  await field("Handle").fill("@byron");
  await field("Language of their mails").selectOption({ label: "Danish" });
  await field("Code").fill("BYRON");
  await field("Name").fill("Ada B. Byron");
  expect(await field("Code").inputValue()).toBe("BYRON");
  await expectSound(page, "add creator, with a program");
  await page.getByRole("button", { name: "Save" }).click();
  await heading("Ada B. Byron");
  await shows("@byron · Ambassadors");
});

test("their page tells their story, and follows it", async () => {
  const timeline = app.getByRole("listitem");
  await timeline.filter({ hasText: "BYRON went live" }).waitFor(SOON);
  await timeline.filter({ hasText: "Got the code BYRON" }).waitFor(SOON);
  await timeline.filter({ hasText: "Joined" }).waitFor(SOON);
  await press("Pause crediting", seen(/^Paused since/));
  await timeline.filter({ hasText: "Orders placed from then on credited nobody." }).waitFor(SOON);
  const kept = page.locator("#toasts").getByText("Saved").waitFor(SOON);
  await app.getByLabel("Name", { exact: true }).fill("Ada Byron");
  await page.getByRole("button", { name: "Save" }).click();
  await kept;
  await heading("Ada Byron");
  const [row] = (await rowsOf(database, "creator")).filter(({ name }) => name === "Ada Byron");
  expect(row).toMatchObject({ handle: "@byron", language: "da", program_id: "pg_00000000000000000001" });
  await expectSound(page, "creator, with a story");
});

test("on a phone the list is ticked and changed as well, and nothing is wider than the screen", async () => {
  const phone = await (await openContext(browser, 390, 844)).newPage();
  const words = complaintsOf(phone);
  const small = merchantAt(phone, standIn.adminUrl);
  await small.open("/app/creators?status=paused&q=Ada", "Creators");
  await expectSound(phone, "creators at 390 px");
  const first = small.app.getByLabel("Select Ada Byron", { exact: true });
  const actions = small.app.getByRole("button", { name: "Actions", exact: true });
  await until(
    () => actions.isVisible(),
    () => first.click(click),
  );
  await actions.click();
  await expectSound(phone, "creators at 390 px, actions");
  const told = phone.locator("#toasts").getByText("1 creator resumed").waitFor(SOON);
  await small.app.getByRole("menuitem", { name: "Resume" }).click();
  await told;
  await phone.goto(`${standIn.adminUrl}/app/creators/cr_00000000000000000007`);
  await small.heading("Noor Lovelace");
  await expectSound(phone, "creator at 390 px, busy");
  expect(words).toEqual([]);
  await phone.context().close();
});

test("nothing complained meanwhile", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
