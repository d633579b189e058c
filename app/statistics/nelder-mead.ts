/** Where a function is smallest as far as was found, what it is there, and whether the search came to rest. */
export type Minimum = {
  readonly at: readonly number[];
  readonly value: number;
  readonly converged: boolean;
};

/** How close the simplex must have drawn together: in the values of its corners, and in the corners. */
const CLOSE = 1e-10;
const NARROW = 1e-5;
const MOST_STEPS = 4000;
/** A search that came to rest is begun once more from there, with a new simplex: the old one may have folded up early. */
const MOST_ROUNDS = 6;

/** How long the edges of the first simplex are, and of one that only looks whether there is something better near. */
const FIRST = 0.5;
const AGAIN = 0.05;

type Corner = { readonly at: readonly number[]; readonly value: number };

/**
 * Looks for the smallest value of a function without its derivatives, by the simplex of Nelder and Mead (1965), with the
 * usual coefficients (reflect 1, expand 2, contract and shrink 1/2), begun anew until a round finds nothing better.
 * @param of must be finite at `start`; not a number elsewhere is taken as infinite
 */
export function minimize(of: (at: readonly number[]) => number, start: readonly number[]): Minimum {
  const measure = (at: readonly number[]): Corner => {
    const value = of(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let best = measure(start);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const { corner, converged } = descend(measure, best, round === 1 ? FIRST : AGAIN);
    const isDone = best.value - corner.value <= CLOSE;
    best = corner;
    if (isDone || !converged) return { ...best, converged: converged && Number.isFinite(best.value) };
  }
  return { ...best, converged: false };
}

function descend(measure: (at: readonly number[]) => Corner, start: Corner, edge: number) {
  const size = start.at.length;
  const simplex = [
    start,
    ...start.at.map((_, index) => measure(start.at.map((x, axis) => (axis === index ? x + edge : x)))),
  ];
  for (let step = 0; step < MOST_STEPS; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best = start] = simplex;
    const worst = simplex[size] ?? start;
    if (isClose(simplex, best, worst)) return { corner: best, converged: true };
    const middle = start.at.map(
      (_, axis) => simplex.slice(0, size).reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / size,
    );
    const along = (by: number) => measure(middle.map((x, axis) => x + by * ((worst.at[axis] ?? 0) - x)));
    const reflected = along(-1);
    const second = simplex[size - 1] ?? worst;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) simplex[size] = reflected;
    else {
      const isBetter = reflected.value < worst.value;
      const contracted = along(isBetter ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[size] = contracted;
      else
        for (let index = 1; index <= size; index++) {
          const corner = simplex[index] ?? worst;
          simplex[index] = measure(corner.at.map((x, axis) => ((best.at[axis] ?? 0) + x) / 2));
        }
    }
  }
  return { corner: simplex.sort((a, b) => a.value - b.value)[0] ?? start, converged: false };
}

function isClose(simplex: readonly Corner[], best: Corner, worst: Corner): boolean {
  const width = Math.max(
    ...simplex.flatMap(({ at }) => at.map((x, axis) => Math.abs(x - (best.at[axis] ?? 0)))),
  );
  return width < NARROW && worst.value - best.value < CLOSE;
}
