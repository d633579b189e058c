import type { PlacedOrder } from "#test/sandbox/contract.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

/** A shop whose own offset is not UTC. */
export const SHOP: ShopSettings = {
  domain: "demo.myshopify.com",
  name: "Demo",
  currency: "EUR",
  timeZone: "Europe/Berlin",
};

/** When made orders are placed. */
export const at = new Date("2026-03-01T09:00:00Z");

/** So many seconds after an order was placed. */
export const later = (seconds: number): Date => new Date(+at + seconds * 1000);

/** Two shirts and a mug, by customer 77. */
export function makePlaced(over: Partial<PlacedOrder> = {}): PlacedOrder {
  const lines = [
    { title: "Shirt", price: "20.00", quantity: 2 },
    { title: "Mug", price: "9.99", quantity: 1 },
  ];
  return { at, customerId: "77", email: "ann@example.com", lines, ...over };
}

/** The payload of a topic as the app reads it, with ids as strings. */
export function told(action: Action, topic: string) {
  const payload = action.topics.find((one) => one.topic === topic)?.payload;
  const exact = (_key: string, value: unknown, { source }: { source: string }) =>
    typeof value === "number" && !Number.isSafeInteger(value) ? source : value;
  return JSON.parse(JSON.stringify(payload), exact as never);
}

/** The topics of an action, in their sequence. */
export const topicsOf = (action: Action): string[] => action.topics.map((one) => one.topic);
