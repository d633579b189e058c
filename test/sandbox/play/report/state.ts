import { createHash } from "node:crypto";

/** What the app's tables say, as far as the state hash goes. Big numbers are texts, as PostgreSQL gives them. */
export type StateRows = {
  readonly orders: readonly {
    readonly id: string;
    readonly customerId: string | null;
    readonly instant: string;
    readonly currency: string;
    readonly isTest: boolean;
    readonly isCancelled: boolean;
    readonly financialStatus: string;
    readonly net: string;
    readonly netBefore: string;
  }[];
  readonly lines: readonly {
    readonly orderId: string;
    readonly lineId: string;
    readonly net: string;
    readonly netBefore: string;
  }[];
  readonly refunds: readonly {
    readonly orderId: string;
    readonly refundId: string;
    readonly lines: readonly Json[];
    readonly adjustments: readonly Json[];
  }[];
  readonly customers: readonly string[];
  readonly creators: readonly {
    readonly id: string;
    readonly name: string;
    readonly codes: readonly string[];
  }[];
  readonly attributions: readonly {
    readonly orderId: string;
    readonly creatorId: string | null;
    readonly otherwiseId: string | null;
    readonly because: string;
    readonly isCounted: boolean;
    readonly net: string;
    readonly refunded: string;
    readonly touches: readonly Json[];
  }[];
  readonly figures: readonly {
    readonly credited: string;
    readonly currency: string;
    readonly orders: number;
    readonly customers: number;
    readonly net: string;
    readonly refunded: string;
  }[];
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The state as sorted lines, the same for the same facts, decisions and balances: creators by name and codes, since our
 * ids are drawn by chance; guests by their smallest order, since their ids are hashes under a chance key.
 */
export function canonicalLines(rows: StateRows): string[] {
  const creators = new Map(
    rows.creators.map(({ id, name, codes }) => [id, `${name} (${codes.toSorted().join(" ")})`]),
  );
  const nameOf = (id: string | null) => (id === null ? null : (creators.get(id) ?? id));
  const guests = guestNames(rows.orders);
  const personOf = (id: string | null) =>
    id?.startsWith("guest:") ? (guests.get(id) ?? "a guest without orders") : id;
  const lines = [
    ...rows.orders.map((one) => [
      "order",
      one.id,
      personOf(one.customerId),
      one.instant,
      one.currency,
      one.isTest,
      one.isCancelled,
      one.financialStatus,
      one.net,
      one.netBefore,
    ]),
    ...rows.lines.map((one) => ["line", one.orderId, one.lineId, one.net, one.netBefore]),
    ...rows.refunds.map((one) => [
      "refund",
      one.orderId,
      one.refundId,
      sortedTexts(one.lines),
      sortedTexts(one.adjustments),
    ]),
    ...rows.customers.map((id) => ["customer", personOf(id)]),
    ...rows.attributions.map((one) => [
      "attribution",
      one.orderId,
      nameOf(one.creatorId),
      nameOf(one.otherwiseId),
      one.because,
      one.isCounted,
      one.net,
      one.refunded,
      // Ids of links and visits are drawn by chance.
      one.touches.map(({ linkId: _, visit: __, ...touch }) =>
        text({ ...touch, creatorId: nameOf((touch.creatorId as string | null) ?? null) }),
      ),
    ]),
    ...rows.figures
      .filter((one) => one.orders !== 0 || one.net !== "0" || one.refunded !== "0" || one.customers !== 0)
      .map((one) => [
        "figures",
        nameOf(one.credited),
        one.currency,
        one.orders,
        one.customers,
        one.net,
        one.refunded,
      ]),
  ];
  return lines.map((line) => JSON.stringify(line)).toSorted();
}

/** SHA-256 of the canonical lines, in hexadecimal. */
export function stateHash(rows: StateRows): string {
  const hash = createHash("sha256");
  for (const line of canonicalLines(rows)) hash.update(`${line}\n`);
  return hash.digest("hex");
}

function guestNames(orders: StateRows["orders"]): Map<string, string> {
  const smallest = new Map<string, string>();
  for (const { id, customerId } of orders) {
    if (!customerId?.startsWith("guest:")) continue;
    const before = smallest.get(customerId);
    if (before === undefined || isSmaller(id, before)) smallest.set(customerId, id);
  }
  return new Map([...smallest].map(([guest, order]) => [guest, `guest of ${order}`]));
}

/** By the number at the end, which may be above 2^53. */
function isSmaller(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

function sortedTexts(items: readonly Json[]): string[] {
  return items.map(text).toSorted();
}

/** JSON with keys in alphabetical sequence. */
function text(value: Json): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
