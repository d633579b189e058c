/**
 * This room decides which creator an order is credited to, and says why, even when nobody is. It decides from the order,
 * from who held each code, from the clicks that led to it, and from when creators were paused: never from when the webhook
 * came, nor in what order rows are read. It refuses to decide what the credit pays (ledger), which orders count (orders), and who a buyer is (creators).
 */
import type { Click } from "#app/attribution/click.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import type { CodeTouch, Touch, Verdict } from "#app/attribution/touch.ts";
import {
  codesOnce,
  lastClick,
  type Open,
  type SamePerson,
  type Weighed,
  weighClick,
  weighCode,
} from "#app/attribution/weigh.ts";
import type { Ownership } from "#app/creators/code.ts";
import type { Creator } from "#app/creators/creator.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { whyUncounted } from "#app/orders/counted.ts";
import type { Order } from "#app/orders/order.ts";

/** Why nobody was credited. The first six refuse the order as a whole, before any touch is weighed. */
export type Refusal =
  | "test-order"
  | "cancelled"
  | "awaiting-payment"
  | "nothing-sold"
  | "draft-order"
  | "subscription-renewal"
  | "self-referral"
  | "paused"
  | "outside-ownership"
  | "outside-window"
  | "no-creators-code"
  | "unverified"
  | "no-touch";

/**
 * Who earned an order, and why. `otherwise` is who the touches point to when the order as a whole is refused
 * (an unpaid order with Ada's code: to null, because "awaiting-payment", otherwise Ada).
 */
export type Attribution =
  | { readonly to: CreatorId; readonly because: "code" | "link"; readonly touches: readonly Touch[] }
  | {
      readonly to: null;
      readonly because: Refusal;
      readonly otherwise: CreatorId | null;
      readonly touches: readonly Touch[];
    };

/** What an order is weighed with. `ownerships` may hold rows of other codes; `creators` must hold every owner and every clicked link's creator. */
export type Claims = {
  readonly ownerships: readonly Ownership[];
  readonly clicks: readonly Click[];
  readonly creators: readonly Creator[];
};

/**
 * Decides who earned an order: the creator who held a code on it at the order's instant; else whose link was clicked last
 * within the policy's window. Several codes: the one that took most off (minor units); equal: the first on the order.
 * Several clicks in one instant: the smaller creator id. A code that is no creator's does not stand in a link's way.
 * ADA10 took 500, GRACE5 took 250 -> to Ada, because "code". Throws only when an owner is missing from `creators`.
 * `isSame` says whether the buyer is a creator; another than `samePerson` only where the buyer was forgotten since.
 */
export function attribute(
  order: Order,
  { ownerships, clicks, creators }: Claims,
  policy: Policy = DEFAULT_POLICY,
  isSame: SamePerson = samePerson,
): Attribution {
  const whoIs = (id: CreatorId) => {
    const creator = creators.find((each) => each.id === id);
    invariant(
      creator,
      `attribute was not given the creator ${id}, who holds a code or a link of ${order.id}`,
    );
    return creator;
  };
  const codes = codesOnce(order).map((used) => weighCode(used, order, ownerships, whoIs, isSame));
  const links = clicks.map((click) => weighClick(click, order, policy, whoIs, isSame));
  const touches: readonly Weighed[] = [...codes, ...links];
  const byCode = codes
    .filter(({ verdict }) => verdict === "standing")
    .reduce<Open<CodeTouch> | null>(
      (best, touch) => (best && best.discount >= touch.discount ? best : touch),
      null,
    );
  const winner = byCode ?? lastClick(links);
  const refusal = orderRefusal(order);
  if (refusal) {
    return {
      to: null,
      because: refusal,
      otherwise: winner?.creatorId ?? null,
      touches: touches.map((touch) => settled(touch, "order-refused")),
    };
  }
  if (winner?.creatorId) {
    return {
      to: winner.creatorId,
      because: winner.kind,
      touches: touches.map((touch) => settled(touch, touch === winner ? "decided" : "outranked")),
    };
  }
  const refused = touches.map((touch) => settled(touch, "outranked"));
  return { to: null, because: mostTelling(refused), otherwise: null, touches: refused };
}

function orderRefusal(order: Order): Refusal | null {
  const source = order.sourceName ?? "";
  if (source === "shopify_draft_order") return whyUncounted(order) ?? "draft-order";
  if (source.startsWith("subscription_contract")) return whyUncounted(order) ?? "subscription-renewal";
  return whyUncounted(order);
}

function settled(touch: Weighed, verdict: Verdict): Touch {
  return { ...touch, verdict: touch.verdict === "standing" ? verdict : touch.verdict };
}

const MOST_TELLING = [
  "self-referral",
  "paused",
  "outside-ownership",
  "outside-window",
  "no-creators-code",
  "unverified",
] as const;

function mostTelling(touches: readonly Touch[]): Refusal {
  return (
    MOST_TELLING.find((because) => touches.some(({ verdict }) => verdict.startsWith(because))) ?? "no-touch"
  );
}
