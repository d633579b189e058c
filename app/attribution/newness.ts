/** Whether an order is its customer's first purchase. `unknown`: Shopify withholds whether there were earlier ones; counted apart. */
export type Newness = "new" | "returning" | "unknown";

/** What we know of a customer's other orders, as of one order's instant. */
export type KnownBefore = {
  /** Whether an earlier order counts whose refund was not complete before. */
  readonly hasEarlierSale: boolean;
  /** Earlier orders of any kind, tests aside. */
  readonly earlier: number;
  /** Other orders placed until Shopify was asked, tests aside. */
  readonly others: number;
};

/** What Shopify says of them: the how manieth order it is, and how many the customer had placed when it was asked. */
export type ToldCounts = { readonly position: number | null; readonly orders: number | null };

/**
 * A purchase is new when no earlier sale is known that stood (one wholly refunded before, such as a free sample sent
 * back, does not stand in the way) and Shopify's own count knows of none we do not. Its second order, the first cancelled
 * and known to us -> new; its second order, the first unknown to us -> returning; neither count told -> unknown.
 */
export function newnessOf(
  { hasEarlierSale, earlier, others }: KnownBefore,
  { position, orders }: ToldCounts,
): Newness {
  if (hasEarlierSale) return "returning";
  if (position !== null) return position - 1 > earlier ? "returning" : "new";
  if (orders === null) return "unknown";
  return orders - 1 > others ? "returning" : "new";
}
