import type { CodeKey } from "#app/creators/code.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** What became of one touch when the order was decided. */
export type Verdict =
  | "decided"
  | "outranked"
  | "no-creators-code"
  | "outside-ownership"
  | "paused"
  | "self-referral-customer"
  | "self-referral-email"
  | "order-refused";

/** A code on the order, whose it was at the order's instant (null: no creator's), and what became of it. */
export type CodeTouch = {
  readonly kind: "code";
  readonly code: string;
  readonly key: CodeKey;
  readonly discount: number;
  readonly creatorId: CreatorId | null;
  readonly verdict: Verdict;
};

export type Touch = CodeTouch;
