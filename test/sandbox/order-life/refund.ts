import type { PlacedRefund } from "#test/sandbox/contract.ts";
import { minorOf, scale } from "#test/sandbox/order-life/decimal.ts";
import type { Ids } from "#test/sandbox/order-life/ids.ts";
import {
  type KeptOrder,
  type KeptRefund,
  lineTotal,
  refundedUnits,
  refundTotal,
  totalsOf,
} from "#test/sandbox/order-life/order.ts";

/** Reckons a refund: units at their share of the line (all units together give the line back exactly), and money. */
export function makeRefund(order: KeptOrder, placed: PlacedRefund, ids: Ids): KeptRefund {
  const seen = new Set<number>();
  const lines = (placed.lines ?? []).map(({ line: index, quantity }) => {
    const line = order.lines[index];
    if (!line || seen.has(index))
      throw new Error(`${order.name} has no line ${index}, or it was named twice.`);
    seen.add(index);
    const before = refundedUnits(order, index);
    if (!(Number.isInteger(quantity) && quantity > 0 && before + quantity <= line.quantity - line.removed)) {
      throw new Error(
        `${order.name}, "${line.title}": ${quantity} cannot be sent back, ${line.quantity - line.removed - before} of ${line.quantity} are left.`,
      );
    }
    const share = (whole: number) => {
      const upTo = (units: number) => scale(whole, BigInt(units), BigInt(line.quantity));
      return upTo(before + quantity) - upTo(before);
    };
    return {
      id: ids("refundLine"),
      line: index,
      quantity,
      subtotal: share(lineTotal(line)),
      tax: share(line.tax),
    };
  });
  const amount = placed.amountOnly === undefined ? 0 : minorOf(placed.amountOnly, order.currency);
  if (lines.length === 0 && amount <= 0)
    throw new Error("A refund needs a line to send back, or an amount above 0.");
  const refund: KeptRefund = {
    id: ids("refund"),
    at: placed.at.getTime(),
    lines,
    adjustment: amount === 0 ? null : { id: ids("adjustment"), amount },
    transactionId: ids("transaction"),
  };
  const given = moneyBack(order);
  const most = totalsOf(order).total - given;
  if (refundTotal(order, refund) > most) {
    throw new Error(
      `${order.name}: ${refundTotal(order, refund)} is more than the ${most} that is left to give back.`,
    );
  }
  return refund;
}

/** All that refunds gave back so far, in minor units. */
export function moneyBack(order: KeptOrder): number {
  return order.refunds.reduce((sum, refund) => sum + refundTotal(order, refund), 0);
}
