import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { SOON } from "#test/e2e/merchant.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { type Visitor, visitorAt } from "#test/e2e/visitor.ts";
import { launchChromium } from "#test/support/chromium.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { ADA, linkId } from "#test/support/make.ts";

// The whole way: a browser, the storefront with our extension, Shopify's app proxy, the app as people run it.
const database = await freshDb(4);
const { standIn } = await runApp(database.url, 5900);
const shop = await installShop(database);
await seedCreator(database, shop.id, ADA, "ADA10");
await database.owner.query("UPDATE code SET state = 'active'");
await seedLink(database, shop.id, { path: "/products/ceramic-mug", code: "ADA10" });
const browser = await launchChromium();
let guest: Visitor;

beforeEach(async () => {
  guest = await visitorAt(browser, standIn.origins.storefront);
});
afterEach(async () => {
  expect(guest.complaints).toEqual([]);
  expect(guest.failed).toEqual([]);
  await guest.page.context().close();
});
afterAll(() => browser.close());

const visits = () => rowsOf(database, "visit");
const told = () =>
  guest.asked.flatMap((each) => /^POST \/cart\/update\.js .*"__trb":"([^"]*)"/.exec(each)?.[1] ?? []);

test("a creator's link: greeted with the offer, remembered after consent by the visit that the click was given", async () => {
  await guest.page.goto(`${standIn.origins.app}/go/demo/ada`, { waitUntil: "networkidle" });
  expect(new URL(guest.page.url()).pathname).toBe("/products/ceramic-mug");
  await guest.page.getByText("Ada Lovelace sent you: 10% off").waitFor(SOON);
  await guest.page.getByText("Code: ADA10").waitFor(SOON);
  expect(await guest.shift()).toBe(0);
  await expect.poll(visits, SOON).toMatchObject([{ link_id: linkId("ada"), via: "go" }]);
  const [click] = await visits();
  await guest.consent("Accept");
  await expect.poll(told, SOON).toEqual([click?.id]);
  expect(await visits()).toHaveLength(1);
});

test("an address with a creator's ref alone: a visit is issued after consent, and the cart carries it", async () => {
  const before = (await visits()).length;
  await guest.open("/?ref=ada");
  await guest.page.getByText("Ada Lovelace sent you: 10% off").waitFor(SOON);
  expect(await visits()).toHaveLength(before);
  await guest.consent("Accept");
  await expect.poll(told, SOON).toHaveLength(1);
  await expect.poll(async () => (await visits()).map(({ id }) => id), SOON).toContain(told()[0]);
  expect((await visits()).find(({ id }) => id === told()[0])).toMatchObject({
    creator_id: ADA,
    via: "embed",
  });
});

test("what a shopper adds to the proxy's own parameters is refused, and so is who comes past the proxy", async () => {
  const statuses = await guest.page.request
    .get(`${standIn.origins.storefront}/apps/tributary/greeting?ref=ada`)
    .then(async (answer) => [answer.status(), await answer.json()]);
  expect(statuses).toMatchObject([200, { first: "Ada", code: "ADA10" }]);
  const status = async (url: string) => (await guest.page.request.get(url)).status();
  const proxied = `${standIn.origins.storefront}/apps/tributary`;
  for (const more of [
    "logged_in_customer_id=900",
    "shop=other.myshopify.com",
    "signature=0",
    "ref=bee",
    "x=1",
  ])
    expect(await status(`${proxied}/greeting?ref=ada&${more}`), more).toBe(400);
  expect(await status(`${standIn.origins.app}/proxy/greeting?ref=ada&shop=demo.myshopify.com`)).toBe(400);
  for (const nowhere of ["", "/", "/visit", "/app", "/greeting/x", "/../webhooks"])
    expect(await status(`${proxied}${nowhere}`), nowhere).toBe(404);
});
