import { z } from "zod";
import type { CodeValue, Conditions, Terms } from "#app/creators/code.ts";
import type { SeenDiscount } from "#app/creators/drift.ts";
import { money, readMinor, toDecimal } from "#app/kernel/money.ts";

/** The fields of a code discount by which we tell what it does; its products or collections are read apart, for they cost more. */
export const TERMS = `#graphql
  fragment Terms on DiscountCodeNode {
    id
    codeDiscount {
      __typename
      ... on DiscountCodeBasic {
        title tags status startsAt endsAt summary appliesOncePerCustomer usageLimit
        codesCount { count } codes(first: 2) { nodes { code } }
        minimumRequirement { ...Minimum }
        customerGets {
          items { __typename }
          value {
            __typename
            ... on DiscountPercentage { percentage }
            ... on DiscountAmount { amount { amount currencyCode } appliesOnEachItem }
          }
        }
      }
      ... on DiscountCodeFreeShipping {
        title tags status startsAt endsAt summary appliesOncePerCustomer usageLimit
        codesCount { count } codes(first: 2) { nodes { code } }
        minimumRequirement { ...Minimum }
      }
      ... on DiscountCodeBxgy { title tags status startsAt endsAt summary codesCount { count } codes(first: 2) { nodes { code } } }
      ... on DiscountCodeApp { title status startsAt endsAt codesCount { count } codes(first: 2) { nodes { code } } }
    }
  }
  fragment Minimum on DiscountMinimumRequirement {
    __typename
    ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount currencyCode } }
    ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity }
  }`;

const amount = z.object({ amount: z.string(), currencyCode: z.string() });
/** A discount as `TERMS` asks for it. */
export const discountShape = z.object({
  id: z.string(),
  codeDiscount: z.object({
    __typename: z.string(),
    title: z.string(),
    tags: z.array(z.string()).default([]),
    status: z.string(),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    summary: z.string().optional(),
    appliesOncePerCustomer: z.boolean().default(false),
    usageLimit: z.number().nullable().default(null),
    codesCount: z.object({ count: z.number() }).nullable(),
    codes: z.object({ nodes: z.array(z.object({ code: z.string() })) }),
    minimumRequirement: z
      .object({
        greaterThanOrEqualToSubtotal: amount.optional(),
        greaterThanOrEqualToQuantity: z.union([z.string(), z.number()]).optional(),
      })
      .nullable()
      .default(null),
    customerGets: z
      .object({
        items: z.object({ __typename: z.string() }),
        value: z.object({
          percentage: z.number().optional(),
          amount: amount.optional(),
          appliesOnEachItem: z.boolean().default(false),
        }),
      })
      .optional(),
  }),
});
export type DiscountRead = z.infer<typeof discountShape>;

/** What a discount takes off from, as it was read apart: null when it names variants, which we have no words for. */
export type ScopeRead = NonNullable<Conditions["scope"]> | null;

/** Whether a discount takes off from some products or collections only, which are to be read apart. */
export const isScoped = ({ codeDiscount }: DiscountRead): boolean =>
  codeDiscount.customerGets !== undefined &&
  codeDiscount.customerGets.items.__typename !== "AllDiscountItems";

/**
 * Says in our words what a discount does. What we have no words for is kept as Shopify sums it up; what it then takes off
 * is `value`, because somebody has to say.
 */
export function seenIn(read: DiscountRead, scope: ScopeRead | undefined, value: CodeValue): SeenDiscount {
  const { title, status, endsAt } = read.codeDiscount;
  return { title, isLive: status === "ACTIVE", endsAt, terms: termsIn(read, scope) ?? beyond(read, value) };
}

function termsIn(read: DiscountRead, scope: ScopeRead | undefined): Terms | null {
  const { endsAt, appliesOncePerCustomer, usageLimit, minimumRequirement } = read.codeDiscount;
  const value = valueIn(read);
  const minimum = minimumIn(minimumRequirement);
  if (value === null || minimum === null || (isScoped(read) && !scope)) return null;
  const conditions: Conditions = {
    ...(appliesOncePerCustomer && { oncePerCustomer: true as const }),
    ...(usageLimit !== null && { usageLimit }),
    ...(endsAt !== null && { endsAt: new Date(endsAt).toISOString() }),
    ...(minimum && { minimum }),
    ...(scope && { scope }),
  };
  return { value, conditions };
}

function beyond({ codeDiscount: { title, summary } }: DiscountRead, value: CodeValue): Terms {
  return { value, conditions: { asInShopify: (summary || title).slice(0, 500) } };
}

function valueIn({ codeDiscount: { __typename, customerGets } }: DiscountRead): CodeValue | null {
  if (__typename === "DiscountCodeFreeShipping") return { kind: "free-shipping" };
  if (__typename !== "DiscountCodeBasic" || !customerGets) return null;
  const { percentage, amount: off, appliesOnEachItem } = customerGets.value;
  if (percentage !== undefined) {
    const basisPoints = Math.round(percentage * 10_000);
    return basisPoints >= 1 && basisPoints <= 10_000 ? { kind: "percent", basisPoints } : null;
  }
  if (!off || appliesOnEachItem) return null;
  const minor = readMinor(off.amount, off.currencyCode);
  return typeof minor === "number" && minor > 0
    ? { kind: "amount", minor, currency: off.currencyCode }
    : null;
}

/** Undefined: none asked for. Null: one that cannot be read. */
function minimumIn(read: DiscountRead["codeDiscount"]["minimumRequirement"]) {
  if (read === null) return undefined;
  const { greaterThanOrEqualToSubtotal: subtotal, greaterThanOrEqualToQuantity: units } = read;
  if (units !== undefined) return { kind: "units", units: Number(units) } as const;
  if (!subtotal) return null;
  const minor = readMinor(subtotal.amount, subtotal.currencyCode);
  if (typeof minor !== "number") return null;
  return { kind: "subtotal", minor, currency: subtotal.currencyCode } as const;
}

/** The part of a discount's input that says what it does: of `DiscountCodeBasicInput`, or `DiscountCodeFreeShippingInput`. */
export function inputFor({ value, conditions }: Terms, before?: ScopeRead): Record<string, unknown> {
  const { oncePerCustomer = false, usageLimit = null, endsAt = null, minimum } = conditions;
  const common = {
    appliesOncePerCustomer: oncePerCustomer,
    usageLimit,
    endsAt,
    minimumRequirement: minimum ? minimumFor(minimum) : null,
    context: { all: "ALL" },
  };
  if (value.kind === "free-shipping") return { ...common, destination: { all: true } };
  const off =
    value.kind === "percent"
      ? { percentage: value.basisPoints / 10_000 }
      : {
          discountAmount: {
            amount: toDecimal(money(value.minor, value.currency)),
            appliesOnEachItem: false,
          },
        };
  return { ...common, customerGets: { items: itemsFor(conditions.scope, before), value: off } };
}

function minimumFor(minimum: NonNullable<Conditions["minimum"]>) {
  if (minimum.kind === "units") return { quantity: { greaterThanOrEqualToQuantity: String(minimum.units) } };
  const subtotal = toDecimal(money(minimum.minor, minimum.currency));
  return { subtotal: { greaterThanOrEqualToSubtotal: subtotal } };
}

/** What shall be added and, where another choice stood before, removed. */
function itemsFor(scope: Conditions["scope"], before: ScopeRead = null) {
  if (!scope) return { all: true };
  const wanted = scope.items.map(({ id }) => id);
  const removed =
    before?.kind === scope.kind ? before.items.map(({ id }) => id).filter((id) => !wanted.includes(id)) : [];
  return scope.kind === "products"
    ? { products: { productsToAdd: wanted, ...(removed.length > 0 && { productsToRemove: removed }) } }
    : { collections: { add: wanted, ...(removed.length > 0 && { remove: removed }) } };
}
