import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices, logs } = await runApp(database.url, 6300);
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
/** The applicant's browser runs no script at all. */
const visitor = await (
  await browser.newContext({
    javaScriptEnabled: false,
    locale: "da-DK",
    viewport: { width: 390, height: 844 },
  })
).newPage();
const watched = await (await openContext(browser)).newPage();
const complaints = [...[admin, watched].map(complaintsOf)];
const { app, shows, heading, open, press } = merchantAt(admin, standIn.adminUrl);
const join = `${standIn.origins.app}/join/demo`;
const rowsOf = async (text: string) => (await database.owner.query(text)).rows;
/** Toasts go by themselves: one is looked out for before the press that brings it. */
const PATIENT = { timeout: 30_000 };
const toast = (text: string) => admin.getByText(text).first().waitFor(PATIENT);
/** Nobody types so fast. */
const HUMAN_MS = 2_700;
const XSS = `"'><img src=x onerror=alert(1)></title><script>alert(2)</script>`;

test("a program is made with a discount and a rule, and shows at once what its codes look like", async () => {
  await admin.goto(standIn.adminUrl);
  await heading("Home");
  await open("/app/programs/new", "Add program");
  await press("Add program", async () => (await app.getByText("A program needs a name").count()) > 0);
  await app.getByRole("textbox", { name: "Name" }).fill("Ambassadors");
  await app.getByLabel("How codes are made").fill("{FRIST}");
  await app.getByRole("button", { name: "Add program" }).click();
  await shows(/“FRIST” stands for nothing/);
  await app.getByLabel("How codes are made").fill("{FIRST}-{VALUE}");
  await app.getByLabel("Percentage off").fill("15");
  await shows("ADA-15");
  await expectSound(admin, "new program");
  const said = toast("Ambassadors was added");
  await Promise.all([said, app.getByRole("button", { name: "Add program" }).click()]);
  await heading("Programs");
  await shows("15% off");
  await expectSound(admin, "programs");
});

test("until recruiting is switched on, the page says so kindly; a shop nobody knows has none", async () => {
  await visitor.goto(join);
  await visitor.getByRole("heading", { name: "Søger ikke creators lige nu" }).waitFor(SOON);
  const nobody = await fetch(`http://127.0.0.1:${standIn.upstreamPort}/join/nobody`);
  expect(nobody.status).toBe(404);
  expect(await nobody.text()).toContain("This link leads nowhere");
});

test("the merchant opens recruiting: the address stands there, the terms get a version", async () => {
  await open("/app/recruiting", "Recruiting");
  await shows(join);
  await app.getByLabel("Take applications").check();
  await app.getByLabel("Introduction").fill(`We sell river stones. ${XSS}`);
  await app.getByLabel("Terms", { exact: true }).fill(`Be kind.\n${XSS}`);
  await app.getByLabel("Program").selectOption({ label: "Ambassadors" });
  await press("Save", async () => (await rowsOf("SELECT 1 FROM creator_terms")).length > 0);
  await shows(/^Version 1, since/);
  await shows("Anyone with the address can apply.");
  await expectSound(admin, "recruiting, open");
});

test("an applicant without scripts reads it in their language, is told what is wrong, and loses nothing they typed", async () => {
  await visitor.goto(join);
  await visitor.getByRole("heading", { name: "Vær med hos Tidewater" }).waitFor(SOON);
  await visitor.getByRole("link", { name: "English" }).click();
  await visitor.getByRole("heading", { name: "Create with Tidewater" }).waitFor(SOON);
  expect(await visitor.locator("html").getAttribute("lang")).toBe("en");
  expect(await visitor.locator("script").count()).toBe(0);
  await visitor.getByLabel("Email").fill("not an email");
  await visitor.getByLabel("Your name").fill(`Ada ${XSS}`);
  await pause(HUMAN_MS);
  await visitor.getByRole("button", { name: "Send application" }).click();
  await visitor.getByText("2 things need another look:").waitFor(SOON);
  await visitor
    .getByText(/“not an email” is not an email address/)
    .first()
    .waitFor(SOON);
  expect(await visitor.getByLabel("Your name").inputValue()).toBe(`Ada ${XSS}`);
  expect(await rowsOf("SELECT 1 FROM application")).toEqual([]);
});

test("who fills in like a program is asked to look again; then it is kept, and thanked for", async () => {
  await visitor.goto(`${join}?lang=en`);
  const fill = async () => {
    await visitor.getByLabel("Your name").fill(`Ada ${XSS}`);
    await visitor.getByLabel("Email").fill("ada@example.com");
    await visitor.getByLabel("Your handle").fill(`@ada ${XSS}`);
    await visitor.getByLabel("Followers").fill("12,500");
    await visitor.getByLabel("Your profile").fill("instagram.com/ada");
    await visitor.getByLabel("What do you make").fill(`Engines. ${XSS}`);
    await visitor.getByLabel("I have read the terms").check();
  };
  await fill();
  await visitor.getByRole("button", { name: "Send application" }).click();
  const quick = visitor.getByText("That went faster than people type.");
  const thanked = visitor.getByRole("heading", { name: "Thank you. It has arrived." });
  await quick.or(thanked).first().waitFor(SOON);
  if (await quick.isVisible()) {
    await pause(HUMAN_MS);
    await visitor.getByRole("button", { name: "Send application" }).click();
    await thanked.waitFor(SOON);
  }
  expect(await rowsOf("SELECT email, language, terms_version FROM application")).toEqual([
    { email: "ada@example.com", language: "en", terms_version: 1 },
  ]);
});

test("the application waits in the admin with all that was written, as words; the merchant approves it", async () => {
  await open("/app/recruiting", "Recruiting");
  await shows(`Ada ${XSS}`);
  await expectSound(admin, "recruiting, one waits");
  await app.getByRole("link", { name: /^Ada/ }).filter({ visible: true }).click();
  await heading(`Ada ${XSS}`);
  await shows(`Engines. ${XSS}`);
  await shows("Version 1, accepted");
  await expectSound(admin, "application");
  expect(await app.getByLabel("Program").inputValue()).toMatch(/^pg_/);
  await app.getByLabel("Their code").fill("ADA-15");
  await app.getByLabel("Message to them").first().fill("So glad.\nSee you.");
  const said = toast(`Ada ${XSS} is a creator now`);
  await Promise.all([said, press("Approve", async () => (await rowsOf("SELECT 1 FROM creator")).length > 0)]);
  await shows(/^Approved /);
  await shows("So glad.");
  await expectSound(admin, "application, approved");
});

test("the code is made in Shopify, then the invitation goes out: text, HTML, code, link and terms", async () => {
  await expect.poll(() => standIn.mailbox.all().length, PATIENT).toBe(2);
  const [invitation, received] = standIn.mailbox.all();
  expect(received?.subject).toBe("Tidewater has your application");
  expect(invitation).toMatchObject({ subject: "Welcome to Tidewater: your code is ADA-15", times: 1 });
  expect(await rowsOf("SELECT state FROM code")).toEqual([{ state: "active" }]);
  for (const said of ["ADA-15", "/go/demo/", "> So glad.", "15% off", "Be kind."])
    expect(invitation?.text).toContain(said);
  await shows("Invitation");
  await expect.poll(() => app.getByText(/^Sent /).count(), PATIENT).toBe(2);
});

test("the mailbox shows both, and the mail's HTML does nothing by itself", async () => {
  const dialogs: string[] = [];
  watched.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await watched.goto(`${standIn.origins.admin}/`);
  await watched
    .getByRole("link", { name: /^Mailbox/ })
    .first()
    .click();
  await expectSound(watched, "mailbox");
  await watched.getByRole("link", { name: /your code is ADA-15/ }).click();
  await watched.getByRole("heading", { name: "As text" }).waitFor(SOON);
  const frame = watched.frameLocator("iframe");
  await frame.getByText("ADA-15", { exact: true }).waitFor(SOON);
  const link = frame.getByRole("link", { name: /\/go\/demo\// });
  expect(await link.getAttribute("href")).toMatch(new RegExp(`^${standIn.origins.app}/go/demo/`));
  expect(dialogs).toEqual([]);
});

test("approving again elsewhere changes nothing; the invitation can be sent again", async () => {
  const said = toast("The invitation is on its way");
  const invitations = async () => (await rowsOf("SELECT 1 FROM mail WHERE kind = 'invitation'")).length;
  await Promise.all([said, press("Send the invitation again", async () => (await invitations()) > 1)]);
  await expect.poll(() => standIn.mailbox.all().length, PATIENT).toBeGreaterThan(2);
  expect((await rowsOf("SELECT 1 FROM creator")).length).toBe(1);
});

test("their code works at the checkout, and the order is theirs", async () => {
  await watched.goto(`${standIn.origins.admin}/controls`);
  await watched.getByLabel("Somebody new, or a customer by e-mail").check();
  await watched.getByLabel("E-mail of somebody new or a guest").fill("shopper@example.com");
  await watched.getByLabel("Pour-over kit", { exact: true }).first().fill("1");
  await watched.getByLabel(/Discount codes/).fill("ada-15");
  await watched.getByRole("button", { name: "Place order" }).click();
  await watched.getByRole("alert").waitFor(SOON);
  const credited = () => rowsOf("SELECT credited, orders FROM figures WHERE credited LIKE 'cr_%'");
  await expect.poll(credited, PATIENT).toMatchObject([{ orders: 1 }]);
  await open("/app/programs", "Programs");
  await app.getByRole("link", { name: "Ambassadors" }).filter({ visible: true }).click();
  await heading("Ambassadors");
  expect(await app.locator("main").innerText()).toMatch(/Creators\s+1\s+Credited orders\s+1/);
  await expectSound(admin, "program");
});

test("an address that does not exist is told of where the merchant looks", async () => {
  const { rows } = await database.owner.query("SELECT id FROM application");
  await database.owner.query("UPDATE creator SET email = 'bounce@example.com'");
  await open(`/app/recruiting/${rows[0].id}`, `Ada ${XSS}`);
  const before = (await rowsOf("SELECT 1 FROM mail")).length;
  await press("Send the invitation again", async () => (await rowsOf("SELECT 1 FROM mail")).length > before);
  await shows(/^Could not be delivered: 550 5\.1\.1 The mailbox does not exist/);
  await expectSound(admin, "application, undeliverable");
});

test("nothing complained, nothing fell over, and no address stands in the logs", () => {
  expect(complaints.flat()).toEqual([]);
  expect(notices).toEqual([]);
  expect(logs()).not.toContain("@example.com");
});
