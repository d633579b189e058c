import { invariant } from "#app/kernel/invariant.ts";

/** Buyers who came by the same creators in the same sequence: how many bought, what it was worth, and how many did not buy. */
export type Walk<State> = {
  readonly states: readonly State[];
  readonly bought: number;
  readonly left: number;
};

/** What a creator adds by the chain. `removal`: the part of all purchases that would be lost without them; `credit`: their part of `bought`. */
export type Removal<State> = { readonly state: State; readonly removal: number; readonly credit: number };

type Row = { readonly to: Map<number, number>; out: number; bought: number };

/**
 * Credit by removal in a Markov chain of the first order (Anderl, Becker, von Wangenheim and Schumann 2016), solved, not
 * simulated. The same creator twice running is one step. Without a creator, whoever came to them is lost: with P the chance
 * to buy from the start, n(i) the chance ever to come to i, and b(i) that to buy from there, i's removal effect is
 * n(i) b(i) / P; credits share all purchases by it. G bought twice, M bought, G then M bought, G left: P .8, removal
 * G .75, M .5, credit 2.4 and 1.6. Cost: the cube of the creators that others' buyers came from or went to.
 */
export function markov<State>(walks: Iterable<Walk<State>>): { chance: number; removals: Removal<State>[] } {
  const { states, start, rows, bought } = chainOf(walks);
  if (bought === 0) return { chance: 0, removals: states.map((state) => ({ state, removal: 0, credit: 0 })) };
  const buys = rows.map((row) => row.bought / row.out);
  const mixed = rows.flatMap((row, index) => (row.to.size > 0 || isReached(rows, index) ? [index] : []));
  const { arrives, succeeds } = solve(rows, start, buys, mixed);
  const chance = rows.reduce((all, _, i) => all + (start.to.get(i) ?? 0) * (succeeds[i] ?? 0), 0) / start.out;
  const effects = rows.map((_, i) => ((arrives[i] ?? 0) * (succeeds[i] ?? 0)) / chance);
  const sum = effects.reduce((all, effect) => all + effect, 0);
  const removals = states.map((state, i) => {
    const removal = effects[i] ?? 0;
    return { state, removal, credit: (removal / sum) * bought };
  });
  return { chance, removals };
}

function chainOf<State>(walks: Iterable<Walk<State>>) {
  const numbers = new Map<State, number>();
  const rows: Row[] = [];
  const start: Row = { to: new Map(), out: 0, bought: 0 };
  let bought = 0;
  for (const walk of walks) {
    const steps = walk.states.filter((state, index) => index === 0 || state !== walk.states[index - 1]);
    const times = walk.bought + walk.left;
    if (steps.length === 0 || times === 0) continue;
    bought += walk.bought;
    let row = start;
    for (const state of steps) {
      const number = numbers.get(state) ?? numbers.size;
      numbers.set(state, number);
      row.to.set(number, (row.to.get(number) ?? 0) + times);
      row.out += times;
      row = rows[number] ??= { to: new Map(), out: 0, bought: 0 };
    }
    row.out += times;
    row.bought += walk.bought;
  }
  return { states: [...numbers.keys()], start, rows, bought };
}

const isReached = (rows: readonly Row[], index: number) => rows.some(({ to }) => to.has(index));

/**
 * The chance ever to come to each state, and that to buy from there. Only states that lead to others, or are reached from
 * others, need the fundamental matrix N = (I - Q)^-1: to come to i at all is N(start, i) / N(i, i), to buy is N b.
 */
function solve(rows: readonly Row[], start: Row, buys: readonly number[], mixed: readonly number[]) {
  const arrives = rows.map((_, i) => (start.to.get(i) ?? 0) / start.out);
  const succeeds = [...buys];
  const place = new Map(mixed.map((number, index) => [number, index]));
  const matrix = mixed.map((number, index) => {
    const row = new Float64Array(mixed.length);
    row[index] = 1;
    const { to, out } = rows[number] as Row;
    for (const [next, times] of to) row[place.get(next) as number] = -times / out;
    return row;
  });
  const inverse = invert(matrix);
  const begins = mixed.map((number) => arrives[number] ?? 0);
  for (const [index, number] of mixed.entries()) {
    const visits = begins.reduce((all, chance, from) => all + chance * (inverse[from]?.[index] ?? 0), 0);
    arrives[number] = visits / (inverse[index]?.[index] ?? 1);
    succeeds[number] = mixed.reduce((all, to, at) => all + (inverse[index]?.[at] ?? 0) * (buys[to] ?? 0), 0);
  }
  return { arrives, succeeds };
}

/** Gauss and Jordan with the largest pivot of each column; the matrix given is spent. */
function invert(matrix: Float64Array[]): Float64Array[] {
  const size = matrix.length;
  const inverse = matrix.map((_, index) => {
    const row = new Float64Array(size);
    row[index] = 1;
    return row;
  });
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[best]?.[column] ?? 0)) best = row;
    for (const rows of [matrix, inverse])
      [rows[column], rows[best]] = [rows[best] as Float64Array, rows[column] as Float64Array];
    const [pivots, wanted] = [matrix[column] as Float64Array, inverse[column] as Float64Array];
    const pivot = pivots[column] ?? 0;
    invariant(
      pivot !== 0,
      `a chain of ${size} creators in which column ${column} leads nowhere has no solution`,
    );
    for (let at = 0; at < size; at++) {
      pivots[at] = (pivots[at] ?? 0) / pivot;
      wanted[at] = (wanted[at] ?? 0) / pivot;
    }
    for (let row = 0; row < size; row++) {
      const times = matrix[row]?.[column] ?? 0;
      if (row === column || times === 0) continue;
      const [left, right] = [matrix[row] as Float64Array, inverse[row] as Float64Array];
      for (let at = 0; at < size; at++) {
        left[at] = (left[at] ?? 0) - times * (pivots[at] ?? 0);
        right[at] = (right[at] ?? 0) - times * (wanted[at] ?? 0);
      }
    }
  }
  return inverse;
}
