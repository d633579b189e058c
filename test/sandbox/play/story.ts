import type { PlacedCancellation, PlacedOrder, PlacedRefund } from "#test/sandbox/contract.ts";
import type { Customer, ShopSettings } from "#test/sandbox/order-life/shop.ts";

/** A creator to enroll before play, as a merchant would type it into the app's form. */
export type StoryCreator = {
  readonly name: string;
  readonly email: string;
  /** Numeric Shopify customer id, or "". */
  readonly customerId: string;
  readonly code: string;
  readonly kind: "percent" | "amount";
  readonly value: string;
  /** The first instant whose orders the code credits. */
  readonly creditFrom: Date;
};

/** One thing that happens in the shop. Orders carry their own numeric id, so that what follows can name them. */
export type Event =
  | { readonly order: PlacedOrder & { readonly id: string } }
  | { readonly refund: PlacedRefund }
  | { readonly cancellation: PlacedCancellation };

/** A shop to play: who is there before, and what happens, in the order in which it is told. */
export type Story = {
  /** Names the input: the same story has the same name, another one another. */
  readonly name: string;
  readonly settings: ShopSettings;
  readonly creators: readonly StoryCreator[];
  readonly customers: readonly Customer[];
  readonly events: readonly Event[];
  /** So many of them happened before the app was installed: nobody is told of them. None unless said. */
  readonly past?: number;
};

/** When an event happens. */
export function instantOf(event: Event): Date {
  if ("order" in event) return event.order.at;
  return "refund" in event ? event.refund.at : event.cancellation.at;
}

/** The same story, its first `months` from before the app was installed. Of no months it is the story itself. */
export function withPast(story: Story, months: number): Story {
  const [first] = story.events;
  if (months === 0 || !first) return story;
  const install = new Date(instantOf(first));
  install.setUTCMonth(install.getUTCMonth() + months);
  const later = story.events.findIndex((event) => instantOf(event) >= install);
  return {
    ...story,
    name: `${story.name}, past ${months}`,
    past: later < 0 ? story.events.length : later,
  };
}

/** Puts events in the order of their instants; at the same instant an order comes before what changes it. */
export function inOrderOfTime(events: readonly Event[]): Event[] {
  const rank = (event: Event) => ("order" in event ? 0 : 1);
  return events.toSorted((a, b) => Number(instantOf(a)) - Number(instantOf(b)) || rank(a) - rank(b));
}
