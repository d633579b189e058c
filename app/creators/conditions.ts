import type { CodeValue, Conditions, Terms } from "#app/creators/code.ts";
import { readMinor } from "#app/kernel/money.ts";

/** What a merchant asks of a code besides being typed, as it came; what is empty is not asked for. */
export type ConditionFields = {
  /** "on" where it is ticked. */
  readonly oncePerCustomer: string;
  /** The first instant at which the code takes nothing off any more; an invalid Date for what was no day. */
  readonly endsAt: Date | null;
  /** "", "subtotal" or "units", and how much or how many. */
  readonly minimumKind: string;
  readonly minimum: string;
  /** "", "products" or "collections", and a JSON list of `{id, title}`, as the picker gave them. */
  readonly scopeKind: string;
  readonly scope: string;
};

/** What is wrong with each condition; one that is right is not named. */
export type ConditionsRefusal = {
  readonly because: {
    readonly endsOn?: "not-a-date" | "in-the-past";
    readonly minimum?: "not-a-number" | "out-of-range" | "unknown-kind";
    readonly scope?: "empty" | "too-many" | "unreadable" | "not-of-shipping";
  };
};

/** Nothing asked for. */
export const NO_CONDITIONS: ConditionFields = {
  ...{ oncePerCustomer: "", endsAt: null, minimumKind: "", minimum: "" },
  ...{ scopeKind: "", scope: "" },
};

/** Shopify takes so many products or collections on one discount. */
export const MOST_ITEMS = 100;
const MOST_UNITS = 1_000_000;
const LONGEST_TITLE = 255;

/** Reads the conditions of a code that takes this off; amounts in the shop's currency. A last day must not have passed. */
export function parseConditions(
  fields: ConditionFields,
  kind: CodeValue["kind"],
  currency: string,
  now: Date,
): Conditions | ConditionsRefusal {
  const minimum = minimumIn(fields, currency);
  const scope = scopeIn(fields, kind);
  const endsAt = endIn(fields.endsAt, now);
  const because = {
    ...(typeof endsAt === "object" && endsAt !== null && { endsOn: endsAt.because }),
    ...(minimum && "because" in minimum && { minimum: minimum.because }),
    ...(scope && "because" in scope && { scope: scope.because }),
  };
  if (Object.keys(because).length > 0) return { because };
  return {
    ...(fields.oncePerCustomer === "on" && { oncePerCustomer: true }),
    ...(typeof endsAt === "string" && { endsAt }),
    ...(minimum && "kind" in minimum && { minimum }),
    ...(scope && "kind" in scope && { scope }),
  };
}

/** Whether two say the same: instants to the second, as Shopify keeps them; products and collections whatever their order and titles. */
export function isSameTerms(one: Terms, other: Terms): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain({ value, conditions }: Terms) {
  const { oncePerCustomer = false, usageLimit = null, endsAt, minimum, scope, asInShopify } = conditions;
  if (asInShopify !== undefined) return [asInShopify];
  const { kind } = value;
  return [
    kind,
    kind === "percent" ? value.basisPoints : kind === "amount" ? [value.minor, value.currency] : null,
    oncePerCustomer,
    usageLimit,
    endsAt === undefined ? null : Math.floor(Date.parse(endsAt) / 1000),
    minimum ? (minimum.kind === "units" ? minimum.units : [minimum.minor, minimum.currency]) : null,
    scope ? [scope.kind, ...scope.items.map(({ id }) => id).sort()] : null,
  ];
}

function endIn(endsAt: Date | null, now: Date): string | null | { because: "not-a-date" | "in-the-past" } {
  if (endsAt === null) return null;
  if (Number.isNaN(endsAt.getTime())) return { because: "not-a-date" };
  return endsAt > now ? endsAt.toISOString() : { because: "in-the-past" };
}

type Of<Name extends "minimum" | "scope"> =
  | NonNullable<Conditions[Name]>
  | { readonly because: NonNullable<ConditionsRefusal["because"][Name]> }
  | null;

function minimumIn({ minimumKind, minimum }: ConditionFields, currency: string): Of<"minimum"> {
  const text = minimum.trim();
  if (minimumKind === "") return null;
  if (minimumKind === "subtotal") {
    const minor = readMinor(text, currency);
    if (typeof minor === "number" && minor > 0) return { kind: "subtotal", minor, currency };
    const isNumber = typeof minor === "number" || minor.because === "too-large";
    return { because: isNumber ? "out-of-range" : "not-a-number" };
  }
  if (minimumKind !== "units") return { because: "unknown-kind" };
  if (!/^[+-]?\d+$/.test(text)) return { because: "not-a-number" };
  const units = Number(text);
  return units >= 1 && units <= MOST_UNITS ? { kind: "units", units } : { because: "out-of-range" };
}

const GIDS = {
  products: /^gid:\/\/shopify\/Product\/\d{1,20}$/,
  collections: /^gid:\/\/shopify\/Collection\/\d{1,20}$/,
} as const;

function scopeIn({ scopeKind, scope }: ConditionFields, kind: CodeValue["kind"]): Of<"scope"> {
  if (scopeKind === "") return null;
  if (kind === "free-shipping") return { because: "not-of-shipping" };
  if (scopeKind !== "products" && scopeKind !== "collections") return { because: "unreadable" };
  const items = itemsIn(scope, GIDS[scopeKind]);
  if (items === null) return { because: "unreadable" };
  if (items.length === 0) return { because: "empty" };
  if (items.length > MOST_ITEMS) return { because: "too-many" };
  return { kind: scopeKind, items };
}

function itemsIn(text: string, gid: RegExp): { id: string; title: string }[] | null {
  if (text.trim() === "") return [];
  const items = new Map<string, { id: string; title: string }>();
  try {
    for (const item of JSON.parse(text) as unknown[]) {
      const { id, title } = item as { id?: unknown; title?: unknown };
      if (typeof id !== "string" || !gid.test(id)) return null;
      items.set(id, { id, title: typeof title === "string" ? title.slice(0, LONGEST_TITLE) : "" });
    }
  } catch {
    return null;
  }
  return [...items.values()];
}
