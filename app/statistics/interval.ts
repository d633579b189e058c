/** A mean and the interval it lies in with the asked level; NaN bounds where the values cannot tell. */
export type Interval = { readonly low: number; readonly mean: number; readonly high: number };

/** How an interval is drawn: its level (.9), how many resamples, and the dice: numbers from 0 to below 1. */
export type Bootstrap = {
  readonly level: number;
  readonly resamples: number;
  readonly random: () => number;
};

/**
 * The interval of a mean by the bootstrap-t (Efron and Tibshirani 1993, chapter 12.5): resamples are measured in their own
 * standard errors, and the quantiles of that, turned round, are laid upon ours. So it leans to the side where a few large
 * values would be, which an interval of mean and standard error does not. Resamples whose values are all the same have no
 * standard error and tell nothing: they are left out. Fewer than 2 values, or all the same: NaN bounds.
 */
export function bootstrapT(values: readonly number[], { level, resamples, random }: Bootstrap): Interval {
  if (!(level > 0 && level < 1)) throw new Error(`an interval of level ${level}: a level is between 0 and 1`);
  const n = values.length;
  const sample = Float64Array.from(values);
  const { mean, error } = ofSample(sample);
  const none = { low: Number.NaN, mean, high: Number.NaN };
  if (n < 2 || sample.every((value) => value === sample[0])) return none;
  const drawn = new Float64Array(n);
  const ratios = new Float64Array(resamples);
  let told = 0;
  for (let round = 0; round < resamples; round++) {
    for (let index = 0; index < n; index++) drawn[index] = sample[Math.floor(random() * n)] ?? 0;
    const again = ofSample(drawn);
    // What all are the same differs from itself by rounding alone.
    if (again.error > 1e-12 * error) ratios[told++] = (again.mean - mean) / again.error;
  }
  if (told < 2) return none;
  const sorted = ratios.subarray(0, told).sort();
  const tail = (1 - level) / 2;
  return {
    low: mean - quantile(sorted, 1 - tail) * error,
    mean,
    high: mean - quantile(sorted, tail) * error,
  };
}

function ofSample(values: Float64Array): { mean: number; error: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** The value below which a share of sorted ones lies: the (n + 1) p-th, on a straight line between two (type 6 of Hyndman and Fan 1996). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const n = sorted.length;
  const place = Math.min(n, Math.max(1, (n + 1) * share));
  const whole = Math.floor(place);
  const low = sorted[whole - 1] ?? Number.NaN;
  const high = sorted[whole] ?? low;
  return low + (place - whole) * (high - low);
}
