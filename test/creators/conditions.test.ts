import { expect, test } from "vitest";
import type { Conditions } from "#app/creators/code.ts";
import {
  type ConditionFields,
  isSameTerms,
  NO_CONDITIONS,
  parseConditions,
} from "#app/creators/conditions.ts";
import { at } from "#test/support/make.ts";

const NOW = at("2026-03-10T12:00:00Z");
const MUG = { id: "gid://shopify/Product/7700000000004", title: "Ceramic mug" };
const parse = (fields: Partial<ConditionFields>, kind: "percent" | "amount" | "free-shipping" = "percent") =>
  parseConditions({ ...NO_CONDITIONS, ...fields }, kind, "USD", NOW);

test("a code asks for nothing unless it is told to", () => {
  expect(parse({})).toEqual({});
});

test("what a merchant asks for is kept", () => {
  const scope = JSON.stringify([MUG, MUG, { id: "gid://shopify/Product/7", title: 5 }]);
  expect(
    parse({
      ...{ oncePerCustomer: "on", endsAt: at("2026-04-01T00:00:00Z") },
      ...{ minimumKind: "subtotal", minimum: "50", scopeKind: "products", scope },
    }),
  ).toEqual({
    oncePerCustomer: true,
    endsAt: "2026-04-01T00:00:00.000Z",
    minimum: { kind: "subtotal", minor: 5000, currency: "USD" },
    scope: { kind: "products", items: [MUG, { id: "gid://shopify/Product/7", title: "" }] },
  });
  expect(parse({ minimumKind: "units", minimum: " 3 " })).toEqual({ minimum: { kind: "units", units: 3 } });
});

test.each<[Partial<ConditionFields>, object]>([
  [{ endsAt: at("nonsense") }, { endsOn: "not-a-date" }],
  [{ endsAt: NOW }, { endsOn: "in-the-past" }],
  [{ minimumKind: "subtotal", minimum: "0" }, { minimum: "out-of-range" }],
  [{ minimumKind: "subtotal", minimum: "-5" }, { minimum: "out-of-range" }],
  [{ minimumKind: "subtotal", minimum: "5.005" }, { minimum: "not-a-number" }],
  [{ minimumKind: "subtotal", minimum: "" }, { minimum: "not-a-number" }],
  [{ minimumKind: "units", minimum: "1.5" }, { minimum: "not-a-number" }],
  [{ minimumKind: "units", minimum: "0" }, { minimum: "out-of-range" }],
  [{ minimumKind: "weight", minimum: "1" }, { minimum: "unknown-kind" }],
  [{ scopeKind: "products", scope: "" }, { scope: "empty" }],
  [{ scopeKind: "products", scope: "[]" }, { scope: "empty" }],
  [{ scopeKind: "products", scope: "{" }, { scope: "unreadable" }],
  [{ scopeKind: "products", scope: '[{"id":"gid://shopify/Collection/1"}]' }, { scope: "unreadable" }],
  [{ scopeKind: "products", scope: "[null]" }, { scope: "unreadable" }],
  [{ scopeKind: "everything", scope: "[]" }, { scope: "unreadable" }],
  [
    {
      scopeKind: "collections",
      scope: JSON.stringify(
        Array.from({ length: 101 }, (_, id) => ({ id: `gid://shopify/Collection/${id}` })),
      ),
    },
    { scope: "too-many" },
  ],
])("%j is refused", (fields, because) => {
  expect(parse(fields)).toEqual({ because });
});

test("free shipping is of the whole order", () => {
  expect(parse({ scopeKind: "products", scope: JSON.stringify([MUG]) }, "free-shipping")).toEqual({
    because: { scope: "not-of-shipping" },
  });
});

const TEN = { kind: "percent", basisPoints: 1000 } as const;
const same = (one: Conditions, other: Conditions) =>
  isSameTerms({ value: TEN, conditions: one }, { value: TEN, conditions: other });

test("terms are the same whatever the order of products, their titles, and the milliseconds of an end", () => {
  const items = [MUG, { id: "gid://shopify/Product/7", title: "Seven" }];
  const renamed = items.map(({ id }) => ({ id, title: "Renamed" })).toReversed();
  expect(same({ scope: { kind: "products", items } }, { scope: { kind: "products", items: renamed } })).toBe(
    true,
  );
  expect(same({ endsAt: "2026-04-01T00:00:00.000Z" }, { endsAt: "2026-04-01T00:00:00Z" })).toBe(true);
});

test.each<Conditions>([
  { oncePerCustomer: true },
  { endsAt: "2026-04-01T00:00:00Z" },
  { minimum: { kind: "units", units: 2 } },
  { minimum: { kind: "subtotal", minor: 2, currency: "USD" } },
  { scope: { kind: "products", items: [MUG] } },
  { asInShopify: "Buy 2 get 1 free" },
])("%j is another thing than nothing asked for", (conditions) => {
  expect(same(conditions, {})).toBe(false);
  expect(same(conditions, conditions)).toBe(true);
});

test("another value is another thing", () => {
  const of = (value: Parameters<typeof isSameTerms>[0]["value"]) => ({ value, conditions: {} });
  expect(isSameTerms(of(TEN), of({ kind: "percent", basisPoints: 1500 }))).toBe(false);
  expect(isSameTerms(of(TEN), of({ kind: "amount", minor: 1000, currency: "USD" }))).toBe(false);
  expect(isSameTerms(of({ kind: "free-shipping" }), of({ kind: "free-shipping" }))).toBe(true);
});
