/** How the credit of one order may be shared among the touches that led to it. The first three may pay; the others only compare. */
export const SHARING_MODELS = ["last", "first", "linear", "decay", "position"] as const;
export type SharingModel = (typeof SHARING_MODELS)[number];

/** A touch counts half as much for each such stretch of time that it lies further back. */
const HALF_LIFE_DAYS = 7;
/** What the first and the last of three touches or more have; those between share what is left. */
const AT_EACH_END = 0.4;

/**
 * Each touch's part of an order, summing to 1; `ages` are days from touch to order, oldest touch first.
 * Of three touches: last 0 0 1; first 1 0 0; linear a third each; position 0.4 0.2 0.4 (of two 0.5 each); time decay with
 * a half-life of 7 days at ages 14, 7, 0: 0.142857 0.285714 0.571429.
 */
export function partsBy(model: SharingModel, ages: readonly number[]): number[] {
  const count = ages.length;
  const youngest = Math.min(...ages);
  const weights = ages.map((age, index) => {
    const isEnd = index === 0 || index === count - 1;
    if (model === "last") return Number(index === count - 1);
    if (model === "first") return Number(index === 0);
    if (model === "decay") return 2 ** ((youngest - age) / HALF_LIFE_DAYS);
    if (model === "linear" || count < 3) return 1;
    return isEnd ? AT_EACH_END : (1 - 2 * AT_EACH_END) / (count - 2);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** How many orders, or how much of them, came by exactly these creators. */
export type Together<Player> = { readonly players: ReadonlySet<Player>; readonly worth: number };

/**
 * Shapley values of the game in which a group of creators is worth the orders that needed none but them. Such a game is a
 * sum of unanimity games, so each order is shared evenly by whoever it took: exact for any number of creators, where
 * the definition over all orders of arrival must be sampled beyond a few (Shapley 1953; Zhao, Mahboobi and Bagheri 2018).
 * F alone .2, O .1, L .17, F and O .17, F and L .3, all three .06 -> F .455, O .205, L .34.
 */
export function shapley<Player>(groups: Iterable<Together<Player>>): Map<Player, number> {
  const values = new Map<Player, number>();
  for (const { players, worth } of groups)
    for (const player of players) values.set(player, (values.get(player) ?? 0) + worth / players.size);
  return values;
}
