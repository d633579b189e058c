import { afterAll, expect, test } from "vitest";
import { merchantAt, SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { addTwoCreators } from "#test/e2e/two-creators.ts";
import { complaintsOf, expectSound, expectSoundOnPhone } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 7000);
const browser = await launchChromium();
afterAll(() => browser.close());
const context = await openContext(browser);
const admin = await context.newPage();
const controls = await context.newPage();
const complaints = complaintsOf(admin);
const merchant = merchantAt(admin, standIn.adminUrl);
const { app, shows, heading, open } = merchant;
const PATIENT = { timeout: 30_000 };
const save = () => admin.getByRole("button", { name: "Save", exact: true }).click();

/** Somebody buys a kit with Ada's code and has it sent somewhere. */
async function buy(email: string, delivery: Readonly<Record<string, string>>) {
  await controls.goto(`${standIn.origins.admin}/controls`);
  await controls.getByLabel("Somebody new, or a customer by e-mail").check();
  await controls.getByLabel("E-mail of somebody new or a guest").fill(email);
  await controls.getByLabel("Pour-over kit", { exact: true }).first().fill("1");
  await controls.getByLabel(/Discount codes/).fill("ADA10");
  await controls.getByText("Phone and address").click();
  for (const [label, value] of Object.entries(delivery)) await controls.getByLabel(label).fill(value);
  await controls.getByRole("button", { name: "Place order" }).click();
  await controls.getByRole("alert").waitFor(SOON);
}
/** What became of the code on each order. */
const verdicts = async () => {
  const rows = await rowsOf(database, "attribution");
  return rows.map((row) => (row.touches as { verdict: string }[])[0]?.verdict).toSorted();
};

const HOME = { "Street and number": "lindenweg 5", "Apartment, floor": "#4", "Postal code": "10 115" };
const PARCEL = { ...HOME, "Country, two letters": "de" };

test("bought with another e-mail, sent home: nobody can tell yet that it was the creator", async () => {
  await addTwoCreators(admin, merchant);
  await buy("not.ada@example.com", { Phone: "0151 23456789", ...PARCEL });
  await buy("bea@example.com", { ...PARCEL, "Apartment, floor": "7" });
  await expect.poll(verdicts, PATIENT).toEqual(["decided", "decided"]);
});

test("a phone and an address that cannot be are refused beside their fields, with the next move", async () => {
  await open("/app/creators", "Creators");
  await app.getByRole("link", { name: "Ada Lovelace" }).filter({ visible: true }).first().click();
  await heading("Ada Lovelace");
  await app.getByLabel("Phone").fill("0151 23456789");
  await app.getByLabel("Street and number").fill("Lindenweg 5");
  await save();
  await shows(/“0151 23456789” does not say which country it is of/);
  await shows(/An address needs a postal code/);
  await shows(/An address needs a country/);
  await expectSound(admin, "creator, contact refused");
});

test("once both are noted, her own order is found, and says by what; her neighbor's stays hers", async () => {
  await app.getByLabel("Apartment, floor").fill("Apt 4");
  await app.getByLabel("Postal code").fill("10115");
  await app.getByLabel("Country", { exact: true }).selectOption("DE");
  await save();
  await expect.poll(verdicts, PATIENT).toEqual(["decided", "self-referral-phone"]);
  await admin.reload();
  await heading("Ada Lovelace");
  expect(await app.getByLabel("Phone").inputValue()).toBe("+4915123456789");
  expect(await app.getByLabel("Country", { exact: true }).inputValue()).toBe("DE");
  await expectSound(admin, "creator, with contact");
  await expectSoundOnPhone(admin, "creator, with contact");
  await open("/app/orders", "Orders");
  await shows("Not credited: Ada Lovelace bought this with their own code ADA10 (same phone number).");
  await shows("Credited to Ada Lovelace: the code ADA10 was used.");
});

test("a way that is switched off is not looked at from then on, and the rules say so", async () => {
  await open("/app/rules", "Attribution");
  await shows("A creator’s own purchase, recognized by");
  await app.getByLabel("Phone number").uncheck();
  const saved = admin.getByText("The rules are changed for orders from now on").first().waitFor(PATIENT);
  await save();
  await saved;
  await shows(
    "A creator’s own purchase is recognized by the Shopify customer, the email address, and the shipping address.",
  );
  await expectSound(admin, "attribution, without phones");
  await expectSoundOnPhone(admin, "attribution, without phones");
  await buy("again@example.com", { Phone: "0151 23456789", ...PARCEL });
  await expect.poll(verdicts, PATIENT).toEqual(["decided", "self-referral-address", "self-referral-phone"]);
  await open("/app/orders", "Orders");
  await shows("Not credited: Ada Lovelace bought this with their own code ADA10 (same shipping address).");
});

test("nothing broke, in the app or in the pages", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
