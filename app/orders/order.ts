import type { CustomerId, LineId, OrderId, RefundId } from "#app/kernel/id.ts";

/** How an order stands with its money, in Shopify's words. */
export type FinancialStatus =
  | "pending"
  | "authorized"
  | "partially_paid"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "voided"
  | "expired";

/**
 * A snapshot of an order as Shopify told it. Amounts are whole minor units of `currency` (the shop's, at the order).
 * The buyer's e-mail is never here: only its hashes under the shop's own key (see `buyer`).
 */
export type Order = {
  readonly id: OrderId;
  readonly name: string;
  readonly createdAt: Date;
  /** When the order was placed, also for imports whose `createdAt` is the day of the import. */
  readonly processedAt: Date | null;
  /** Says only which snapshot is newer. */
  readonly updatedAt: Date;
  readonly cancelledAt: Date | null;
  /** When the fulfilment that completed the order was made; null while something is to ship. */
  readonly fulfilledAt: Date | null;
  readonly isTest: boolean;
  readonly financialStatus: FinancialStatus;
  readonly sourceName: string | null;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly buyer: Buyer;
  readonly lines: readonly OrderLine[];
  readonly refunds: readonly Refund[];
  readonly codes: readonly UsedCode[];
  readonly landingSite: string | null;
  readonly referringSite: string | null;
  /** Where it is sent to, else where it is billed to: two capitals, `DE`; null where nobody says. */
  readonly country: string | null;
  /** Visit ids of the private cart attribute `__trb`, as they came. */
  readonly visits: readonly string[];
};

/** Who bought: Shopify's customer if there was one, and keyed hashes of the e-mail (null when there was none). */
export type Buyer = {
  readonly customerId: CustomerId | null;
  /** HMAC of the e-mail after trim, NFKC, lower case: joins guests. */
  readonly emailHash: string | null;
  /** HMACs of the mailboxes that the order's e-mails reach (plus-addressing and ignored dots removed): find self-referral. */
  readonly mailboxHashes: readonly string[];
  /** HMACs of the phones the order names, as E.164: find self-referral, and join nobody. */
  readonly phoneHashes: readonly string[];
  /** HMACs of the house the parcel goes to, and of the flat in it (null: it names none); null where no door can be told. */
  readonly door: { readonly house: string; readonly flat: string | null } | null;
};

/** One line: `price` is of one unit before discounts; `discount` and `tax` are of the whole line. */
export type OrderLine = {
  readonly id: LineId;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly title: string;
  readonly quantity: number;
  /** Units left after edits and removals, as the order's snapshot says it; equals `quantity` when it says nothing. */
  readonly currentQuantity: number;
  readonly price: number;
  readonly discount: number;
  readonly tax: number;
  readonly isGiftCard: boolean;
  readonly isTip: boolean;
};

/** A code as the shopper typed it, and all it took off (its allocations on lines and shipping). */
export type UsedCode = { readonly code: string; readonly discount: number };

export type Refund = {
  readonly id: RefundId;
  readonly createdAt: Date;
  readonly lines: readonly { readonly lineId: LineId; readonly quantity: number }[];
  readonly adjustments: readonly Adjustment[];
};

/** What a refund gave back (negative) or kept (positive) beyond its lines, without tax. */
export type Adjustment = {
  readonly kind: "shipping" | "pending-discrepancy" | "other";
  readonly amount: number;
};
