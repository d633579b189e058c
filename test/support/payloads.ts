import { readFileSync } from "node:fs";

const fixture = (name: string) =>
  readFileSync(new URL(`../shopify/fixtures/${name}.json`, import.meta.url), "utf8");

/** A rich order as Shopify sends it: ids above 2^53, allocations, a refund, a tip, a gift card. */
export const ORDER = fixture("order");
/** A `refunds/create` body: one unit and 5.00 beyond it, paid in another currency. */
export const REFUND = fixture("refund");
/** A `customers/update` body. */
export const CUSTOMER = fixture("customer");

/** A hash one can read in a failing test. */
export const readableHash = {
  email: (normal: string) => `email(${normal})`,
  mailbox: (mailbox: string) => `mailbox(${mailbox})`,
  phone: (e164: string) => `phone(${e164})`,
  door: (door: string) => `door(${door})`,
};

/** The smallest order Shopify could send, with fields put over it; a field of `undefined` is left out. */
export function body(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 1,
    name: "#1",
    created_at: "2026-03-01T12:00:00Z",
    updated_at: "2026-03-01T12:00:00Z",
    financial_status: "paid",
    currency: "USD",
    line_items: [{ id: 11, title: "Stone", quantity: 1, price: "10.00" }],
    ...fields,
  });
}
/** Fields of an order whose only line is a stone at 10.00, with fields put over it. */
export const line = (fields: Record<string, unknown>) => ({
  line_items: [{ id: 11, title: "Stone", quantity: 1, price: "10.00", ...fields }],
});
