import type { LineId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { shareByWeight } from "#app/kernel/money.ts";
import type { FinancialStatus, Order, OrderLine } from "#app/orders/order.ts";

/** What an order is worth now. Amounts in minor units of the order's currency; `refunded = before - net` where it counts. */
export type OrderWorth = {
  readonly lines: readonly { readonly lineId: LineId; readonly before: number; readonly net: number }[];
  /** Net of all lines before refunds, edits and cancellation. */
  readonly before: number;
  /** What codes and automatic discounts took off the lines that can be worth something. */
  readonly discount: number;
  /** Net of all lines as they stand: 0 when cancelled. */
  readonly net: number;
};

/** Why an order does not count; `null` when it counts. */
export type Uncounted = "test-order" | "cancelled" | "awaiting-payment" | "nothing-sold" | null;

const PAID_AT_LEAST_ONCE: readonly FinancialStatus[] = [
  "paid",
  "partially_paid",
  "partially_refunded",
  "refunded",
];

/** When the order was placed: `processedAt`, else `createdAt`. Windows, intervals, months and ages use this alone. */
export function orderInstant(order: Pick<Order, "processedAt" | "createdAt">): Date {
  return order.processedAt ?? order.createdAt;
}

/**
 * What an order's lines are worth, in minor units, without shipping, duties, tips, gift cards, and tax where prices include it.
 * Units sent back or edited away take their part of the line's net (1000 for 3 units: 667 for two, 334 for one, 0 for
 * none), and money returned that no unit explains is spread over the lines; no line leaves 0..before. A cancelled order is worth 0.
 */
export function worthOf(order: Order): OrderWorth {
  const before = order.lines.map((line) => netBefore(line, order.taxesIncluded));
  const net = order.cancelledAt
    ? before.map(() => 0)
    : adjust(before.map(unitsLeftOf(order)), before, givenBack(order));
  return {
    lines: order.lines.map((line, index) => ({
      lineId: line.id,
      before: before[index] ?? 0,
      net: net[index] ?? 0,
    })),
    before: sum(before),
    discount: sum(order.lines.filter(isWare).map((line) => line.discount)),
    net: sum(net),
  };
}

/**
 * When an order was wholly given back: by which of its refunds, in sequence of time, nothing was left of it; the last one
 * where units went by edits, too. Null while something is left, and of an order that was cancelled or never worth anything.
 */
export function emptiedAt(order: Order): Date | null {
  const worth = worthOf(order);
  if (order.cancelledAt || worth.before <= 0 || worth.net > 0) return null;
  const refunds = order.refunds.toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt));
  const untouched = order.lines.map((line) => ({ ...line, currentQuantity: line.quantity }));
  const last = refunds.findIndex(
    (_, index) => worthOf({ ...order, lines: untouched, refunds: refunds.slice(0, index + 1) }).net === 0,
  );
  return refunds.at(last)?.createdAt ?? null;
}

/**
 * Why an order does not count, the first that holds; null when it counts: not a test, not cancelled, paid at least once
 * (part payment is enough), something sold. A refund, even in full, never un-counts an order.
 */
export function whyUncounted(order: Order): Uncounted {
  if (order.isTest) return "test-order";
  if (order.cancelledAt) return "cancelled";
  if (!PAID_AT_LEAST_ONCE.includes(order.financialStatus)) return "awaiting-payment";
  return worthOf(order).before <= 0 ? "nothing-sold" : null;
}

/** A gift card is money in another form, and a tip is no sale. */
const isWare = ({ isGiftCard, isTip }: OrderLine) => !isGiftCard && !isTip;

function netBefore(line: OrderLine, taxesIncluded: boolean): number {
  if (!isWare(line)) return 0;
  const net = line.quantity * line.price - line.discount - (taxesIncluded ? line.tax : 0);
  invariant(Number.isSafeInteger(net), `line ${line.id} is worth ${net}, beyond 2^53 minor units`);
  return Math.max(0, net);
}

/** For each line, the value of the units still with the buyer: the first shares of its net split over the ordered units. */
function unitsLeftOf(order: Order): (before: number, index: number) => number {
  const returned = new Map<LineId, number>();
  for (const { lineId, quantity } of order.refunds.flatMap((refund) => refund.lines)) {
    returned.set(lineId, (returned.get(lineId) ?? 0) + quantity);
  }
  return (before, index) => {
    const line = order.lines[index];
    if (!line || line.quantity <= 0) return 0;
    // The refund and the newer snapshot may come in either order: the one that tells of fewer units is right.
    const left = Math.max(0, Math.min(line.currentQuantity, line.quantity - (returned.get(line.id) ?? 0)));
    return Math.floor(before / line.quantity) * left + Math.min(left, before % line.quantity);
  };
}

/** Money returned (negative) or kept (positive) that no unit explains; shipping and pending discrepancies are not the lines'. */
function givenBack(order: Order): number {
  const others = order.refunds.flatMap((refund) => refund.adjustments).filter(({ kind }) => kind === "other");
  return sum(others.map(({ amount }) => amount));
}

/** Returned money leaves the lines by what they are worth; kept money goes back to the lines that lost units, by what they lost. */
function adjust(standing: readonly number[], before: readonly number[], amount: number): readonly number[] {
  const room = amount < 0 ? standing : standing.map((net, index) => (before[index] ?? 0) - net);
  const parts = shareByWeight(Math.min(Math.abs(amount), sum(room)), room);
  return standing.map((net, index) => net + Math.sign(amount) * (parts[index] ?? 0));
}

function sum(amounts: readonly number[]): number {
  const total = amounts.reduce((all, amount) => all + amount, 0);
  invariant(Number.isSafeInteger(total), `amounts sum to ${total}, beyond 2^53 minor units`);
  return total;
}
