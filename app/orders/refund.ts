import type { FinancialStatus, Order, Refund } from "#app/orders/order.ts";

/**
 * What tells two snapshots of one order apart: when Shopify last touched it, whether we asked for it ourselves, how far it
 * has come, and the hash of its body.
 */
export type Snapshot = {
  readonly updatedAt: Date;
  readonly isFetched: boolean;
  readonly progress: readonly number[];
  readonly contentHash: string;
};

/** How far an order has come with its money; a state never goes back to one before it. */
const COURSE: readonly FinancialStatus[] = [
  "pending",
  "authorized",
  "expired",
  "voided",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
];

/** How far an order has come, most telling first: cancelled, its money, units taken away. Larger is later. */
export function progressOf(
  order: Pick<Order, "cancelledAt" | "financialStatus" | "lines">,
): readonly number[] {
  const left = order.lines.reduce((all, { currentQuantity }) => all + currentQuantity, 0);
  return [order.cancelledAt ? 1 : 0, COURSE.indexOf(order.financialStatus), -left];
}

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
 * Which snapshot of an order is the newer: the later `updatedAt`; in an equal second the one we asked Shopify for; until
 * we have, the one that has come further (paid beats pending); else the larger hash, a choice every order of arrival makes alike.
 */
export function newerOf(stored: Snapshot, incoming: Snapshot): "stored" | "incoming" {
  const later = Number(incoming.updatedAt) - Number(stored.updatedAt);
  if (later !== 0) return later > 0 ? "incoming" : "stored";
  if (stored.isFetched !== incoming.isFetched) return incoming.isFetched ? "incoming" : "stored";
  for (const [index, progress] of incoming.progress.entries()) {
    const further = progress - (stored.progress[index] ?? 0);
    if (further !== 0) return further > 0 ? "incoming" : "stored";
  }
  return incoming.contentHash > stored.contentHash ? "incoming" : "stored";
}

/** Whether two snapshots of one second contradict each other, so that Shopify must be asked which of them is true. */
export function isDisputed(stored: Snapshot, incoming: Snapshot): boolean {
  const isSameSecond = Number(stored.updatedAt) === Number(incoming.updatedAt);
  return isSameSecond && !incoming.isFetched && stored.contentHash !== incoming.contentHash;
}

/** The newer snapshot with what only the older one tells: the way the buyer came never changes, but is not always told. */
export function joined(newer: Order, older: Partial<Order>): Order {
  return {
    ...newer,
    landingSite: newer.landingSite ?? older.landingSite ?? null,
    referringSite: newer.referringSite ?? older.referringSite ?? null,
    country: newer.country ?? older.country ?? null,
    refunds: mergeRefunds(older.refunds ?? [], newer.refunds),
  };
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
