import { type CodeKey, codeKey, type Terms } from "#app/creators/code.ts";
import { isSameTerms } from "#app/creators/conditions.ts";

/** How a code in Shopify may stand otherwise than it was made: gone, under another name, on other terms, or at its end too early. */
export const DRIFTS = ["deleted", "renamed", "changed", "ended"] as const;
export type Drift = (typeof DRIFTS)[number];

/** What Shopify has where a code drifted; kept as JSON. */
export type Told = {
  /** The code it has instead. */
  readonly code?: string;
  /** The terms it has instead. */
  readonly terms?: Terms;
  /** Since when it takes nothing off, as ISO text; null when its beginning was moved ahead. */
  readonly endedAt?: string | null;
  /** Whether the whole discount is gone, not only this code of it. */
  readonly isDiscountGone?: boolean;
};

/** A discount as Shopify has it, in our words. */
export type SeenDiscount = {
  readonly title: string;
  readonly isLive: boolean;
  readonly endsAt: string | null;
  readonly terms: Terms;
};

/** What a look at Shopify found of a code: its discount, null when it is gone; and the code there, null when there is none. */
export type Sight = { readonly discount: SeenDiscount | null; readonly code: string | null };

/** Says how a code drifted, the gravest first; null when it stands in Shopify as we have it. */
export function driftOf(
  ours: Terms & { readonly key: CodeKey },
  { discount, code }: Sight,
  now: Date,
): { readonly drift: Drift; readonly told: Told } | null {
  if (discount === null) return { drift: "deleted", told: { isDiscountGone: true } };
  if (code === null) return { drift: "deleted", told: { isDiscountGone: false } };
  if (codeKey(code) !== ours.key) return { drift: "renamed", told: { code } };
  if (!discount.isLive && !isOver(ours, now)) {
    const hasEnded = discount.endsAt !== null && Date.parse(discount.endsAt) <= now.getTime();
    return { drift: "ended", told: { endedAt: hasEnded ? discount.endsAt : null } };
  }
  if (isSameTerms(ours, discount.terms)) return null;
  return { drift: "changed", told: { terms: discount.terms } };
}

/** Whether a code has come to the end that its own terms set. */
export function isOver({ conditions: { endsAt } }: Terms, now: Date): boolean {
  return endsAt !== undefined && Date.parse(endsAt) <= now.getTime();
}
