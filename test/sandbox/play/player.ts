import type { Shop } from "#test/sandbox/order-life/shop.ts";
import type { Event } from "#test/sandbox/play/story.ts";

/** Plays events into a shop one after the other, from `next` on. */
export type Player = {
  /** The first event that was not played. */
  readonly next: number;
  /** Orders placed since the start. */
  readonly orders: number;
  /** Resolves when the last event was played, or `stop` was called. */
  play(): Promise<void>;
  stop(): void;
};

/**
 * Makes a player. The shop holds it back when too many webhooks wait.
 * @param pass awaited before each event, with its number
 */
export function createPlayer(
  shop: Shop,
  events: readonly Event[],
  from: number,
  pass: (next: number) => Promise<void> | void = () => {},
): Player {
  let next = from;
  let orders = 0;
  let isStopped = false;
  return {
    get next() {
      return next;
    },
    get orders() {
      return orders;
    },
    async play() {
      for (; next < events.length && !isStopped; next++) {
        const event = events[next];
        if (!event) return;
        await pass(next);
        if ("order" in event) {
          orders++;
          await shop.placeOrder(event.order);
        } else if ("refund" in event) await shop.refundOrder(event.refund);
        else await shop.cancelOrder(event.cancellation);
      }
    },
    stop() {
      isStopped = true;
    },
  };
}
