import type { Refund } from "#app/orders/order.ts";

/** What tells two snapshots of one order apart: when Shopify last touched it, and the hash of its body. */
export type Snapshot = { readonly updatedAt: Date; readonly contentHash: string };

/**
 * All refunds that either side knows, each once, by id: a refund once heard of never vanishes, whichever arrives first.
 * Two tellings of one refund: the one that tells more (units, then adjustments), so that the sides may be swapped.
 */
export function mergeRefunds(a: readonly Refund[], b: readonly Refund[]): readonly Refund[] {
  const merged = new Map<string, Refund>();
  for (const refund of [...a, ...b]) {
    const known = merged.get(refund.id);
    if (!known || tellsMore(refund, known)) merged.set(refund.id, refund);
  }
  return [...merged.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Which snapshot of an order is the newer: the later `updatedAt`; in an equal second with another body the larger hash,
 * an arbitrary choice that every order of arrival makes alike.
 */
export function newerOf(stored: Snapshot, incoming: Snapshot): "stored" | "incoming" {
  const later = Number(incoming.updatedAt) - Number(stored.updatedAt);
  if (later !== 0) return later > 0 ? "incoming" : "stored";
  return incoming.contentHash > stored.contentHash ? "incoming" : "stored";
}

function tellsMore(one: Refund, other: Refund): boolean {
  const difference = units(one) - units(other) || one.adjustments.length - other.adjustments.length;
  return difference > 0 || (difference === 0 && content(one) > content(other));
}

function units(refund: Refund): number {
  return refund.lines.reduce((all, { quantity }) => all + quantity, 0);
}

function content({ createdAt, lines, adjustments }: Refund): string {
  return JSON.stringify([
    createdAt,
    lines.map(({ lineId, quantity }) => [lineId, quantity]),
    adjustments.map(({ kind, amount }) => [kind, amount]),
  ]);
}
