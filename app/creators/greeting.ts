import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { money, toDecimal } from "#app/kernel/money.ts";

/** What a creator's code takes off, in decimals, for whoever writes it in their own language: { percent, "12.5" }. */
export type Offer =
  | { readonly kind: "percent"; readonly value: string }
  | { readonly kind: "amount"; readonly value: string; readonly currency: string }
  | { readonly kind: "free-shipping" };

/** How a shop greets whom a creator sent. `isLimited`: the code asks for more than being typed, a minimum or certain products. */
export type Greeting = {
  readonly name: string;
  readonly first: string;
  readonly offer: Offer | null;
  readonly code: string | null;
  readonly isLimited: boolean;
};

/** A creator's code as a greeting needs it. */
export type GreetingCode = {
  readonly code: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
};

/**
 * The greeting of a creator, with their code where they have one that counts at `now`. A discount that does more than we
 * have words for promises nothing here: only its code is told.
 */
export function greetingOf(name: string, code: GreetingCode | null, now: Date): Greeting {
  const [first = name] = name.trim().split(/\s+/);
  const bare = { name, first, offer: null, code: null, isLimited: false };
  if (!code || isOver(code.conditions, now)) return bare;
  const { minimum, scope, asInShopify } = code.conditions;
  return {
    ...bare,
    offer: asInShopify === undefined ? offerOf(code.value) : null,
    code: code.code,
    isLimited: minimum !== undefined || scope !== undefined,
  };
}

/** What a code takes off, in decimals: 1 250 basis points -> "12.5", 500 US cents -> "5.00". */
export function offerOf(value: CodeValue): Offer {
  if (value.kind === "percent") return { kind: "percent", value: String(value.basisPoints / 100) };
  if (value.kind === "free-shipping") return value;
  const { minor, currency } = value;
  return { kind: "amount", value: toDecimal(money(minor, currency)), currency };
}

const isOver = ({ endsAt }: Conditions, now: Date) =>
  endsAt !== undefined && new Date(endsAt).getTime() <= now.getTime();
