/**
 * How unequally something is spread over its holders: 0 where all have the same, toward 1 where one has everything
 * (Gini 1912, for ascending values `2 sum(i v) / (n sum v) - (n + 1) / n`). [1, 2, 3, 4] is .25, [0, 0, 0, 1] is .75.
 * NaN of nothing, or where nobody has anything. Throws on what is negative or no number.
 */
export function gini(values: readonly number[]): number {
  const ascending = ascend(values);
  const n = ascending.length;
  let [sum, weighted] = [0, 0];
  for (const [index, value] of ascending.entries()) {
    sum += value;
    weighted += (index + 1) * value;
  }
  return (2 * weighted) / (n * sum) - (n + 1) / n;
}

/**
 * What part the top `share` of holders have together: 0.2 of [1, 1, 1, 1, 6] hold 0.6. Where the share is not a whole
 * number of holders, the last one counts by the part (as on the Lorenz curve). NaN and errors as `gini`.
 */
export function topShare(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new Error(`topShare of ${share}: a share is from 0 to 1`);
  return 1 - lorenz(ascend(values), 1 - share);
}

/** A point of the Lorenz curve: the poorest `holders` of all hold `held` of everything; both from 0 to 1. */
export type LorenzPoint = { readonly holders: number; readonly held: number };

/** The Lorenz curve in `steps` even steps of holders, both ends included. Empty where nobody has anything. */
export function lorenzCurve(values: readonly number[], steps = 50): LorenzPoint[] {
  const ascending = ascend(values);
  if (!ascending.some((value) => value > 0)) return [];
  return Array.from({ length: steps + 1 }, (_, index) => {
    const holders = index / steps;
    return { holders, held: lorenz(ascending, holders) };
  });
}

/** What part the poorest `holders` (a share) have, on straight lines between one holder and the next. */
function lorenz(ascending: readonly number[], holders: number): number {
  const place = holders * ascending.length;
  const whole = Math.min(ascending.length, Math.floor(place + 1e-9));
  let [held, sum] = [0, 0];
  for (const [index, value] of ascending.entries()) {
    sum += value;
    if (index < whole) held += value;
  }
  return (held + Math.max(0, place - whole) * (ascending[whole] ?? 0)) / sum;
}

function ascend(values: readonly number[]): number[] {
  const wrong = values.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw new Error(`${wrong} cannot be spread: only amounts of 0 or more can`);
  return values.toSorted((a, b) => a - b);
}
