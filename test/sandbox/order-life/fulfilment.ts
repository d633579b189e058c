import type { PlacedFulfilment } from "#test/sandbox/contract.ts";
import type { Ids } from "#test/sandbox/order-life/ids.ts";
import { type KeptFulfilment, type KeptOrder, refundedUnits } from "#test/sandbox/order-life/order.ts";

/** "fulfilled" when nothing is left to send, "partial" when some was sent, null when nothing was. */
type Status = "fulfilled" | "partial" | null;

/** Units of line `index` still to be sent. What was sent back counts as not sent first; a tip is never sent. */
export function unsentUnits(order: KeptOrder, index: number): number {
  return order.cancelledAt === null ? owedUnits(order, index) : 0;
}

/** How far the whole order was sent. */
export function fulfilmentStatus(order: KeptOrder): Status {
  if (order.fulfilments.length === 0) return null;
  return order.lines.some((_, index) => owedUnits(order, index) > 0) ? "partial" : "fulfilled";
}

/** How far one line was sent. */
export function lineStatusOf(order: KeptOrder, index: number): Status {
  if (sentUnits(order, index) === 0) return null;
  return owedUnits(order, index) > 0 ? "partial" : "fulfilled";
}

/** Sends units, or all that is left. Throws a sentence when there are not so many, or the order is off. */
export function makeFulfilment(order: KeptOrder, placed: PlacedFulfilment, ids: Ids): KeptFulfilment {
  if (order.cancelledAt !== null) throw new Error(`${order.name} is cancelled; nothing of it can be sent.`);
  const all = order.lines.map((_, line) => ({ line, quantity: unsentUnits(order, line) }));
  const lines = placed.lines ?? all.filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) throw new Error(`${order.name}: everything was sent already.`);
  mustBeUnsent(order, lines);
  return { id: ids("fulfilment"), at: placed.at.getTime(), lines };
}

/** Refuses, with a sentence, units that were sent already or never ordered. */
export function mustBeUnsent(
  order: KeptOrder,
  lines: readonly { readonly line: number; readonly quantity: number }[],
): void {
  const seen = new Set<number>();
  for (const { line, quantity } of lines) {
    const title = order.lines[line]?.title;
    if (title === undefined || seen.has(line))
      throw new Error(`${order.name} has no line ${line}, or it was named twice.`);
    seen.add(line);
    const left = unsentUnits(order, line);
    if (!(Number.isInteger(quantity) && quantity > 0 && quantity <= left))
      throw new Error(`${order.name}, "${title}": ${quantity} of the ${left} units not sent yet cannot be.`);
  }
}

/** Cancelling an order does not make it a sent one. */
function owedUnits(order: KeptOrder, index: number): number {
  const line = order.lines[index];
  if (!line || line.isTip) return 0;
  return Math.max(0, line.quantity - line.removed - refundedUnits(order, index) - sentUnits(order, index));
}

function sentUnits(order: KeptOrder, index: number): number {
  const lines = order.fulfilments.flatMap((one) => one.lines).filter(({ line }) => line === index);
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
