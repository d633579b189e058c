/**
 * This room decides which creator an order is credited to, and says why, even when nobody is. It decides from the order,
 * from who held each code, and from when creators were paused: never from when the webhook came, nor in what order rows
 * are read. It refuses to decide what the credit pays (ledger), which orders count (orders), and who a buyer is (creators).
 */
import type { CodeTouch, Touch, Verdict } from "#app/attribution/touch.ts";
import { type CodeKey, codeKey, type Ownership } from "#app/creators/code.ts";
import { type Creator, isPausedAt } from "#app/creators/creator.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { contains } from "#app/kernel/time.ts";
import { orderInstant, whyUncounted } from "#app/orders/counted.ts";
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
  | "no-creators-code"
  | "no-touch";

/**
 * Who earned an order, and why. `otherwise` is who the touches point to when the order as a whole is refused
 * (an unpaid order with Ada's code: to null, because "awaiting-payment", otherwise Ada).
 */
export type Attribution =
  | { readonly to: CreatorId; readonly because: "code"; readonly touches: readonly Touch[] }
  | {
      readonly to: null;
      readonly because: Refusal;
      readonly otherwise: CreatorId | null;
      readonly touches: readonly Touch[];
    };

/** Says whether a buyer is a creator, and by what it is known; null when they are two people, or nobody knows. */
export type SamePerson = (buyer: Order["buyer"], creator: Creator) => ReturnType<typeof samePerson>;

/** A touch before it is weighed: `standing` is open to be decided. */
type Weighed = Omit<CodeTouch, "verdict"> & { readonly verdict: Verdict | "standing" };

/**
 * Decides who earned an order: the creator who held a code on it at the order's instant. Several: the code that took most
 * off (minor units); equal: the first on the order. `ownerships` may hold rows of other codes; `creators` must hold every owner.
 * ADA10 took 500, GRACE5 took 250 -> to Ada, because "code". Throws only when an owner is missing from `creators`.
 * `isSame` says whether the buyer is a creator; another than `samePerson` only where the buyer was forgotten since.
 */
export function attribute(
  order: Order,
  ownerships: readonly Ownership[],
  creators: readonly Creator[],
  isSame: SamePerson = samePerson,
): Attribution {
  const touches = codesOnce(order).map((used) => weigh(used, order, ownerships, creators, isSame));
  const standing = touches.filter(({ verdict }) => verdict === "standing");
  const winner = standing.reduce<Weighed | null>(
    (best, touch) => (best && best.discount >= touch.discount ? best : touch),
    null,
  );
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
      because: "code",
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

/** Each code once, in the order's own sequence; the same code twice took off the sum. */
function codesOnce(order: Order): readonly { code: string; key: CodeKey; discount: number }[] {
  const found = new Map<CodeKey, { code: string; key: CodeKey; discount: number }>();
  for (const { code, discount } of order.codes) {
    const key = codeKey(code);
    const earlier = found.get(key);
    found.set(key, { code: earlier?.code ?? code, key, discount: (earlier?.discount ?? 0) + discount });
  }
  return [...found.values()];
}

function weigh(
  used: { code: string; key: CodeKey; discount: number },
  order: Order,
  ownerships: readonly Ownership[],
  creators: readonly Creator[],
  isSame: SamePerson,
): Weighed {
  const instant = orderInstant(order);
  const [nearest] = ownerships.filter(({ key }) => key === used.key).sort(byDistanceFrom(instant));
  const touch = { kind: "code" as const, ...used, creatorId: nearest?.creatorId ?? null };
  if (!nearest) return { ...touch, verdict: "no-creators-code" };
  if (!contains(nearest.held, instant)) return { ...touch, verdict: "outside-ownership" };
  const creator = creators.find(({ id }) => id === nearest.creatorId);
  invariant(creator, `attribute was not given the creator ${nearest.creatorId}, who holds ${nearest.codeId}`);
  const same = isSame(order.buyer, creator);
  if (same) return { ...touch, verdict: `self-referral-${same}` };
  return { ...touch, verdict: isPausedAt(creator, instant) ? "paused" : "standing" };
}

/** Nearest in time first: 0 where the interval holds the instant. Ties: the earlier holder, then the smaller creator id. */
function byDistanceFrom(instant: Date): (a: Ownership, b: Ownership) => number {
  const distance = ({ held }: Ownership) =>
    contains(held, instant)
      ? -1
      : held.from > instant
        ? Number(held.from) - Number(instant)
        : Number(instant) - Number(held.to);
  return (a, b) =>
    distance(a) - distance(b) ||
    Number(a.held.from) - Number(b.held.from) ||
    (a.creatorId < b.creatorId ? -1 : Number(a.creatorId > b.creatorId));
}

function settled(touch: Weighed, verdict: Verdict): Touch {
  return { ...touch, verdict: touch.verdict === "standing" ? verdict : touch.verdict };
}

const MOST_TELLING = ["self-referral", "paused", "outside-ownership", "no-creators-code"] as const;

function mostTelling(touches: readonly Touch[]): Refusal {
  return (
    MOST_TELLING.find((because) => touches.some(({ verdict }) => verdict.startsWith(because))) ?? "no-touch"
  );
}
