import { isCouponSite } from "#app/attribution/coupon-sites.ts";
import type { Touch, Verdict } from "#app/attribution/touch.ts";
import type { CodeKey } from "#app/creators/code.ts";
import type { CreatorId, CustomerId, OrderId } from "#app/kernel/id.ts";
import type { Came } from "#app/orders/came.ts";

/** A creator's code on a counted order, and what of its buyer's way may tell whether it came from the creator. */
export type CodeUse = {
  readonly orderId: OrderId;
  readonly creatorId: CreatorId;
  readonly key: CodeKey;
  readonly instant: Date;
  /** The day in the shop's zone: "2026-03-29". */
  readonly day: string;
  readonly customerId: CustomerId | null;
  /** Whether they came by a link of the code's creator. */
  readonly isTouched: boolean;
  /** Whether they came from a site that collects codes. */
  readonly isCoupon: boolean;
  /** The host that led to the shop, and the country it is sent to: two capitals. */
  readonly referrer: string | null;
  readonly country: string | null;
};

/** What a code's uses of some days come to. */
export type UseCounts = {
  readonly uses: number;
  /** Without any click on a link of the code's creator. */
  readonly untouched: number;
  /** From a site that collects codes. */
  readonly coupons: number;
  /** By a customer who had used the code before. */
  readonly repeats: number;
};

/** A day on which a code was not used. */
export const NO_USES: UseCounts = { uses: 0, untouched: 0, coupons: 0, repeats: 0 };

/** What a code's uses of one day come to. */
export type CodeDay = UseCounts & { readonly day: string };

/** An order of which the uses of codes are told. `landedBy`: whose links the page its visit began on names. */
export type UsingOrder = Pick<CodeUse, "orderId" | "instant" | "day" | "customerId" | "country"> & {
  readonly isCounted: boolean;
  readonly touches: readonly Touch[];
  readonly landedBy: readonly CreatorId[];
  readonly came: Pick<Came, "referrer">;
};

/** A click that we never issued, or that came after the order, led nobody to it. */
const NO_LEAD: readonly Verdict[] = ["unverified", "after-order"];
/** A creator who buys with the own code has not given it to anybody. */
const isOwn = (verdict: Verdict) => verdict.startsWith("self-referral");

/** Whether any of these touches is a creator's code. */
export const hasCreatorsCode = (touches: readonly Touch[]): boolean =>
  touches.some((touch) => touch.kind === "code" && touch.creatorId !== null);

/** The creators' codes that a counted order used, each once; a click counts whenever it was, for who once came by the link knows the creator. */
export function usesOf({ isCounted, touches, landedBy, came, ...order }: UsingOrder): CodeUse[] {
  if (!isCounted) return [];
  const led = new Set([
    ...landedBy,
    ...touches.flatMap((touch) =>
      touch.kind === "link" && touch.creatorId !== null && !NO_LEAD.includes(touch.verdict)
        ? [touch.creatorId]
        : [],
    ),
  ]);
  const isCoupon = came.referrer !== null && isCouponSite(came.referrer);
  const way = { referrer: came.referrer, isCoupon };
  return touches.flatMap((touch) =>
    touch.kind === "code" && touch.creatorId !== null && !isOwn(touch.verdict)
      ? [
          {
            ...order,
            ...way,
            creatorId: touch.creatorId,
            key: touch.key,
            isTouched: led.has(touch.creatorId),
          },
        ]
      : [],
  );
}

/** A code's day, and what of it there is. */
export type DayOfCode = { readonly creatorId: CreatorId; readonly key: CodeKey; readonly counts: CodeDay };

/** What uses come to by code and day. Of a customer's uses of a code every one but the first is a repeat; all of theirs must be given. */
export function daysOf(uses: readonly CodeUse[]): ReadonlyMap<string, DayOfCode> {
  const days = new Map<string, DayOfCode>();
  const used = new Set<string>();
  const inTime = uses.toSorted(
    (a, b) => Number(a.instant) - Number(b.instant) || (a.orderId < b.orderId ? -1 : 1),
  );
  for (const { creatorId, key, day, customerId, isTouched, isCoupon } of inTime) {
    const name = `${creatorId} ${day} ${key}`;
    const who = `${creatorId} ${customerId} ${key}`;
    const counts = days.get(name)?.counts ?? { day, ...NO_USES };
    const isRepeat = customerId !== null && used.has(who);
    used.add(who);
    days.set(name, {
      ...{ creatorId, key },
      counts: {
        day,
        uses: counts.uses + 1,
        untouched: counts.untouched + (isTouched ? 0 : 1),
        coupons: counts.coupons + (isCoupon ? 1 : 0),
        repeats: counts.repeats + (isRepeat ? 1 : 0),
      },
    });
  }
  return days;
}
