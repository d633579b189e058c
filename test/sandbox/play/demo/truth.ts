import type { Draft } from "#test/sandbox/play/demo/shopper.ts";

/** What the app must find for a creator: counted orders credited, and their distinct customers. */
export type Truth = { readonly orders: number; readonly customers: number };

/** Counts the truth from the drafts, by creator's name; "" stands for nobody. */
export function truthOf(drafts: readonly Draft[]): Map<string, Truth> {
  const orders = new Map<string, number>();
  const people = new Map<string, Set<string>>();
  for (const { earnedBy, isCounted, person } of drafts) {
    if (!isCounted) continue;
    const name = earnedBy ?? "";
    orders.set(name, (orders.get(name) ?? 0) + 1);
    const known = people.get(name) ?? new Set();
    people.set(name, known);
    if (person.kind !== "nobody") known.add(person.customer.id);
  }
  return new Map(
    [...orders].map(([name, count]) => [name, { orders: count, customers: people.get(name)?.size ?? 0 }]),
  );
}
