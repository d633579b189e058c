import type { Attribution } from "#app/attribution/attribute.ts";
import { WHOLE } from "#app/attribution/touch.ts";
import type { CreatorId, LinkId } from "#app/kernel/id.ts";
import { shareByWeight } from "#app/kernel/money.ts";

/** A creator's part of an order: `share` in millionths (1,000,000 is all of it), and the link of theirs that was clicked last among those that paid; null where a code did. */
export type Credit = {
  readonly creatorId: CreatorId;
  readonly share: number;
  readonly linkId: LinkId | null;
};

/**
 * Who is credited with which part of an order, in the order of their first paying clicks (of one instant, by creator id);
 * nobody where it is credited to nobody. The parts add up to exactly 1,000,000.
 */
export function creditsOf({ to, touches }: Pick<Attribution, "to" | "touches">): Credit[] {
  if (to === null) return [];
  const credits = new Map<CreatorId, Credit>();
  for (const touch of touches) {
    if (touch.verdict !== "decided" || touch.creatorId === null) continue;
    const { creatorId } = touch;
    const linkId = touch.kind === "link" ? touch.linkId : null;
    const part = touch.kind === "link" ? (touch.share ?? WHOLE) : WHOLE;
    credits.set(creatorId, { creatorId, linkId, share: (credits.get(creatorId)?.share ?? 0) + part });
  }
  return [...credits.values()];
}

/** Splits an amount in minor units by the credits' parts: whole units that add up to it (largest remainder; equal: the earlier credit). */
export function splitByCredits(amount: number, credits: readonly Credit[]): number[] {
  return shareByWeight(
    amount,
    credits.map(({ share }) => share),
  );
}
