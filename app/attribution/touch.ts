import type { CodeKey } from "#app/creators/code.ts";
import type { CreatorId, LinkId, OrderId } from "#app/kernel/id.ts";

/** What became of one touch when the order was decided. */
export type Verdict =
  | "decided"
  | "outranked"
  | "no-creators-code"
  | "outside-ownership"
  | "outside-window"
  | "after-order"
  | "unverified"
  | "paused"
  | "paused-code"
  | "self-referral-customer"
  | "self-referral-email"
  | "self-referral-phone"
  | "self-referral-address"
  | "binding-over"
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

/** A click on a creator's link, or a visit the order names and we never issued (then `verdict` is unverified, and all else null). */
export type LinkTouch = {
  readonly kind: "link";
  readonly slug: string | null;
  readonly linkId: LinkId | null;
  readonly creatorId: CreatorId | null;
  /** ISO 8601, UTC. */
  readonly clickedAt: string | null;
  /** The visit the order names it by; null where only Shopify's journey tells of it, or the buyer was forgotten. */
  readonly visit: string | null;
  /** Who timed it: we, or Shopify. */
  readonly seen: "click" | "journey";
  /** How many days before the order a click counted when this was decided. */
  readonly windowDays: number;
  /** How many millionths of the order this click earned, where it decided beside others; absent where it took all or nothing. */
  readonly share?: number;
  readonly verdict: Verdict;
};

/** All of an order, in the millionths that clicks share it by. */
export const WHOLE = 1_000_000;

/** An earlier order that bound its customer to a creator. */
export type BindingTouch = {
  readonly kind: "binding";
  readonly creatorId: CreatorId;
  readonly orderId: OrderId;
  readonly orderName: string;
  /** When it was placed: ISO 8601, UTC. */
  readonly boundAt: string;
  readonly verdict: Verdict;
};

/** The merchant's own word on whose an order is; null: nobody's. */
export type HandTouch = {
  readonly kind: "hand";
  readonly creatorId: CreatorId | null;
  /** When it was said: ISO 8601, UTC. */
  readonly givenAt: string;
  readonly verdict: Verdict;
};

export type Touch = CodeTouch | LinkTouch | BindingTouch | HandTouch;
