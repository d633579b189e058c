import { expect, test } from "vitest";
import type { Conditions, Terms } from "#app/creators/code.ts";
import { isSameTerms } from "#app/creators/conditions.ts";
import { readDiscounts } from "#app/shopify/discount-sights.server.ts";
import { discountShape, inputFor, seenIn } from "#app/shopify/discount-terms.ts";
import { changeTerms, createDiscount } from "#app/shopify/discounts.server.ts";
import { at } from "#test/support/make.ts";
import { openAdmin } from "#test/support/shopify.ts";

const TEN = { kind: "percent", basisPoints: 1000 } as const;
const FIVE = { kind: "amount", minor: 500, currency: "USD" } as const;
const SHIPPING = { kind: "free-shipping" } as const;
const item = (n: number) => ({ id: `gid://shopify/Product/770000000000${n}`, title: `Product ${n}` });
const brewing = { id: "gid://shopify/Collection/430000000003", title: "Brewing" };

const TERMS: readonly Terms[] = [
  { value: TEN, conditions: {} },
  { value: { kind: "percent", basisPoints: 1234 }, conditions: { oncePerCustomer: true } },
  { value: { kind: "percent", basisPoints: 10_000 }, conditions: { minimum: { kind: "units", units: 3 } } },
  { value: FIVE, conditions: { minimum: { kind: "subtotal", minor: 2550, currency: "USD" } } },
  { value: FIVE, conditions: { endsAt: "2035-04-01T00:00:00.000Z" } },
  { value: TEN, conditions: { scope: { kind: "products", items: [item(4), item(5)] } } },
  { value: TEN, conditions: { scope: { kind: "collections", items: [brewing] } } },
  {
    value: SHIPPING,
    conditions: { oncePerCustomer: true, minimum: { kind: "subtotal", minor: 1, currency: "USD" } },
  },
];

test.each(TERMS)("terms come back from Shopify as they were sent: %j", async (terms) => {
  const admin = await openAdmin();
  const discount = { title: "Ada", code: "ADA10", tag: "tributary:x", startsAt: at("2026-01-01"), ...terms };
  const made = await createDiscount(admin.graphql, "terms.myshopify.com", discount);
  if (!("id" in made)) throw new Error(made.message);
  const read = (await readDiscounts(admin.graphql, "terms.myshopify.com", [made.id])).get(made.id);
  if (!read) throw new Error("not found");
  const seen = seenIn(read.read, read.scope, SHIPPING);
  expect(seen).toMatchObject({ title: "Ada", isLive: true });
  expect(isSameTerms(seen.terms, terms)).toBe(true);
});

test("any terms can be set over any others of the same kind of discount", async () => {
  const admin = await openAdmin();
  const domain = "over.myshopify.com";
  const goods = TERMS.filter(({ value }) => value.kind !== "free-shipping");
  const first = { title: "Ada", code: "ADA10", tag: "t", startsAt: at("2026-01-01"), ...(goods[0] as Terms) };
  const made = await createDiscount(admin.graphql, domain, first);
  const id = "id" in made ? made.id : "";
  const look = async () => (await readDiscounts(admin.graphql, domain, [id])).get(id);
  for (const terms of [...goods, ...goods.toReversed()]) {
    const before = (await look())?.scope ?? null;
    expect(await changeTerms(admin.graphql, domain, id, terms, before)).toEqual({ id });
    const now = await look();
    expect(now && isSameTerms(seenIn(now.read, now.scope, TEN).terms, terms), JSON.stringify(terms)).toBe(
      true,
    );
  }
});

const read = (over: object) =>
  discountShape.parse({
    id: "gid://shopify/DiscountCodeNode/1",
    codeDiscount: {
      ...{
        __typename: "DiscountCodeBasic",
        title: "Theirs",
        tags: [],
        status: "ACTIVE",
        summary: "Summed up",
      },
      ...{ startsAt: "2026-01-01T00:00:00Z", endsAt: null, codesCount: { count: 1 }, codes: { nodes: [] } },
      customerGets: { items: { __typename: "AllDiscountItems" }, value: { percentage: 0.1 } },
      ...over,
    },
  });
const everything = { items: { __typename: "AllDiscountItems" } };

test.each([
  ["Buy X get Y", { __typename: "DiscountCodeBxgy", customerGets: undefined }, undefined],
  ["an app's own discount", { __typename: "DiscountCodeApp", customerGets: undefined }, undefined],
  [
    "an amount off each item",
    {
      customerGets: {
        ...everything,
        value: { amount: { amount: "5.0", currencyCode: "USD" }, appliesOnEachItem: true },
      },
    },
    undefined,
  ],
  [
    "some variants",
    { customerGets: { items: { __typename: "DiscountProducts" }, value: { percentage: 0.1 } } },
    null,
  ],
  ["nothing off", { customerGets: { ...everything, value: { percentage: 0 } } }, undefined],
])("what we have no words for is kept in Shopify's: %s", (_what, over, scope) => {
  expect(seenIn(read(over), scope, FIVE).terms).toEqual({
    value: FIVE,
    conditions: { asInShopify: "Summed up" },
  });
});

test("an app's discount without a summary goes by its title", () => {
  const app = read({ __typename: "DiscountCodeApp", summary: undefined, customerGets: undefined });
  expect(seenIn(app, undefined, TEN).terms.conditions).toEqual({ asInShopify: "Theirs" });
});

test("what was chosen before and is no more is taken out", () => {
  const conditions: Conditions = { scope: { kind: "products", items: [item(5)] } };
  const before = { kind: "products", items: [item(4), item(5)] } as const;
  expect(inputFor({ value: TEN, conditions }, before)).toMatchObject({
    customerGets: { items: { products: { productsToAdd: [item(5).id], productsToRemove: [item(4).id] } } },
  });
});
