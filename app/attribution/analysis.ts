import { markov, type Walk } from "#app/attribution/markov.ts";
import { partsBy, SHARING_MODELS, shapley } from "#app/attribution/models.ts";
import { stands } from "#app/attribution/otherwise.ts";
import { creditsOf, splitByCredits } from "#app/attribution/shares.ts";
import type { Touch } from "#app/attribution/touch.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** How credit can be told: as it is paid, shared by a model, by Shapley's value, or by removal from a Markov chain. */
export const WAYS = ["paid", ...SHARING_MODELS, "shapley", "markov"] as const;
export type Way = (typeof WAYS)[number];

/** What a creator has by one way: orders, in parts where they are shared, and net in minor units. */
export type Credited = { readonly orders: number; readonly net: number };

/** An order as it was decided. */
export type DecidedOrder = {
  readonly to: CreatorId | null;
  readonly touches: readonly Touch[];
  readonly instant: Date;
  readonly net: number;
};

/** What the models say of the orders that creators led to. */
export type Analysis = {
  /** Orders with a creator's code or a click that counted. */
  readonly orders: number;
  readonly net: number;
  /** Clicks that led to no order. */
  readonly lost: number;
  readonly creators: readonly {
    readonly id: CreatorId;
    readonly ways: Readonly<Record<Way, Credited>>;
    /** The part of all these orders that would be lost without them, by the chain. */
    readonly removal: number;
  }[];
  /** Orders to which both led, for those who share most; on the diagonal those to which one led at all. */
  readonly overlap: { readonly ids: readonly CreatorId[]; readonly cells: readonly (readonly Credited[])[] };
};

const DAY_MS = 86_400_000;
/** So many creators stand in the matrix. */
const MOST_IN_MATRIX = 12;

/** Takes in orders one by one and keeps only their patterns, so that many cost no more memory than few kinds. */
export function openAnalysis() {
  const sums = new Map<CreatorId, Record<Way, { orders: number; net: number }>>();
  const groups = new Map<string, { players: ReadonlySet<CreatorId>; orders: number; net: number }>();
  const walks = new Map<string, { states: readonly CreatorId[]; bought: number }>();
  const total = { orders: 0, net: 0 };

  const credit = (id: CreatorId, way: Way, orders: number, net: number) => {
    const ways = sums.get(id) ?? (Object.fromEntries(WAYS.map((each) => [each, nothing()])) as never);
    sums.set(id, ways);
    ways[way].orders += orders;
    ways[way].net += net;
  };

  /** Takes in an order that counts; one to which no creator led is left out. */
  function add({ to, touches, instant, net }: DecidedOrder): void {
    const path = pathOf(touches, instant);
    if (path.length === 0) return;
    total.orders += 1;
    total.net += net;
    const credits = creditsOf({ to, touches });
    const nets = splitByCredits(net, credits);
    for (const [index, { creatorId, share }] of credits.entries())
      credit(creatorId, "paid", share / 1_000_000, nets[index] ?? 0);
    for (const model of SHARING_MODELS)
      for (const [index, part] of partsBy(
        model,
        path.map(({ age }) => age),
      ).entries())
        credit(path[index]?.id as CreatorId, model, part, part * net);
    const states = path.map(({ id }) => id);
    const players = new Set(states);
    const group = [...players].sort().join(" ");
    const known = groups.get(group) ?? { players, orders: 0, net: 0 };
    groups.set(group, { players, orders: known.orders + 1, net: known.net + net });
    const walk = states.join(" ");
    walks.set(walk, { states, bought: (walks.get(walk)?.bought ?? 0) + 1 });
  }

  /** What the orders come to. @param lost clicks that led to no order, by creator: each somebody who left */
  function result(lost: ReadonlyMap<CreatorId, number>): Analysis {
    const all: Walk<CreatorId>[] = [...walks.values()].map((walk) => ({ ...walk, left: 0 }));
    for (const [id, left] of lost) all.push({ states: [id], bought: 0, left });
    const chain = new Map(markov(all).removals.map((each) => [each.state, each]));
    const list = [...groups.values()];
    const orders = shapley(list.map(({ players, orders }) => ({ players, worth: orders })));
    const nets = shapley(list.map(({ players, net }) => ({ players, worth: net })));
    for (const id of sums.keys()) {
      credit(id, "shapley", orders.get(id) ?? 0, nets.get(id) ?? 0);
      const { credit: bought = 0 } = chain.get(id) ?? {};
      credit(id, "markov", bought, total.orders === 0 ? 0 : (bought / total.orders) * total.net);
    }
    const creators = [...sums].map(([id, ways]) => ({ id, ways, removal: chain.get(id)?.removal ?? 0 }));
    creators.sort((a, b) => b.ways.paid.net - a.ways.paid.net || (a.id < b.id ? -1 : 1));
    const left = [...lost.values()].reduce((sum, count) => sum + count, 0);
    return { ...total, lost: left, creators, overlap: overlapOf(list) };
  }
  return { add, result };
}

const nothing = () => ({ orders: 0, net: 0 });

/** Who led to an order, oldest first, with their age in days: clicks that counted, then codes, which are used at the order itself. */
function pathOf(touches: readonly Touch[], instant: Date): { id: CreatorId; age: number }[] {
  const found = touches.flatMap((touch, index) => {
    if ((touch.kind !== "code" && touch.kind !== "link") || touch.creatorId === null || !stands(touch))
      return [];
    const at = touch.kind === "code" ? Number(instant) : Date.parse(touch.clickedAt ?? "");
    return [{ id: touch.creatorId, at, index, isCode: touch.kind === "code" }];
  });
  found.sort((a, b) => a.at - b.at || Number(a.isCode) - Number(b.isCode) || a.index - b.index);
  return found.map(({ id, at }) => ({ id, age: (Number(instant) - at) / DAY_MS }));
}

type Group = { readonly players: ReadonlySet<CreatorId>; readonly orders: number; readonly net: number };

function overlapOf(groups: readonly Group[]): Analysis["overlap"] {
  const shared = new Map<CreatorId, number>();
  for (const { players, orders } of groups)
    if (players.size > 1) for (const id of players) shared.set(id, (shared.get(id) ?? 0) + orders);
  const ids = [...shared]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_IN_MATRIX)
    .map(([id]) => id);
  const cells = ids.map((row) =>
    ids.map((column) =>
      groups
        .filter(({ players }) => players.has(row) && players.has(column))
        .reduce((sum, { orders, net }) => ({ orders: sum.orders + orders, net: sum.net + net }), nothing()),
    ),
  );
  return { ids, cells };
}
