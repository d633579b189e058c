/**
 * What a played shop's storyteller (demo generator, CSV replay, Controls, a browser test) may ask of the local
 * Shopify. The stand-in turns each into the payload Shopify would send, keeps it as its own truth, and delivers
 * the signed webhook. Amounts are decimal strings in the shop's currency, as Shopify writes them.
 */
export type PlacedOrder = {
  /** Shopify's numeric id as a string; made by the stand-in when absent (some above 2^53). */
  id?: string;
  /** Shown name, such as "#1001"; made from the order number when absent. */
  name?: string;
  /** When the order was placed: becomes processed_at and created_at. */
  at: Date;
  /** Numeric Shopify customer id as a string, or null for a guest. */
  customerId: string | null;
  email: string | null;
  phone?: string | null;
  /** Where the parcel goes, and the bill with it; none for what is not sent. */
  shippingAddress?: PlacedAddress | null;
  lines: readonly PlacedLine[];
  /** Codes typed at checkout, in the shopper's own letter case, with what each takes off. */
  codes?: readonly PlacedCode[];
  shipping?: string;
  /** Tax rate in percent ("19" or "7.25"), applied to each line; default none. */
  taxRate?: string;
  taxesIncluded?: boolean;
  currency?: string;
  test?: boolean;
  financialStatus?: "paid" | "pending" | "authorized" | "partially_paid" | "voided" | "expired";
  sourceName?: string;
  landingSite?: string | null;
  referringSite?: string | null;
  /** Where it is sent and billed to, as two capitals, where no more of the address matters. */
  country?: string;
  noteAttributes?: readonly { name: string; value: string }[];
  /** The visits Shopify recorded before; null: none, for want of consent. Absent: one, of `landingSite` and `referringSite`. */
  journey?: readonly PlacedVisit[] | null;
};

/** A visit to the storefront: the page it began on (path and query), and the address that led there. */
export type PlacedVisit = { at: Date; landingPage: string; referrer: string | null };

export type PlacedLine = {
  title: string;
  price: string;
  quantity: number;
  productId?: string;
  variantId?: string;
  isGiftCard?: boolean;
  isTip?: boolean;
};

export type PlacedCode = {
  code: string;
  /** percent off the lines, as "10"; or a fixed amount over the order; or "none" for a code that takes nothing off the lines. */
  takes: { percent: string } | { amount: string } | { shipping: true } | { nothing: true };
  /** Ids of the products it takes off from; absent: all. */
  on?: readonly string[];
};

export type PlacedRefund = {
  orderId: string;
  at: Date;
  /** Units sent back, by line index of the placed order; empty for an amount-only refund. */
  lines?: readonly { line: number; quantity: number }[];
  /** Money returned that no line explains (order adjustment of kind refund_discrepancy), in the shop's currency. */
  amountOnly?: string;
};

export type PlacedCancellation = {
  orderId: string;
  at: Date;
  reason?: "customer" | "fraud" | "inventory" | "declined" | "other";
};

/** A pending, authorized or partly paid order is paid in full. */
export type PlacedPayment = { orderId: string; at: Date };

export type PlacedFulfilment = {
  orderId: string;
  at: Date;
  /** Units sent to the buyer, by line index of the order; absent: all that was not sent yet. */
  lines?: readonly { line: number; quantity: number }[];
};

export type PlacedEdit = {
  orderId: string;
  at: Date;
  /** Lines that come new into the order. */
  add?: readonly PlacedLine[];
  /** Units that leave it, by line index; only units not sent yet can. */
  remove?: readonly { line: number; quantity: number }[];
  reason?: string;
};

/** A postal address as typed at checkout; `country` in two letters. */
export type PlacedAddress = {
  address1?: string;
  address2?: string;
  zip?: string;
  country: string;
  phone?: string;
};

/** Two customers become one: the orders of `deletedId` belong to `keptId` from then on. */
export type PlacedMerge = { keptId: string; deletedId: string; at: Date };

/** A customer made (no id) or changed (with one) in the admin; a name that is absent stays. */
export type PlacedCustomer = {
  id?: string;
  email: string | null;
  firstName?: string;
  lastName?: string;
  at: Date;
};

/** What the stand-in made of a placed order, refund or cancellation: Shopify's numeric id as a string, and its GID. */
export type Made = { readonly id: string; readonly gid: string };

/** A placed order's name too, such as "#1001". */
export type MadeOrder = Made & { readonly name: string };
