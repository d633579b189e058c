import { expect, test } from "vitest";
import { isPausedAt, parseCreator } from "#app/creators/creator.ts";
import { at, makeCreator, since } from "#test/support/make.ts";

test.each([
  ["2026-01-31T23:59:59Z", false],
  ["2026-02-01T00:00:00Z", true],
  ["2026-02-28T23:59:59Z", true],
  ["2026-03-01T00:00:00Z", false],
  ["2026-05-01T00:00:00Z", true],
])("paused in February and from May on: at %s %s", (instant, expected) => {
  const creator = makeCreator({ pauses: [since("2026-02-01", "2026-03-01"), since("2026-05-01")] });
  expect(isPausedAt(creator, at(instant))).toBe(expected);
});

test("a creator needs no more than a name", () => {
  expect(parseCreator({ name: " Ada\u0000 \n Lovelace ", email: " ", customerId: "" })).toEqual({
    name: "Ada Lovelace",
    email: null,
    customerId: null,
    handle: null,
    language: "en",
    programId: null,
  });
});

test("where a creator posts, the language they read and their program are kept as chosen", () => {
  const programId = "pg_abc00000000000000000";
  const fields = { name: "Ada", email: "", customerId: "", handle: " @ada ", language: "da", programId };
  expect(parseCreator(fields)).toMatchObject({ handle: "@ada", language: "da", programId });
});

test.each([
  "123",
  " 123 ",
  "gid://shopify/Customer/123",
  "https://admin.shopify.com/store/river/customers/123",
  "https://river.myshopify.com/admin/customers/123/?tab=orders#top",
])("the customer %j is found", (customerId) => {
  const expected = { name: "Ada", email: "Ada@example.com", customerId: "gid://shopify/Customer/123" };
  expect(parseCreator({ name: "Ada", email: " Ada@example.com ", customerId })).toMatchObject(expected);
});

test.each([
  [{ name: "  " }, { name: "empty" }],
  [{ name: "x".repeat(121) }, { name: "too-long" }],
  [{ email: "ada" }, { email: "not-an-email" }],
  [{ email: "ada@b@c" }, { email: "not-an-email" }],
  [{ email: "ada lovelace@example.com" }, { email: "not-an-email" }],
  [{ email: "ada\u0000@example.com" }, { email: "not-an-email" }],
  [{ email: `${"a".repeat(250)}@b.co` }, { email: "too-long" }],
  [{ customerId: "abc" }, { customerId: "not-a-customer" }],
  [{ customerId: "0" }, { customerId: "not-a-customer" }],
  [{ customerId: "gid://shopify/Order/1" }, { customerId: "not-a-customer" }],
  [{ customerId: "javascript:/customers/1" }, { customerId: "not-a-customer" }],
  [{ customerId: "1".repeat(21) }, { customerId: "not-a-customer" }],
  [{ handle: "x".repeat(101) }, { handle: "too-long" }],
  [{ language: "xx" }, { language: "unknown" }],
  [{ programId: "ambassadors" }, { programId: "unknown" }],
  [
    { name: "", email: "x", customerId: "y" },
    { name: "empty", email: "not-an-email", customerId: "not-a-customer" },
  ],
])("a form with %j is refused: %j", (fields, because) => {
  expect(parseCreator({ name: "Ada", email: "ada@example.com", customerId: "", ...fields })).toEqual({
    because,
  });
});
