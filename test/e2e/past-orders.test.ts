import { afterAll, expect, test } from "vitest";
import { merchantAt } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { complaintsOf, expectSound } from "#test/e2e/watch.ts";
import { launchChromium, openContext } from "#test/support/chromium.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(2);
const { standIn, notices } = await runApp(database.url, 6800);
const browser = await launchChromium();
afterAll(() => browser.close());
const admin = await (await openContext(browser)).newPage();
const complaints = complaintsOf(admin);
const { app, shows, open } = merchantAt(admin, standIn.adminUrl);
const PATIENT = { timeout: 90_000 };
const DAY = 86_400_000;
const [SHOWN, OLDER] = [1500, 60];
const DOORS = [
  { landingSite: "/?gclid=x", referringSite: null },
  { landingSite: "/", referringSite: "https://www.google.com/" },
  { landingSite: "/", referringSite: null },
];
/** The day 60 days before the install, as the page writes it. */
const horizon = (installedAt: Date) =>
  new Date(installedAt.getTime() - 60 * DAY).toLocaleDateString("en-US", {
    ...{ timeZone: "UTC", year: "numeric", month: "short", day: "numeric" },
  });

/** Orders long before the app comes: customers of the older ones buy again in the days that Shopify shows. */
async function havePast() {
  const place = (n: number, daysAgo: number, customer: number) =>
    standIn.past.placeOrder({
      at: new Date(Date.now() - daysAgo * DAY - n * 1000),
      customerId: String(1000 + customer),
      email: null,
      lines: [{ title: "Ceramic mug", price: "12.00", quantity: 1 }],
      ...DOORS[n % 3],
    });
  for (let n = 0; n < OLDER; n++) await place(n, 90, n);
  for (let n = 0; n < SHOWN; n++) await place(n, 50 - (n % 49), n);
}

test("who installs the app sees how far their past orders are, from the first page on", async () => {
  await havePast();
  await admin.goto(standIn.adminUrl);
  await shows(/^(Shopify is putting your past orders together|Reading your past orders)/);
  await shows(/^Reading your past orders: [\d,]+ of 1,500$/);
  const bar = app.getByRole("progressbar");
  const first = Number(await bar.getAttribute("value"));
  await expect.poll(async () => Number(await bar.getAttribute("value")), PATIENT).toBeGreaterThan(first);
  await expectSound(admin, "home, past orders being read");
});

test("Health tells the same, and then since when orders are known and what that means", async () => {
  await open("/app/health", "Health");
  await app.getByRole("heading", { name: "Past orders" }).waitFor(PATIENT);
  await app.getByText(/^Read (now|\d+ seconds? ago)/).waitFor(PATIENT);
  const [backfill] = await rowsOf(database, "backfill");
  expect(backfill).toMatchObject({ total: SHOWN, done: SHOWN, unreadable: 0, operations: 1, is_all: false });
  await shows(horizon(backfill?.asked_at as Date));
  await shows(/Shopify’s own count of a customer’s orders, older ones among them, decides/);
  await expectSound(admin, "health, past orders read");
});

test("Home shows channels and who was new from the first day on, though no webhook came", async () => {
  expect(await rowsOf(database, "inbox")).toEqual([]);
  const [backfill] = await rowsOf(database, "backfill");
  await open("", "Home");
  await shows(`Orders since ${horizon(backfill?.asked_at as Date)} are known here`);
  expect(await app.getByRole("progressbar").count()).toBe(0);
  const customers = async (name: string) =>
    Number(
      await app
        .getByRole("row")
        .filter({ visible: true, hasText: name })
        .getByRole("cell")
        .nth(1)
        .textContent(),
    );
  expect((await customers("Paid ads")) + (await customers("Organic"))).toBe(SHOWN - OLDER);
  await shows(/60 customers \(\$720\.00\) who had bought before the first order Tributary knows/);
  await expectSound(admin, "home, past orders read");
});

test("why it stopped is told where it did, and that it goes on by itself", async () => {
  await database.owner.query(
    "UPDATE backfill SET finished_at = NULL, done = 400, problem = 'Shopify''s list ended as FAILED (TIMEOUT)'",
  );
  await shows("Reading your past orders has stopped for the moment");
  await shows(
    "It goes on by itself, and what was read stays. The reason: Shopify's list ended as FAILED (TIMEOUT)",
  );
  await expectSound(admin, "home, stopped");
  await open("/app/health", "Health");
  await shows(/^Your past orders could not all be read yet/);
  await shows("400 of 1,500");
  await expectSound(admin, "health, stopped");
});

test("a shop all of whose orders are shown, and one that has none, are told so", async () => {
  await database.owner.query(
    "UPDATE backfill SET finished_at = now(), problem = NULL, is_all = true, horizon = NULL, first_at = '2024-02-03T10:00:00Z'",
  );
  await open("", "Home");
  await shows("Every order since the shop’s first, on Feb 3, 2024, is known here.");
  await database.owner.query("UPDATE backfill SET total = 0, done = 0, first_at = NULL");
  await shows("The shop had no orders when Tributary was installed.");
  await open("/app/health", "Health");
  await shows("The shop had no orders");
  await expectSound(admin, "health, no past");
});

test("nothing broke on the way", () => {
  expect(complaints).toEqual([]);
  expect(notices).toEqual([]);
});
