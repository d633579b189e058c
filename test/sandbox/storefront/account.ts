import type { Customer, Customers } from "#test/sandbox/order-life/shop.ts";

/** The customers in whose name, e-mail or id every typed word is, the newest first; all for no word. */
export function customersLike(customers: Customers, typed: string): readonly Customer[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return customers.latest(customers.size).filter(({ id, email, firstName, lastName }) => {
    const text = [id, email, firstName, lastName].filter(Boolean).join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
