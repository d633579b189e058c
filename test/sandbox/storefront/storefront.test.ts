import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ask, openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { AS_PLAYED } from "#test/sandbox/storefront/settings.ts";
import { type Shopper, shopperAt } from "#test/sandbox/storefront/shopper-fixture.ts";
import { MUG, openWindow, type Window } from "#test/sandbox/storefront/window-fixture.ts";

let window: Window;
let shopper: Shopper;

beforeAll(async () => {
  window = await openWindow(6020);
});
beforeEach(() => {
  shopper = window.shopper();
  window.standIn().storefront.set(AS_PLAYED);
});
afterAll(() => window.stop());

const buy = (fields: Record<string, string> = { email: "ann@example.com" }) =>
  shopper.send("/checkout", { act: "pay", ...fields });

test("the storefront answers to its own host name alone, and takes forms of its own pages alone", async () => {
  const { storefront, admin } = window.standIn().origins;
  expect((await ask(storefront, { headers: { host: "evil.example" } })).status).toBe(421);
  expect((await shopper.send("/cart/clear", {}, { origin: admin })).status).toBe(403);
  expect((await shopper.open("/products/nothing")).status).toBe(404);
  expect((await shopper.open("/cdn/theme/../../../../../package.json")).status).toBe(404);
  expect((await shopper.open("/cdn/extensions/sample/..%2fshopify.extension.toml")).status).toBe(404);
  expect((await shopper.open("/cdn/extensions/sample/sample.js")).headers["content-type"]).toContain(
    "javascript",
  );
});

test("without consent an order says nothing of how the buyer came", async () => {
  await shopper.open("/products/ceramic-mug?ref=ada", { referer: "https://www.instagram.com/" });
  await shopper.json("/cart/add.js", { id: MUG });
  const order = await window.told(() => buy());
  expect([order.landing_site, order.referring_site]).toEqual([null, null]);
  expect(await window.journeyOf(order.admin_graphql_api_id)).toBeNull();
});

test("with consent it carries the page and the referrer, and Shopify reads the ref", async () => {
  await shopper.open("/");
  const said = {
    consent: "granted",
    page: "/products/ceramic-mug?ref=ada&trb=vi_1",
    referrer: "https://www.instagram.com/ada",
    by: "api",
  };
  expect((await shopper.send("/__storefront/consent", said)).status).toBe(204);
  await shopper.open("/cart");
  await shopper.open("/?r=bea", { referer: "https://bea.example/" });
  await shopper.json("/cart/add.js", { id: MUG });
  const order = await window.told(() => buy());
  expect([order.landing_site, order.referring_site]).toEqual(["/?r=bea", "https://bea.example/"]);
  expect(await window.journeyOf(order.admin_graphql_api_id)).toEqual({
    ready: true,
    momentsCount: { count: 2 },
    firstVisit: {
      landingPage: "https://demo.myshopify.com/products/ceramic-mug?ref=ada&trb=vi_1",
      referralCode: "ada",
    },
    lastVisit: { referrerUrl: "https://bea.example/", referralCode: "bea" },
  });
});

test("a page of another shop is no landing page, whatever the consent form says", async () => {
  await shopper.send("/__storefront/consent", {
    consent: "granted",
    page: "//evil.example/x",
    referrer: "",
    by: "api",
  });
  await shopper.json("/cart/add.js", { id: MUG });
  expect((await window.told(() => buy())).landing_site).toBe("/");
  expect((await shopper.send("/__storefront/consent", { consent: "perhaps" })).status).toBe(422);
});

test("the journey is not ready until its time, or never", async () => {
  window.standIn().storefront.set({ journeyAfter: 3600, needsConsent: false });
  await shopper.open("/?ref=ada");
  await shopper.json("/cart/add.js", { id: MUG });
  const { admin_graphql_api_id: gid } = await window.told(() => buy());
  const empty = { ready: false, momentsCount: null, firstVisit: null, lastVisit: null };
  expect(await window.journeyOf(gid)).toEqual(empty);
  window.standIn().storefront.set({ journeyAfter: null });
  expect(await window.journeyOf(gid)).toEqual(empty);
  window.standIn().storefront.set({ journeyAfter: 0 });
  expect(await window.journeyOf(gid)).toMatchObject({ ready: true, lastVisit: { referralCode: "ada" } });
});

test("somebody signed in buys as who they are; somebody new becomes a customer only if they want", async () => {
  const { id } = window
    .standIn()
    .shop.customers.keep({ email: "cy@example.com", firstName: "Cy", lastName: "Young" });
  expect((await shopper.open("/account?q=young")).body).toContain("Cy Young");
  await shopper.send("/account/login", { id });
  await shopper.json("/cart/add.js", { id: MUG });
  const order = await window.told(() => buy({}));
  expect(order).toMatchObject({ email: "cy@example.com", customer: { first_name: "Cy" } });
  expect((await shopper.open("/account")).body).toContain(order.name);
  await shopper.send("/account/logout", {});
  await shopper.json("/cart/add.js", { id: MUG });
  await window.told(() => buy({ email: "new@example.com", joins: "on" }));
  expect(window.standIn().shop.customers.findByEmail("new@example.com")).not.toBeNull();
});

test("who was merged into another customer is signed out, and the shop goes on", async () => {
  const { customers } = window.standIn().shop;
  const [kept, gone] = ["dee@example.com", "eve@example.com"].map((email) => customers.keep({ email }).id);
  await shopper.send("/account/login", { id: gone ?? "" });
  await shopper.json("/cart/add.js", { id: MUG });
  await window.standIn().shop.mergeCustomers({ keptId: kept ?? "", deletedId: gone ?? "", at: new Date() });
  expect((await shopper.open("/cart")).body).toContain("Sign in");
  await window.standIn().deliveries.drain();
});

test("the footer's language is kept for the visit, and its form leads to the shop alone", async () => {
  const chosen = await shopper.send("/localization", {
    locale_code: "de",
    return_to: "https://evil.example",
  });
  expect(chosen.headers.location).toBe("/");
  const page = await shopper.open("/");
  expect([page.body.includes('<html lang="de">'), page.body.includes("schickt Sie")]).toEqual([true, true]);
  expect((await window.shopper().open("/")).body).toContain('<html lang="en">');
});

test("the checkout shows no block and no embed of an app", async () => {
  await shopper.json("/cart/add.js", { id: MUG });
  expect((await shopper.open("/cart")).body).toContain("sample-embed");
  const checkout = await shopper.open("/checkout");
  expect([checkout.body.includes("Checkout"), checkout.body.includes("sample")]).toEqual([true, false]);
});

test("an extension whose Liquid is not simulated is an error page that names it, on that page alone", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const broken = await openStandIn(6030, undefined, path.join(import.meta.dirname, "fixtures/broken"));
  const page = await shopperAt(broken.origins.storefront).open("/");
  expect([page.status, page.body.includes("odd/blocks/odd.liquid: undefined filter: shout")]).toEqual([
    500,
    true,
  ]);
  await broken.stop();
  expect(said.mock.calls.flat().join()).toContain("odd/blocks/odd.liquid");
  said.mockRestore();
});

test("a second start knows how the storefront was set up, and how buyers came", async () => {
  window.standIn().storefront.set({
    locale: "da",
    needsConsent: false,
    blocks: { embed: { isOn: false, settings: {} } },
  });
  await shopper.open("/?ref=ada");
  await shopper.json("/cart/add.js", { id: MUG });
  const { admin_graphql_api_id: gid } = await window.told(() => buy());
  await window.restart();
  shopper = window.shopper();
  expect(window.standIn().storefront.get()).toMatchObject({
    locale: "da",
    needsConsent: false,
    blocks: { embed: { isOn: false } },
  });
  const page = await shopper.open("/");
  expect([page.body.includes('<html lang="da">'), page.body.includes("sample-embed")]).toEqual([true, false]);
  expect(await window.journeyOf(gid)).toMatchObject({ lastVisit: { referralCode: "ada" } });
});
