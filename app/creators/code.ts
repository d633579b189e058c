import type { CodeId, CreatorId } from "#app/kernel/id.ts";
import { readMinor } from "#app/kernel/money.ts";
import type { Interval } from "#app/kernel/time.ts";

/** The form in which codes compare: after trim, NFKC, lower case. */
export type CodeKey = string & { readonly codeKey: unique symbol };

/** What a code takes off: a percent in basis points (1 000 = 10 %), an amount in minor units of the shop's currency, or shipping. */
export type CodeValue =
  | { readonly kind: "percent"; readonly basisPoints: number }
  | { readonly kind: "amount"; readonly minor: number; readonly currency: string }
  | { readonly kind: "free-shipping" };

/** What a code asks for besides being typed; what is absent is not asked for. Kept as JSON, so instants are ISO 8601 texts. */
export type Conditions = {
  readonly oncePerCustomer?: true;
  /** How often each code can be used in all; 1 for codes that are given to one shopper each. */
  readonly usageLimit?: number;
  /** The code takes nothing off from this instant on. */
  readonly endsAt?: string;
  /** The cart must come to so much, in minor units of `currency`, or hold so many units. */
  readonly minimum?:
    | { readonly kind: "subtotal"; readonly minor: number; readonly currency: string }
    | { readonly kind: "units"; readonly units: number };
  /** What it takes off from: these products or collections (Shopify's GIDs, with the titles they had). Never of free shipping. */
  readonly scope?: {
    readonly kind: "products" | "collections";
    readonly items: readonly { readonly id: string; readonly title: string }[];
  };
  /**
   * How Shopify sums up an adopted discount that does more than we have words for ("Buy 2 get 1 free"). Where this stands,
   * it is what the code does, and nothing else here is.
   */
  readonly asInShopify?: string;
};

/** What a code does, wherever it is written down: ours, or as Shopify has it. */
export type Terms = { readonly value: CodeValue; readonly conditions: Conditions };

/** A creator holds a code for an interval; for one code the intervals never overlap. */
export type Ownership = {
  readonly codeId: CodeId;
  readonly key: CodeKey;
  readonly creatorId: CreatorId;
  readonly held: Interval;
  /** When the merchant had the code paused: it credits nobody then. */
  readonly pauses: readonly Interval[];
};

const LONGEST = 255;

/** The form in which two codes are the same to Shopify: `codeKey(" Ada10 ")` and `codeKey("ＡＤＡ10")` are both "ada10". */
export function codeKey(code: string): CodeKey {
  // Trimmed last: NFKC makes spaces of its own out of lone accents.
  return code.normalize("NFKC").trim().toLowerCase() as CodeKey;
}

/**
 * Reads a code a merchant typed: 1 to 255 characters after trim (Shopify's limit), letters, digits, punctuation, symbols.
 * Spaces inside, commas, control and invisible characters are refused, also where only the key has them.
 */
export function parseCode(
  text: string,
): { code: string; key: CodeKey } | { because: "empty" | "too-long" | "unusable-characters" } {
  const code = text.trim();
  const key = codeKey(code);
  if (code === "") return { because: "empty" };
  if ([...code].length > LONGEST) return { because: "too-long" };
  return isUsable(code) && isUsable(key) ? { code, key } : { because: "unusable-characters" };
}

/**
 * Reads what a code takes off: kind "percent" with "10" or "12.5" (two decimal places, above 0 up to 100) -> basis points;
 * kind "amount" with "5.00" (above 0) -> minor units of the shop's currency; kind "free-shipping", whatever the text.
 */
export function parseCodeValue(
  kind: string,
  text: string,
  currency: string,
): CodeValue | { because: "not-a-number" | "out-of-range" | "unknown-kind" } {
  if (kind === "percent") {
    const found = /^[+-]?\d+(?:\.\d{1,2})?$/.exec(text.trim());
    if (!found) return { because: "not-a-number" };
    const [whole = "", fraction = ""] = found[0].split(".");
    const basisPoints = Number(whole + fraction.padEnd(2, "0"));
    return basisPoints > 0 && basisPoints <= 10_000 ? { kind, basisPoints } : { because: "out-of-range" };
  }
  if (kind === "amount") {
    const minor = readMinor(text.trim(), currency);
    if (typeof minor === "number") return minor > 0 ? { kind, minor, currency } : { because: "out-of-range" };
    return { because: minor.because === "too-large" ? "out-of-range" : "not-a-number" };
  }
  return kind === "free-shipping" ? { kind } : { because: "unknown-kind" };
}

function isUsable(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u.test(text) && !text.includes(",");
}
