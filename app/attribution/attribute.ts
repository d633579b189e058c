/**
 * This room decides which creator an order is credited to, and says why, even when nobody is. It decides from the order,
 * from who held each code, from the clicks that led to it, and from when creators were paused: never from when the webhook
 * came, nor in what order rows are read. It refuses to decide what the credit pays (ledger), which orders count (orders), and who a buyer is (creators).
 */
import type { Binding } from "#app/attribution/binding.ts";
import type { Click } from "#app/attribution/click.ts";
import { DEFAULT_POLICY, type Policy, type Rule, ruleOf } from "#app/attribution/policy.ts";
import { type Touch, type Verdict, WHOLE } from "#app/attribution/touch.ts";
import {
  codesOnce,
  type IsCreator,
  payingClicks,
  payingCode,
  type SamePerson,
  type Weighed,
  weighBinding,
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

/** Why nobody was credited. The first eight refuse the order as a whole, before any touch is weighed. */
export type Refusal =
  | "test-order"
  | "cancelled"
  | "awaiting-payment"
  | "nothing-sold"
  | "draft-order"
  | "subscription-renewal"
  | "refused-source"
  | "by-hand"
  | "self-referral"
  | "paused"
  | "outside-ownership"
  | "outside-window"
  | "binding-over"
  | "no-creators-code"
  | "unverified"
  | "no-touch";

/**
 * Who earned an order, and why. `otherwise` is who the touches point to when the order as a whole is refused
 * (an unpaid order with Ada's code: to null, because "awaiting-payment", otherwise Ada), or the merchant decided by hand.
 */
export type Attribution =
  | {
      readonly to: CreatorId;
      readonly because: "code" | "link" | "binding" | "hand";
      /** Whom the rules would credit; only where the merchant decided by hand. */
      readonly otherwise?: CreatorId | null;
      readonly touches: readonly Touch[];
      /** By which rule of several touches one went first; absent where it was the usual one. */
      readonly rule?: Rule;
    }
  | {
      readonly to: null;
      readonly because: Refusal;
      readonly otherwise: CreatorId | null;
      readonly touches: readonly Touch[];
    };

/** What an order is weighed with. `ownerships` may hold rows of other codes; `creators` must hold every owner, every clicked link's creator, and whoever the customer is bound to. */
export type Claims = {
  readonly ownerships: readonly Ownership[];
  readonly clicks: readonly Click[];
  readonly creators: readonly Creator[];
  /** What an earlier order bound the customer to; absent where nothing did, or the policy binds nobody. */
  readonly binding?: Binding | null;
  /** What the merchant said by hand; absent where nothing. */
  readonly hand?: HandCredit | null;
};

/** A merchant's word on whose an order is (null: nobody's), and since when it stands. */
export type HandCredit = { readonly creatorId: CreatorId | null; readonly givenAt: Date };

/**
 * Decides who earned an order, by the policy that held at its instant: the creator who held a code on it then; else whose
 * link was clicked within the window (or the other way round, as the policy says); else whom an earlier order bound the
 * customer to. Several codes: the one that took most
 * off (minor units), or was entered first or last. Several clicks: the last, the first, or all alike; then `to` is who
 * earned most, of equal the earlier click's. A code that is no creator's does not stand in a link's way.
 * What the merchant said by hand goes before every rule, as long as the order counts.
 * ADA10 took 500, GRACE5 took 250 -> to Ada, because "code". Throws only when an owner is missing from `creators`.
 * `isSamePerson` says whether the buyer is a creator; another than `samePerson` only where the buyer was forgotten since.
 */
export function attribute(
  order: Order,
  { ownerships, clicks: clicked, creators, binding: bound = null, hand = null }: Claims,
  policy: Policy = DEFAULT_POLICY,
  isSamePerson: SamePerson = samePerson,
): Attribution {
  const isSame: IsCreator = (buyer, creator) => isSamePerson(buyer, creator, policy.sameBy);
  const whoIs = (id: CreatorId) => {
    const creator = creators.find((each) => each.id === id);
    invariant(
      creator,
      `attribute was not given the creator ${id}, who holds a code or a link of ${order.id}`,
    );
    return creator;
  };
  const codes = codesOnce(order).map((used) => weighCode(used, order, ownerships, whoIs, isSame));
  const links = clicked.map((click) => weighClick(click, order, policy, whoIs, isSame));
  const bindings = bound ? [weighBinding(bound, order, whoIs, isSame)] : [];
  const touches: readonly Weighed[] = [...codes, ...links, ...bindings];
  const code = payingCode(codes, policy);
  const clicks = payingClicks(links, policy);
  const kept = bindings.filter(({ verdict }) => verdict === "standing");
  // A subscription that renews itself brings nobody: it goes to whom its customer is bound to, if to anybody.
  const isBonds = isRenewal(order) && kept.length > 0;
  const isByCode = !isBonds && code !== null && (policy.first === "code" || clicks.length === 0);
  const isByLink = !isBonds && !isByCode && clicks.length > 0;
  const shares = new Map<Weighed, number | null>(
    isByCode ? [[code, null]] : isByLink ? clicks : kept.map((each) => [each, null]),
  );
  const to = leading(shares);
  const refusal = orderRefusal(order, policy, isBonds);
  if (hand) return byHand(order, hand, touches, refusal ? null : to);
  if (refusal) {
    return {
      to: null,
      because: refusal,
      otherwise: to,
      touches: touches.map((touch) => settled(touch, "order-refused")),
    };
  }
  if (to !== null) {
    const rule = ruleOf(policy);
    const decided = touches.map((touch) => shared(touch, shares));
    const because = isByCode ? "code" : isByLink ? "link" : "binding";
    return { to, because, touches: decided, ...(rule && { rule }) };
  }
  const refused = touches.map((touch) => settled(touch, "outranked"));
  return { to: null, because: mostTelling(refused), otherwise: null, touches: refused };
}

/** Decides as the merchant said, beside whom the rules would credit; an order that does not count is nobody's all the same. */
function byHand(
  order: Order,
  { creatorId, givenAt }: HandCredit,
  touches: readonly Weighed[],
  byRules: CreatorId | null,
): Attribution {
  const word = { kind: "hand", creatorId, givenAt: givenAt.toISOString(), verdict: "standing" } as const;
  const uncounted = whyUncounted(order);
  if (uncounted) {
    const refused = [...touches, word].map((touch) => settled(touch, "order-refused"));
    return { to: null, because: uncounted, otherwise: creatorId, touches: refused };
  }
  const decided = [...touches.map((touch) => settled(touch, "outranked")), settled(word, "decided")];
  if (creatorId === null) return { to: null, because: "by-hand", otherwise: byRules, touches: decided };
  return { to: creatorId, because: "hand", otherwise: byRules, touches: decided };
}

/** Who earned most of an order; of equal parts the earliest click's creator. */
function leading(shares: ReadonlyMap<Weighed, number | null>): CreatorId | null {
  const parts = new Map<CreatorId, number>();
  for (const [{ creatorId }, share] of shares)
    if (creatorId !== null) parts.set(creatorId, (parts.get(creatorId) ?? 0) + (share ?? WHOLE));
  return [...parts].reduce<[CreatorId | null, number]>(
    (best, each) => (each[1] > best[1] ? each : best),
    [null, 0],
  )[0];
}

function shared(touch: Weighed, shares: ReadonlyMap<Weighed, number | null>): Touch {
  const share = shares.get(touch);
  if (share === undefined) return settled(touch, "outranked");
  return share === null || touch.kind !== "link"
    ? settled(touch, "decided")
    : { ...touch, share, verdict: "decided" };
}

const isRenewal = ({ sourceName }: Order) => sourceName?.startsWith("subscription_contract") ?? false;

function orderRefusal(order: Order, { refusedSources }: Policy, isBonds: boolean): Refusal | null {
  const source = order.sourceName ?? "";
  const uncounted = whyUncounted(order);
  if (uncounted) return uncounted;
  if (source === "shopify_draft_order") return "draft-order";
  if (isRenewal(order) && !isBonds) return "subscription-renewal";
  return refusedSources.includes(source.trim().toLowerCase()) ? "refused-source" : null;
}

function settled(touch: Weighed, verdict: Verdict): Touch {
  return { ...touch, verdict: touch.verdict === "standing" ? verdict : touch.verdict };
}

const MOST_TELLING = [
  "self-referral",
  "paused",
  "outside-ownership",
  "outside-window",
  "binding-over",
  "no-creators-code",
  "unverified",
] as const;

function mostTelling(touches: readonly Touch[]): Refusal {
  return (
    MOST_TELLING.find((because) => touches.some(({ verdict }) => verdict.startsWith(because))) ?? "no-touch"
  );
}
