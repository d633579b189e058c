import type { Binding } from "#app/attribution/binding.ts";
import type { Click } from "#app/attribution/click.ts";
import type { Policy } from "#app/attribution/policy.ts";
import {
  type BindingTouch,
  type CodeTouch,
  type HandTouch,
  type LinkTouch,
  type Touch,
  type Verdict,
  WHOLE,
} from "#app/attribution/touch.ts";
import { type CodeKey, codeKey, type Ownership } from "#app/creators/code.ts";
import { type Creator, isPausedAt, programAt } from "#app/creators/creator.ts";
import type { SameBy } from "#app/creators/same-person.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { shareByWeight } from "#app/kernel/money.ts";
import { contains } from "#app/kernel/time.ts";
import { orderInstant } from "#app/orders/counted.ts";
import type { Order } from "#app/orders/order.ts";

/** Says whether a buyer is a creator, and by what it is known; null when they are two people, or nobody knows. Only what `by` names is looked at. */
export type SamePerson = (buyer: Order["buyer"], creator: Creator, by: readonly SameBy[]) => SameBy | null;
/** The same, where the policy has said by what. */
export type IsCreator = (buyer: Order["buyer"], creator: Creator) => SameBy | null;

/** A touch before it is weighed: `standing` is open to be decided. */
export type Open<Kind extends Touch> = Omit<Kind, "verdict"> & { readonly verdict: Verdict | "standing" };
export type Weighed = Open<CodeTouch> | Open<LinkTouch> | Open<BindingTouch> | Open<HandTouch>;

/** Each code once, in the order's own sequence; the same code twice took off the sum. */
export function codesOnce(order: Order): readonly { code: string; key: CodeKey; discount: number }[] {
  const found = new Map<CodeKey, { code: string; key: CodeKey; discount: number }>();
  for (const { code, discount } of order.codes) {
    const key = codeKey(code);
    const earlier = found.get(key);
    found.set(key, { code: earlier?.code ?? code, key, discount: (earlier?.discount ?? 0) + discount });
  }
  return [...found.values()];
}

/** Weighs a code: whose it was at the order's instant, and whether that creator may be credited. */
export function weighCode(
  used: { code: string; key: CodeKey; discount: number },
  order: Order,
  ownerships: readonly Ownership[],
  whoIs: (id: CreatorId) => Creator,
  isSame: IsCreator,
): Open<CodeTouch> {
  const instant = orderInstant(order);
  const [nearest] = ownerships.filter(({ key }) => key === used.key).sort(byDistanceFrom(instant));
  const touch = { kind: "code" as const, ...used, creatorId: nearest?.creatorId ?? null };
  if (!nearest) return { ...touch, verdict: "no-creators-code" };
  if (!contains(nearest.held, instant)) return { ...touch, verdict: "outside-ownership" };
  const verdict = standing(whoIs(nearest.creatorId), order, isSame);
  const isPaused = nearest.pauses.some((pause) => contains(pause, instant));
  return { ...touch, verdict: verdict === "standing" && isPaused ? "paused-code" : verdict };
}

/** Whether a creator may be credited with an order at all. */
function standing(creator: Creator, order: Order, isSame: IsCreator): Verdict | "standing" {
  const same = isSame(order.buyer, creator);
  if (same) return `self-referral-${same}`;
  return isPausedAt(creator, orderInstant(order)) ? "paused" : "standing";
}

const DAY_MS = 86_400_000;

/** Weighs a click: whether we know it, whether it came in time, and whether its creator may be credited. */
export function weighClick(
  { link, at, visit, seen, isLive }: Click,
  order: Order,
  policy: Policy,
  whoIs: (id: CreatorId) => Creator,
  isSame: IsCreator,
): Open<LinkTouch> {
  const { slug = null, linkId = null, creatorId = null } = link ?? {};
  const program = creatorId === null ? null : programAt(whoIs(creatorId), orderInstant(order));
  const windowDays = Math.min(policy.windowDays, policy.programDays[program ?? ""] ?? policy.windowDays);
  const clickedAt = at?.toISOString() ?? null;
  const touch = { kind: "link" as const, slug, linkId, creatorId, clickedAt, visit, seen, windowDays };
  if (creatorId === null || at === null) return { ...touch, verdict: "unverified" };
  const before = Number(orderInstant(order)) - Number(at);
  if (before < 0) return { ...touch, verdict: "after-order" };
  if (before > windowDays * DAY_MS) return { ...touch, verdict: "outside-window" };
  if (!isLive) return { ...touch, verdict: "outside-ownership" };
  return { ...touch, verdict: standing(whoIs(creatorId), order, isSame) };
}

/** Weighs what an earlier order bound the customer to: whether that still holds, and whether its creator may be credited. */
export function weighBinding(
  { by, creatorId, isOver }: Binding,
  order: Order,
  whoIs: (id: CreatorId) => Creator,
  isSame: IsCreator,
): Open<BindingTouch> {
  const { id: orderId, name: orderName, instant } = by;
  const touch = { kind: "binding" as const, creatorId, orderId, orderName, boundAt: instant.toISOString() };
  return { ...touch, verdict: isOver ? "binding-over" : standing(whoIs(creatorId), order, isSame) };
}

/** The code that pays among those that stand; of equal ones the first on the order. */
export function payingCode(
  codes: readonly Open<CodeTouch>[],
  { severalCodes }: Policy,
): Open<CodeTouch> | null {
  const standing = codes.filter(({ verdict }) => verdict === "standing");
  if (severalCodes !== "most-discount") return standing.at(severalCodes === "first" ? 0 : -1) ?? null;
  return standing.reduce<Open<CodeTouch> | null>(
    (best, touch) => (best && best.discount >= touch.discount ? best : touch),
    null,
  );
}

/** The clicks that pay among those that stand, in order of time, each with its part; one that pays alone says none. Of one instant the smaller creator id comes first, and is preferred. */
export function payingClicks(
  links: readonly Open<LinkTouch>[],
  { model }: Policy,
): readonly (readonly [click: Open<LinkTouch>, share: number | null])[] {
  const clickedAt = (click: Open<LinkTouch>) => Number(new Date(click.clickedAt ?? 0));
  const byCreator = (a: Open<LinkTouch>, b: Open<LinkTouch>) =>
    (a.creatorId ?? "") < (b.creatorId ?? "") ? -1 : Number((a.creatorId ?? "") > (b.creatorId ?? ""));
  const way = model === "last" ? -1 : 1;
  const [first, ...others] = links
    .filter(({ verdict }) => verdict === "standing")
    .sort((a, b) => way * (clickedAt(a) - clickedAt(b)) || byCreator(a, b));
  if (!first) return [];
  if (model !== "linear" || others.length === 0) return [[first, null]];
  const all = [first, ...others];
  const shares = shareByWeight(
    WHOLE,
    all.map(() => 1),
  );
  return all.map((click, index) => [click, shares[index] ?? 0]);
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
