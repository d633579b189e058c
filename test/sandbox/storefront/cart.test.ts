import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AS_PLAYED } from "#test/sandbox/storefront/settings.ts";
import type { Shopper } from "#test/sandbox/storefront/shopper-fixture.ts";
import { KIT, MUG, openWindow, TOTE, type Window } from "#test/sandbox/storefront/window-fixture.ts";

let window: Window;
let shopper: Shopper;

beforeAll(async () => {
  window = await openWindow(6070);
  await window.discount("ADA10", "percentage: 0.1");
  await window.discount("FIVER", 'discountAmount: { amount: "5.00", appliesOnEachItem: false }');
});
beforeEach(() => {
  shopper = window.shopper();
  window.standIn().storefront.set(AS_PLAYED);
});
afterAll(() => window.stop());

const buy = (fields: Record<string, string> = { email: "ann@example.com" }) =>
  shopper.send("/checkout", { act: "pay", ...fields });

test("the cart API adds, changes and clears, with money in hundredths and lines by variant", async () => {
  expect((await shopper.json("/cart.js")).body).toMatchObject({
    item_count: 0,
    items: [],
    currency: "EUR",
    attributes: {},
  });
  const added = await shopper.json("/cart/add.js", { id: Number(MUG), quantity: 2 });
  expect(added).toMatchObject({
    status: 200,
    body: { variant_id: Number(MUG), quantity: 2, final_line_price: 3000, handle: "ceramic-mug" },
  });
  const both = await shopper.json("/cart/add.js", { items: [{ id: KIT, quantity: 1 }, { id: MUG }] });
  expect((both.body.items as { quantity: number }[]).map(({ quantity }) => quantity)).toEqual([1, 3]);
  expect((await shopper.json("/cart.js")).body).toMatchObject({
    item_count: 4,
    total_price: 11_400,
    original_total_price: 11_400,
  });
  expect((await shopper.json("/cart/change.js", { line: 1, quantity: 0 })).body).toMatchObject({
    item_count: 3,
  });
  expect((await shopper.json("/cart/update.js", { updates: { [TOTE]: 2, [MUG]: 1 } })).body).toMatchObject({
    item_count: 3,
    total_price: 6400,
  });
  expect((await shopper.json("/cart/clear.js", {})).body).toMatchObject({ item_count: 0 });
});

test("a wish the cart cannot fulfil is refused as Shopify does, and changes nothing", async () => {
  await shopper.json("/cart/add.js", { id: MUG });
  const refused = await shopper.json("/cart/add.js", { id: 1 });
  expect(refused).toMatchObject({ status: 404, body: { status: 404, message: "Cart Error" } });
  const half = await shopper.json("/cart/update.js", {
    updates: { [MUG]: 5, [TOTE]: 1.5 },
    attributes: { a: "b" },
  });
  expect(half.status).toBe(422);
  expect((await shopper.json("/cart.js")).body).toMatchObject({ item_count: 1, attributes: {} });
  expect((await shopper.send("/cart/update.js", { "attributes[gift]": "yes" })).status).toBe(200);
  expect((await shopper.json("/cart.js")).body).toMatchObject({ attributes: { gift: "yes" } });
});

test("a private attribute is shown by neither API nor page, and goes with the order", async () => {
  await shopper.json("/cart/add.js", { id: MUG });
  const set = await shopper.json("/cart/update.js", {
    attributes: { __trb: "vi_a,vi_b", gift: "yes", old: "x" },
  });
  expect(set.body.attributes).toEqual({ gift: "yes", old: "x" });
  await shopper.json("/cart/update.js", { attributes: { old: "" } });
  expect((await shopper.open("/cart")).body).not.toContain("vi_a");
  const order = await window.told(() => buy());
  expect(order.note_attributes).toEqual([
    { name: "__trb", value: "vi_a,vi_b" },
    { name: "gift", value: "yes" },
  ]);
});

test("an order leaves an empty cart with another token, and its thanks are shown to nobody else", async () => {
  await shopper.json("/cart/add.js", { id: MUG });
  const before = (await shopper.json("/cart.js")).body.token;
  const paid = await buy();
  expect([paid.status, paid.headers.location]).toEqual([
    303,
    expect.stringMatching(/^\/checkouts\/\d+\/thank-you$/),
  ]);
  expect((await shopper.open(paid.headers.location ?? "")).body).toContain("Thank you");
  expect((await window.shopper().open(paid.headers.location ?? "")).status).toBe(404);
  const after = (await shopper.json("/cart.js")).body;
  expect([after.item_count, after.token === before]).toEqual([0, false]);
  expect((await buy()).status).toBe(422);
});

test("a discount link remembers its code and leads into the shop; the checkout reckons as every other", async () => {
  const link = await shopper.open("/discount/ada10?redirect=%2Fproducts%2Fceramic-mug%3Fref%3Dada");
  expect([link.status, link.headers.location]).toEqual([302, "/products/ceramic-mug?ref=ada"]);
  await shopper.json("/cart/add.js", { id: MUG, quantity: 2 });
  expect((await shopper.json("/cart.js")).body).toMatchObject({ total_price: 2700, total_discount: 300 });
  await shopper.send("/checkout", { act: "code", code: "FIVER" });
  await shopper.send("/checkout", { act: "code", code: "NOBODY" });
  expect((await shopper.open("/checkout")).body).toContain("The code &#34;NOBODY&#34; is not valid.");
  const order = await window.told(() => buy());
  expect(order).toMatchObject({
    total_price: "26.90",
    discount_codes: [
      { code: "ada10", amount: "3.00" },
      { code: "FIVER", amount: "5.00" },
    ],
    shipping_lines: [{ price: "4.90" }],
    email: "ann@example.com",
    customer: null,
  });
});

test("a second discount link takes the place of the first, and codes can be removed", async () => {
  await shopper.open("/discount/ADA10");
  await shopper.open("/discount/FIVER?redirect=//evil.example");
  await shopper.json("/cart/add.js", { id: MUG, quantity: 2 });
  const codes = async () => (await shopper.json("/cart.js")).body.discount_codes;
  expect(await codes()).toEqual([{ code: "FIVER", applicable: true }]);
  await shopper.send("/checkout", { act: "code", code: "fiver" });
  expect(await codes()).toEqual([{ code: "FIVER", applicable: true }]);
  await shopper.send("/checkout", { act: "drop", code: "fiver" });
  expect(await codes()).toEqual([]);
  expect((await shopper.json("/cart/update.js", { discount: "ADA10,FIVER" })).body.total_price).toBe(2200);
});

test("a code for free shipping takes the shipping off, beside five others, and no second one does", async () => {
  for (const code of ["POST", "POST2"]) await window.freeShipping(code);
  await shopper.json("/cart/add.js", { id: MUG });
  const { body } = await shopper.json("/cart/update.js", { discount: "POST,POST2,ADA10" });
  expect(body).toMatchObject({
    total_price: 1350,
    discount_codes: [{ applicable: true }, { applicable: false }, { applicable: true }],
  });
  expect((await shopper.open("/checkout")).body).toContain("An order takes one code for free shipping.");
  expect(await window.told(() => buy())).toMatchObject({
    total_price: "13.50",
    discount_codes: [
      { code: "POST", type: "shipping", amount: "4.90" },
      { code: "ADA10", type: "percentage" },
    ],
  });
});

test("an order takes five codes and no sixth", async () => {
  for (const n of [1, 2, 3, 4, 5, 6]) await window.discount(`MANY${n}`, "percentage: 0.05");
  await shopper.json("/cart/add.js", { id: KIT });
  const { body } = await shopper.json("/cart/update.js", { discount: "MANY1,MANY2,MANY3,MANY4,MANY5,MANY6" });
  expect((body.discount_codes as { applicable: boolean }[]).map(({ applicable }) => applicable)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(body.total_discount).toBe(1725);
});

test("an e-mail that is none is refused where it was typed, and the cart is kept", async () => {
  await shopper.json("/cart/add.js", { id: MUG });
  const refused = await buy({ email: "nobody" });
  expect([refused.status, refused.body.includes("is no e-mail address")]).toEqual([422, true]);
  expect((await shopper.json("/cart.js")).body.item_count).toBe(1);
  expect((await shopper.open("/checkout")).status).toBe(200);
});
