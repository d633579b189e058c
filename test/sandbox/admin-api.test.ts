import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";

let admin: AdminSchema;
let api: AdminApi;

beforeAll(async () => {
  admin = await readSchema();
});

beforeEach(() => {
  api = makeApi(admin, { asked: "write_discounts,read_orders" });
});

const ask = (query: string, variables?: object, token?: string) => askApi(api, query, variables, token);

const CREATE = `mutation ($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) {
  codeDiscountNode { id codeDiscount { __typename ... on DiscountCodeBasic { title status summary tags codes(first: 1) { nodes { id code } }
    customerGets { value { __typename ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount currencyCode } appliesOnEachItem } } } } } }
  userErrors { field code message } } }`;
const FIND =
  "query ($code: String!) { codeDiscountNodeByCode(code: $code) { id codeDiscount { ... on DiscountCodeBasic { status endsAt } } } }";

const makeInput = (over: object = {}) => ({
  title: "Ada",
  code: "Ada10",
  startsAt: "2026-01-01T00:00:00Z",
  context: { all: "ALL" },
  customerGets: { items: { all: true }, value: { percentage: 0.1 } },
  ...over,
});
const create = (over: object = {}) => ask(CREATE, { d: makeInput(over) }).data.discountCodeBasicCreate;

test("an unknown or expired token is answered 401", () => {
  expect(ask("{ shop { id } }", {}, "shpat_nobody")).toEqual({
    status: 401,
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
  const token = api.tokens.issue().access;
  expect(ask("{ shop { id } }", {}, token).status).toBe(200);
  api.tokens.expireAccess();
  expect(ask("{ shop { id } }", {}, token).status).toBe(401);
});

test("the shop says what it is, and what the query cost", () => {
  const { data, extensions } = ask(
    "{ shop { name myshopifyDomain currencyCode ianaTimezone primaryDomain { url host } } }",
  );
  expect(data.shop).toMatchObject({
    name: "Demo",
    currencyCode: "EUR",
    primaryDomain: { host: "demo.myshopify.com" },
  });
  expect(extensions.cost).toEqual({
    requestedQueryCost: 2,
    actualQueryCost: 2,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1998, restoreRate: 100 },
  });
});

test("a field that Shopify has not is refused by the real schema, as 200 with errors", () => {
  const { status, errors, data } = ask("{ shop { nmae } }");
  expect([status, data]).toEqual([200, undefined]);
  expect(errors[0].message).toContain('Cannot query field "nmae" on type "Shop". Did you mean "name"');
});

test("what Shopify has and the stand-in has not is said aloud, never null", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(ask("{ shop { plan { displayName } } }").errors[0].message).toBe("not simulated: Shop.plan");
  expect(ask("{ orders(first: 1) { nodes { id } } }").errors[0].message).toBe(
    "not simulated: orders(sortKey: PROCESSED_AT)",
  );
  const { errors } = ask(CREATE, { d: makeInput({ recurringCycleLimit: 5 }) });
  expect(errors[0].message).toBe("not simulated: DiscountCodeBasicInput.recurringCycleLimit");
  expect(said.mock.calls.flat()).toContain("sandbox: not simulated: Shop.plan");
  said.mockRestore();
});

test("a field whose scope was not granted is ACCESS_DENIED; a write scope brings its read scope", () => {
  expect(ask(FIND, { code: "X" }).data).toEqual({ codeDiscountNodeByCode: null });
  api = makeApi(admin, { asked: "read_orders" });
  expect(ask(FIND, { code: "X" }).errors[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
  api = makeApi(admin, { asked: "read_discounts" });
  const { errors } = ask(CREATE, { d: makeInput() });
  expect(errors[0].extensions.requiredAccess).toContain("write_discounts");
});

test("the installation lists the granted scopes", () => {
  const { data } = ask("{ currentAppInstallation { accessScopes { handle } } }");
  const handles = data.currentAppInstallation.accessScopes.map((one: { handle: string }) => one.handle);
  expect(handles).toEqual(["read_discounts", "read_orders", "write_discounts"]);
});

test("a discount is made, and found by its code in whatever letter case", () => {
  const made = create({ tags: ["creator"] });
  expect(made.userErrors).toEqual([]);
  expect(made.codeDiscountNode.codeDiscount).toMatchObject({
    __typename: "DiscountCodeBasic",
    status: "ACTIVE",
    summary: "10% off entire order",
    tags: ["creator"],
    codes: { nodes: [{ code: "Ada10" }] },
    customerGets: { value: { __typename: "DiscountPercentage", percentage: 0.1 } },
  });
  expect(ask(FIND, { code: " ADA10 " }).data.codeDiscountNodeByCode.id).toBe(made.codeDiscountNode.id);
});

test("an amount off is kept in the shop's currency", () => {
  const value = { discountAmount: { amount: "5.50", appliesOnEachItem: false } };
  const made = create({ customerGets: { items: { all: true }, value } });
  expect(made.codeDiscountNode.codeDiscount.customerGets.value).toEqual({
    __typename: "DiscountAmount",
    amount: { amount: "5.5", currencyCode: "EUR" },
    appliesOnEachItem: false,
  });
});

test.each([
  ["a code taken in another letter case and form", { code: "ＡＤＡ10 " }, "code", "TAKEN"],
  ["no code", { code: " " }, "code", "BLANK"],
  ["no title", { code: "New", title: "" }, "title", "BLANK"],
  ["a code of 256 letters", { code: "x".repeat(256) }, "code", "TOO_LONG"],
  [
    "an end before the start",
    { code: "New", endsAt: "2025-01-01T00:00:00Z" },
    "endsAt",
    "END_DATE_BEFORE_START_DATE",
  ],
])("%s is a user error", (_what, over, field, code) => {
  create();
  const { userErrors, codeDiscountNode } = create(over);
  expect(codeDiscountNode).toBeNull();
  expect(userErrors).toMatchObject([{ field: ["basicCodeDiscount", field], code }]);
});

test.each([0, -0.1, 1.01, 10])("a percentage of %d is outside the range", (percentage) => {
  const { userErrors } = create({ customerGets: { items: { all: true }, value: { percentage } } });
  expect(userErrors).toMatchObject([{ code: "VALUE_OUTSIDE_RANGE" }]);
});

test("a discount can be changed, keeps its own code, and frees its old one", () => {
  const { id } = create().codeDiscountNode;
  const update = (d: object) =>
    ask(
      "mutation ($id: ID!, $d: DiscountCodeBasicInput!) { discountCodeBasicUpdate(id: $id, basicCodeDiscount: $d) { codeDiscountNode { id } userErrors { code field } } }",
      { id, d },
    ).data.discountCodeBasicUpdate;
  expect(update({ code: "ADA10", title: "Ada L." }).userErrors).toEqual([]);
  expect(update({ code: "ADA20" }).codeDiscountNode.id).toBe(id);
  expect(ask(FIND, { code: "ada10" }).data.codeDiscountNodeByCode).toBeNull();
  expect(create().userErrors).toEqual([]);
});

test("a discount is ended and begun again; an unknown one is a user error", () => {
  const { id } = create().codeDiscountNode;
  const turn = (how: string, which = id) =>
    ask(`mutation ($id: ID!) { ${how}(id: $id) { userErrors { field code } } }`, { id: which }).data[how]
      .userErrors;
  expect(turn("discountCodeDeactivate")).toEqual([]);
  expect(ask(FIND, { code: "ada10" }).data.codeDiscountNodeByCode.codeDiscount.status).toBe("EXPIRED");
  expect(turn("discountCodeActivate")).toEqual([]);
  expect(ask(FIND, { code: "ada10" }).data.codeDiscountNodeByCode.codeDiscount).toEqual({
    status: "ACTIVE",
    endsAt: null,
  });
  expect(turn("discountCodeActivate", "gid://shopify/DiscountCodeNode/9")).toMatchObject([{ field: ["id"] }]);
});

test("an empty bucket is THROTTLED as 200, and fills again with time", () => {
  let ms = 0;
  api = { ...api, bucket: createBucket(() => ms) };
  api.bucket.empty();
  const { status, data, errors, extensions } = ask("{ shop { id } }");
  expect([status, data]).toEqual([200, undefined]);
  expect(errors[0].extensions.code).toBe("THROTTLED");
  expect(extensions.cost).toMatchObject({ actualQueryCost: null, throttleStatus: { currentlyAvailable: 0 } });
  ms = 1000;
  expect(ask("{ shop { id } }").extensions.cost.throttleStatus.currentlyAvailable).toBe(99);
});
