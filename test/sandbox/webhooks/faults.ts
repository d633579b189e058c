/**
 * What may go wrong between Shopify and the app: webhooks come twice, late, in another sequence, or never. Dice of a seed
 * decide, one stream for each fault, so that the same plan does the same to the same play.
 */
import { createRandom } from "#test/sandbox/random.ts";
import { createHeld } from "#test/sandbox/webhooks/held.ts";
import type { Webhook } from "#test/sandbox/webhooks/webhook.ts";

/** How bad the weather is. */
export type DeliveryFaults = {
  /** Share of webhooks that are sent twice, half of those at once and half later; 0 to 1. */
  readonly duplicate: number;
  /**
   * Share of happenings to an order that no webhook tells; 0 to 1. As long as it is above 0, what happens to such an order
   * afterwards is not told either, so that the app can learn of it only by asking.
   */
  readonly drop: number;
  /** The longest a webhook is held back, in milliseconds; each draws its own delay. */
  readonly delay: number;
  /** Whether delays are in played time, and over when the play has come so far, or in real time. */
  readonly clock: "played" | "real";
};

export type FaultCounts = {
  /** Webhooks whose second copy left. */
  readonly duplicated: number;
  /** Webhooks that left after one that was triggered later. */
  readonly reordered: number;
  /** Webhooks that were never sent. */
  readonly dropped: number;
  /** Webhooks that were held back, of which `held` wait now, second copies included. */
  readonly delayed: number;
  readonly held: number;
};

/** A webhook that was never sent, and Shopify's numeric id of its order. */
export type Dropped = { readonly orderId: string; readonly topic: string; readonly webhookId: string };

/** The faults of deliveries, to look at and to change; a change holds for what happens from then on. */
export type Faults = {
  set(plan: Partial<DeliveryFaults>): void;
  plan(): DeliveryFaults;
  counts(): FaultCounts;
  dropped(): readonly Dropped[];
};

/** A webhook that goes out now: once more (`isCopy`), or for the first time. */
export type Leaving = { readonly webhook: Webhook; readonly isCopy: boolean };

export const CALM: DeliveryFaults = { duplicate: 0, drop: 0, delay: 0, clock: "real" };
/** A second copy that comes later comes within so many milliseconds at least, however short the delays are. */
const LATER = 5000;

/** Stands between what happens and what is sent: `take` gets the webhooks of one happening, `leave` what goes out. */
export function createFaults(
  start: Partial<DeliveryFaults>,
  seed: number,
  leave: (leaving: readonly Leaving[]) => void,
): Faults & { take(webhooks: readonly Webhook[]): void; releaseAll(): void } {
  let plan = { ...CALM, ...start };
  const dice = {
    drop: createRandom(seed, "drop"),
    duplicate: createRandom(seed, "duplicate"),
    delay: createRandom(seed, "delay"),
  };
  const clocks = { played: createHeld<Leaving>(), real: createHeld<Leaving>() };
  const dropped: Dropped[] = [];
  const untold = new Set<string>();
  const counts = { duplicated: 0, reordered: 0, delayed: 0 };
  let latest = Number.NEGATIVE_INFINITY;

  function isDropped(orderId: string): boolean {
    const isUnlucky = dice.drop.chance(plan.drop);
    if (plan.drop === 0 || !(isUnlucky || untold.has(orderId))) return false;
    untold.add(orderId);
    return true;
  }

  function hold(leaving: Leaving, wait: number): void {
    const isPlayed = plan.clock === "played";
    const due = wait + (isPlayed ? leaving.webhook.at : performance.now());
    clocks[plan.clock].put(due, leaving);
    if (!isPlayed && wait > 0) setTimeout(() => go(clocks.real.release(due)), wait).unref();
  }

  function go(leaving: readonly Leaving[]): void {
    for (const { webhook, isCopy } of leaving) {
      if (isCopy) counts.duplicated++;
      else if (webhook.at < latest) counts.reordered++;
      latest = Math.max(latest, webhook.at);
    }
    if (leaving.length > 0) leave(leaving);
  }

  function throwDice(webhook: Webhook): void {
    const wait = dice.delay.whole(0, plan.delay);
    if (wait > 0) counts.delayed++;
    hold({ webhook, isCopy: false }, wait);
    const isTwice = dice.duplicate.chance(plan.duplicate);
    const gap = dice.duplicate.chance(0.5) ? 0 : dice.duplicate.whole(1, Math.max(plan.delay, LATER));
    if (isTwice) hold({ webhook, isCopy: true }, wait + gap);
  }

  return {
    take(webhooks) {
      const orderId = webhooks.find((webhook) => webhook.orderId !== null)?.orderId ?? null;
      if (orderId !== null && isDropped(orderId)) {
        for (const { headers } of webhooks) {
          const topic = headers["X-Shopify-Topic"] ?? "";
          dropped.push({ orderId, topic, webhookId: headers["X-Shopify-Webhook-Id"] ?? "" });
        }
      } else for (const webhook of webhooks) throwDice(webhook);
      go(clocks.played.release(webhooks[0]?.at ?? Number.NEGATIVE_INFINITY));
      go(clocks.real.release(performance.now()));
    },
    releaseAll() {
      for (const held of [clocks.played, clocks.real]) go(held.release(Number.POSITIVE_INFINITY));
    },
    set(change) {
      plan = { ...plan, ...change };
    },
    plan: () => plan,
    counts: () => ({
      ...counts,
      dropped: dropped.length,
      held: clocks.played.size + clocks.real.size,
    }),
    dropped: () => dropped,
  };
}
