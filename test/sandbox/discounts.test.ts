import { beforeAll, beforeEach, expect, test } from "vitest";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { createDiscounts } from "#test/sandbox/admin-api/discounts.ts";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";

let admin: AdminSchema;
let api: AdminApi;
const NOW = new Date("2026-03-01T09:00:00Z");

beforeAll(async () => {
  admin = await readSchema();
});
beforeEach(() => {
  api = makeApi(admin, { asked: "write_discounts,read_products", bucket: createBucket(() => 0, 1_000_000) });
});

const ask = (query: string, variables?: object) => {
  const answer = askApi(api, query, variables);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const BASIC = `mutation ($d: DiscountCodeBasicInput!) { made: discountCodeBasicCreate(basicCodeDiscount: $d) {
  codeDiscountNode { id } userErrors { field code message } } }`;
const SHIPPING = `mutation ($d: DiscountCodeFreeShippingInput!) { made: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $d) {
  codeDiscountNode { id } userErrors { field code message } } }`;
const input = (over: object = {}) => ({
  ...{ title: "Ada", code: "ADA10", startsAt: "2026-01-01T00:00:00Z", context: { all: "ALL" } },
  customerGets: { items: { all: true }, value: { percentage: 0.1 } },
  ...over,
});
const make = (over: object = {}) => ask(BASIC, { d: input(over) }).made;
const LOOK = `query ($id: ID!) { node(id: $id) { ... on DiscountCodeNode { codeDiscount { __typename
  ... on DiscountCodeFreeShipping { title summary codes(first: 5) { nodes { code } } minimumRequirement { ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity } } }
  ... on DiscountCodeBasic { title summary status codesCount { count } codes(first: 5) { nodes { code } }
    minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount currencyCode } } }
    customerGets { items { __typename ... on DiscountProducts { products(first: 5) { nodes { id title } } productVariants(first: 1) { nodes { id } } }
      ... on DiscountCollections { collections(first: 5) { nodes { title } } } } } } } } } }`;
const look = (id: string) => ask(LOOK, { id }).node?.codeDiscount ?? null;

test("free shipping is a discount of its own kind, and its codes are the shop's too", () => {
  const { customerGets: _, ...shipping } = input({
    ...{
      destination: { all: true },
      minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: "3" } },
    },
  });
  const { made } = ask(SHIPPING, { d: shipping });
  expect(made.userErrors).toEqual([]);
  expect(look(made.codeDiscountNode.id)).toEqual({
    ...{ __typename: "DiscountCodeFreeShipping", title: "Ada", codes: { nodes: [{ code: "ADA10" }] } },
    ...{ summary: "Free shipping on entire order • Minimum quantity of 3" },
    minimumRequirement: { greaterThanOrEqualToQuantity: "3" },
  });
  expect(make({ code: "ada10" }).userErrors).toMatchObject([{ code: "TAKEN" }]);
});

test("a discount may be for some products, from an amount on, and is changed product by product", () => {
  const [mug, tote] = ["gid://shopify/Product/7700000000004", "gid://shopify/Product/7700000000002"];
  const items = (products: object) => ({ items: { products }, value: { percentage: 0.1 } });
  const subtotal = { greaterThanOrEqualToSubtotal: "50.00" };
  const made = make({ customerGets: items({ productsToAdd: [mug] }), minimumRequirement: { subtotal } });
  const { id } = made.codeDiscountNode;
  expect(look(id)).toMatchObject({
    summary: "10% off 1 product • Minimum purchase of 50.00 EUR",
    minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: "50.0", currencyCode: "EUR" } },
    customerGets: {
      items: { products: { nodes: [{ id: mug, title: "Ceramic mug" }] }, productVariants: { nodes: [] } },
    },
  });
  const update = (d: object) =>
    ask(
      "mutation ($id: ID!, $d: DiscountCodeBasicInput!) { discountCodeBasicUpdate(id: $id, basicCodeDiscount: $d) { userErrors { code field } } }",
      { id, d },
    ).discountCodeBasicUpdate.userErrors;
  expect(update({ customerGets: items({ productsToAdd: [tote], productsToRemove: [mug] }) })).toEqual([]);
  expect(look(id).customerGets.items.products.nodes).toMatchObject([{ id: tote }]);
  expect(update({ minimumRequirement: null, customerGets: { items: { all: true } } })).toEqual([]);
  expect(look(id)).toMatchObject({
    minimumRequirement: null,
    customerGets: { items: { __typename: "AllDiscountItems" } },
  });
});

test.each([
  [
    {
      customerGets: {
        items: { products: { productsToAdd: ["gid://shopify/Product/1"] } },
        value: { percentage: 0.1 },
      },
    },
    "INVALID",
  ],
  [{ customerGets: { items: { products: { productsToAdd: [] } }, value: { percentage: 0.1 } } }, "BLANK"],
  [
    {
      minimumRequirement: {
        subtotal: { greaterThanOrEqualToSubtotal: "5" },
        quantity: { greaterThanOrEqualToQuantity: "2" },
      },
    },
    "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
  ],
])("%j is a user error", (over, code) => {
  expect(make(over).userErrors).toMatchObject([{ code }]);
});

const ADD = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { added: discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
  bulkCreation { id done codesCount } userErrors { code field message } } }`;
const CALL = `query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount failedCount codesCount
  codes(first: 250) { nodes { code errors { code message } } } } }`;
const add = (id: string, codes: readonly string[]) =>
  ask(ADD, { id, codes: codes.map((code) => ({ code })) }).added;
const call = (id: string) => ask(CALL, { id }).discountRedeemCodeBulkCreation;
const many = (count: number, prefix = "C") => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

test("codes are added by and by, each unique in the shop whatever its letter case, each failing for itself", () => {
  const { id } = make().codeDiscountNode;
  make({ code: "TAKEN" });
  api.discounts.calls.refuseOnce(["c7"]);
  const { bulkCreation } = add(id, [...many(200), "taken", "c1", " "]);
  expect(bulkCreation).toMatchObject({ done: false, codesCount: 203 });
  expect(call(bulkCreation.id)).toMatchObject({ done: false, importedCount: 124, failedCount: 1 });
  const done = call(bulkCreation.id);
  expect(done).toMatchObject({ done: true, importedCount: 199, failedCount: 4, codesCount: 203 });
  const failed = done.codes.nodes.filter(({ errors }: { errors: object[] }) => errors.length > 0);
  expect(
    failed.map((one: { code: string; errors: { code: string }[] }) => [one.code, one.errors[0]?.code]),
  ).toEqual([
    ["C7", "INVALID"],
    ["taken", "TAKEN"],
    ["c1", "TAKEN"],
    [" ", "BLANK"],
  ]);
  expect(look(id)).toMatchObject({ codesCount: { count: 200 } });
  expect(api.discounts.find("c199")?.gid).toBe(id);
});

test("a call that nobody looks at is finished before the next begins", () => {
  const { id } = make().codeDiscountNode;
  add(id, many(250));
  expect(api.discounts.find("C249")).toBeNull();
  add(id, ["NEXT"]);
  expect(api.discounts.find("C249")?.gid).toBe(id);
});

test.each([
  [0, "BLANK"],
  [251, "EXCEEDED_MAX"],
])("%d codes in one call are refused", (count, code) => {
  const { id } = make().codeDiscountNode;
  expect(add(id, many(count))).toMatchObject({ bulkCreation: null, userErrors: [{ code }] });
});

test("a discount that is not there takes no codes, and a call there never was is null", () => {
  expect(add("gid://shopify/DiscountCodeNode/9", ["A"]).userErrors).toMatchObject([
    { field: ["discountId"] },
  ]);
  expect(call("gid://shopify/DiscountRedeemCodeBulkCreation/9")).toBeNull();
});

test("a deleted discount frees all its codes, and its number is not given again", () => {
  const { id } = make().codeDiscountNode;
  call(add(id, ["MORE"]).bulkCreation.id);
  const discount = api.discounts.get(id);
  if (discount) api.discounts.delete(discount);
  expect([look(id), api.discounts.find("ADA10"), api.discounts.find("more"), api.discounts.size]).toEqual([
    ...[null, null, null, 0],
  ]);
  const again = make({ code: "more" });
  expect(again.userErrors).toEqual([]);
  expect(again.codeDiscountNode.id).not.toBe(id);
});

test("discounts, added codes and deletions are known again after a restart", () => {
  type Happening = ["discount" | "codes", never];
  const told: Happening[] = [];
  const first = createDiscounts(
    (discount) => told.push(["discount", discount as never]),
    () => NOW,
    (codes) => told.push(["codes", codes as never]),
  );
  api = { ...api, discounts: first };
  const { id } = make().codeDiscountNode;
  const gone = make({ code: "GONE" }).codeDiscountNode.id;
  call(add(id, ["MORE", "LESS"]).bulkCreation.id);
  first.removeCode("less");
  const deleted = first.get(gone);
  if (deleted) first.delete(deleted);
  const second = createDiscounts(
    () => {},
    () => NOW,
  );
  for (const [what, happened] of told) {
    if (what === "discount") second.restore(happened);
    else second.restoreCodes(happened);
  }
  expect(second.all()).toEqual(first.all());
  expect(second.all().map((one) => second.codesOf(one))).toEqual([["ADA10", "MORE"]]);
  expect([second.find("less"), second.find("gone"), second.nextNumber()]).toEqual([
    null,
    null,
    first.nextNumber(),
  ]);
});
