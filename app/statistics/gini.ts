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
 * What part the top `share` of holders have together: 0.2 of [1, 1, 1, 1, 6] hold 0.6. Holders are whole: of 2,357 the top
 * fifth are 472, the first number that is no less. NaN and errors as `gini`.
 */
export function topShare(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new Error(`topShare of ${share}: a share is from 0 to 1`);
  const ascending = ascend(values);
  const others = ascending.length - Math.ceil(share * ascending.length - ROUNDING);
  const [held, sum] = [total(ascending.slice(others)), total(ascending)];
  return held / sum;
}
const ROUNDING = 1e-9;
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** A point of the Lorenz curve: the poorest `holders` of all hold `held` of everything; both from 0 to 1. */
export type LorenzPoint = { readonly holders: number; readonly held: number };

/** The Lorenz curve in `steps` even steps of holders, both ends included, on straight lines between one holder and the next. Empty where nobody has anything. */
export function lorenzCurve(values: readonly number[], steps = 50): LorenzPoint[] {
  const held = [0];
  for (const value of ascend(values)) held.push((held.at(-1) ?? 0) + value);
  const [all = 0, n] = [held.at(-1), held.length - 1];
  if (!(all > 0)) return [];
  return Array.from({ length: steps + 1 }, (_, index) => {
    const place = (index / steps) * n;
    const whole = Math.min(n, Math.floor(place + ROUNDING));
    const [low = all, high = all] = [held[whole], held[whole + 1]];
    return { holders: index / steps, held: (low + Math.max(0, place - whole) * (high - low)) / all };
  });
}

function ascend(values: readonly number[]): number[] {
  const wrong = values.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw new Error(`${wrong} cannot be spread: only amounts of 0 or more can`);
  return values.toSorted((a, b) => a - b);
}
