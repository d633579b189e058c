import { type Credit, splitByCredits } from "#app/attribution/shares.ts";
import type { CreatorId, OrderId } from "#app/kernel/id.ts";

/** What a creator has of the orders looked at, in one currency: orders with any part of theirs, and its net in minor units. */
export type Holding = { readonly orders: number; readonly net: number };

/** A creator whose credit a policy would change. */
export type Moved = {
  readonly id: CreatorId;
  readonly currency: string;
  readonly before: Holding;
  readonly after: Holding;
};

/** An order that would change hands, as far as a page tells of it; `moved` is how much of its net. */
export type Changed = {
  readonly id: OrderId;
  readonly name: string;
  readonly instant: string;
  readonly currency: string;
  readonly net: number;
  readonly moved: number;
  readonly before: readonly CreatorId[];
  readonly after: readonly CreatorId[];
};

/** All that would change in one currency: net that changes hands, and what all creators together are credited with. */
export type Totals = {
  readonly currency: string;
  readonly moved: number;
  readonly before: Holding;
  readonly after: Holding;
};

/** What a policy would change of past orders; amounts in minor units. */
export type Preview = {
  readonly orders: number;
  readonly changed: number;
  readonly totals: readonly Totals[];
  /** Whoever would gain or lose most comes first. */
  readonly creators: readonly Moved[];
  /** How many creators there are beyond those told. */
  readonly others: number;
  /** The orders of which most would move. */
  readonly examples: readonly Changed[];
};

/** An order as it was decided, and as it would be. */
export type Compared = {
  readonly id: OrderId;
  readonly name: string;
  readonly instant: Date;
  readonly currency: string;
  readonly net: number;
  readonly isCounted: boolean;
  readonly before: readonly Credit[];
  readonly after: readonly Credit[];
};

const MOST_EXAMPLES = 50;
const MOST_CREATORS = 500;

type Sum = { orders: number; net: number };
type Sums = { readonly before: Sum; readonly after: Sum };
const nothing = (): Sums => ({ before: { orders: 0, net: 0 }, after: { orders: 0, net: 0 } });

/**
 * Adds up what changes hands, one order after the other: no more is held than a sum for each creator and currency, and the
 * orders of which most moves. An order that does not count is nobody's before and after.
 */
export function openPreview() {
  const creators = new Map<string, Sums & { readonly id: CreatorId; readonly currency: string }>();
  const totals = new Map<string, Sums & { moved: number }>();
  let [orders, changed] = [0, 0];
  let examples: Changed[] = [];

  function add({ before, after, ...order }: Compared): void {
    orders++;
    if (!order.isCounted) return;
    const { currency, net } = order;
    const total = totals.get(currency) ?? { ...nothing(), moved: 0 };
    totals.set(currency, total);
    const parts = { before: partsOf(net, before), after: partsOf(net, after) };
    for (const side of ["before", "after"] as const) {
      if (parts[side].size > 0) total[side].orders++;
      for (const [id, part] of parts[side]) {
        const key = `${id} ${currency}`;
        const sums = creators.get(key) ?? { ...nothing(), id, currency };
        creators.set(key, sums);
        sums[side].orders++;
        sums[side].net += part;
        total[side].net += part;
      }
    }
    if (isSame(before, after)) return;
    changed++;
    const moved = movedBetween(net, parts.before, parts.after);
    total.moved += moved;
    const { id, name, instant } = order;
    const hands = {
      before: before.map((each) => each.creatorId),
      after: after.map((each) => each.creatorId),
    };
    examples.push({ ...{ id, name, instant: instant.toISOString(), currency, net, moved }, ...hands });
    if (examples.length >= 2 * MOST_EXAMPLES) examples = largest(examples);
  }

  function result(): Preview {
    const moves = [...creators.values()].filter(
      ({ before, after }) => before.net !== after.net || before.orders !== after.orders,
    );
    const byMove = moves.sort((a, b) => moveOf(b) - moveOf(a) || (a.id < b.id ? -1 : 1));
    return {
      ...{ orders, changed },
      totals: [...totals].map(([currency, sums]) => ({ currency, ...sums })),
      creators: byMove.slice(0, MOST_CREATORS),
      others: Math.max(0, byMove.length - MOST_CREATORS),
      examples: largest(examples),
    };
  }

  return { add, result };
}

const moveOf = ({ before, after }: Sums) => Math.abs(after.net - before.net);

const largest = (examples: readonly Changed[]): Changed[] =>
  examples.toSorted((a, b) => b.moved - a.moved || (a.id < b.id ? -1 : 1)).slice(0, MOST_EXAMPLES);

function partsOf(net: number, credits: readonly Credit[]): ReadonlyMap<CreatorId, number> {
  const parts = credits.length === 0 ? [] : splitByCredits(net, credits);
  return new Map(credits.map(({ creatorId }, index) => [creatorId, parts[index] ?? 0]));
}

function isSame(before: readonly Credit[], after: readonly Credit[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ creatorId, share }) =>
      after.some((each) => each.creatorId === creatorId && each.share === share),
    )
  );
}

/** How much of an order's net goes to somebody else; what is nobody's is a part, too. */
function movedBetween(
  net: number,
  before: ReadonlyMap<CreatorId, number>,
  after: ReadonlyMap<CreatorId, number>,
): number {
  const nobodys = (parts: ReadonlyMap<CreatorId, number>) => (parts.size === 0 ? net : 0);
  let gained = Math.max(0, nobodys(after) - nobodys(before));
  for (const [id, part] of after) gained += Math.max(0, part - (before.get(id) ?? 0));
  return gained;
}
