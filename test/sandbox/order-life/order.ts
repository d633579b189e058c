import type { PlacedOrder } from "#test/sandbox/contract.ts";
import { scale } from "#test/sandbox/order-life/decimal.ts";
import type { KeptVisit } from "#test/sandbox/order-life/journey.ts";

/** A line as the stand-in keeps it. Amounts in minor units; `allocations[i]` is what application i takes off it. */
export type KeptLine = {
  readonly id: string;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly title: string;
  readonly price: number;
  readonly quantity: number;
  /** Units that edits took away again. */
  readonly removed: number;
  readonly isGiftCard: boolean;
  readonly isTip: boolean;
  readonly allocations: readonly number[];
  readonly tax: number;
};

/** A code of the order, in the shopper's letter case, as a discount application. */
export type KeptCode = {
  readonly code: string;
  readonly kind: "percentage" | "fixed_amount" | "shipping";
  /** As Shopify writes it: "10.0" percent, or an amount. */
  readonly value: string;
  /** All it took off, lines and shipping. */
  readonly taken: number;
};

export type KeptRefund = {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly {
    readonly id: string;
    readonly line: number;
    readonly quantity: number;
    readonly subtotal: number;
    readonly tax: number;
  }[];
  readonly adjustment: { readonly id: string; readonly amount: number } | null;
  readonly transactionId: string;
};

/** Units sent to the buyer, by line index. */
export type KeptFulfilment = {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
};

export type KeptOrder = {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly at: number;
  /** Another's after a merge. */
  customerId: string | null;
  /** Null once the customer was forgotten. */
  email: string | null;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly taxRate: string | null;
  readonly test: boolean;
  readonly sourceName: string;
  readonly landingSite: string | null;
  readonly referringSite: string | null;
  readonly noteAttributes: PlacedOrder["noteAttributes"];
  readonly country: string | null;
  /** The visits before it, oldest first; null when Shopify recorded none. */
  readonly journey: readonly KeptVisit[] | null;
  lines: readonly KeptLine[];
  readonly codes: readonly KeptCode[];
  readonly shipping: {
    readonly id: string;
    readonly price: number;
    readonly allocations: readonly number[];
  } | null;
  financialStatus: string;
  updatedAt: number;
  cancelledAt: number | null;
  cancelReason: string | null;
  refunds: readonly KeptRefund[];
  fulfilments: readonly KeptFulfilment[];
};

const sum = (figures: readonly number[]) => figures.reduce((a, b) => a + b, 0);

/** What the line costs after its discounts, tax as the order has it (within or on top). */
export function lineTotal(line: KeptLine): number {
  return line.price * line.quantity - sum(line.allocations);
}

/** Units of line `index` that refunds have taken back. */
export function refundedUnits(order: KeptOrder, index: number): number {
  return sum(
    order.refunds.flatMap((one) => one.lines.filter((l) => l.line === index).map((l) => l.quantity)),
  );
}

/** Units of line `index` that are still the buyer's. */
export function currentUnits(order: KeptOrder, index: number): number {
  const line = order.lines[index];
  if (!line || order.cancelledAt !== null) return 0;
  return line.quantity - line.removed - refundedUnits(order, index);
}

/** What the units that edits took away were worth, with their tax where it comes on top. */
export function removedWorth(order: KeptOrder): number {
  const parts = order.lines.map((line) => {
    const whole = lineTotal(line) + (order.taxesIncluded ? 0 : line.tax);
    return whole - scale(whole, BigInt(line.quantity - line.removed), BigInt(line.quantity));
  });
  return sum(parts);
}

/** The money one refund gave back. */
export function refundTotal(order: KeptOrder, refund: KeptRefund): number {
  const lines = sum(refund.lines.map((line) => line.subtotal + (order.taxesIncluded ? 0 : line.tax)));
  return lines + (refund.adjustment?.amount ?? 0);
}

/** The order's figures before any refund, in minor units. */
export function totalsOf(order: KeptOrder) {
  const goods = order.lines.filter((line) => !line.isTip);
  const gross = sum(goods.map((line) => line.price * line.quantity));
  const subtotal = sum(goods.map(lineTotal));
  const tax = sum(order.lines.map((line) => line.tax));
  const tips = sum(order.lines.filter((line) => line.isTip).map(lineTotal));
  const shippingOff = sum(order.shipping?.allocations ?? []);
  const shipping = order.shipping?.price ?? 0;
  const total = subtotal + tips + shipping - shippingOff + (order.taxesIncluded ? 0 : tax);
  return { gross, subtotal, tax, tips, shipping, discounts: gross - subtotal + shippingOff, total };
}
