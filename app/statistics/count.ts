import { betaBelow } from "#app/statistics/beta.ts";

/** How many happened in how long. */
export type Count = { readonly count: number; readonly time: number };

/**
 * How likely at least `recent.count` happen in `recent.time`, when `before.count` happened in `before.time` and nothing
 * changed: the rate has a gamma distribution by then, begun with Jeffreys' prior, so that the count is negative
 * binomial, and its upper tail an incomplete beta function (Johnson, Kemp and Kotz, "Univariate Discrete Distributions",
 * 5.6). `spread` is how many times its mean the variance of counts is, 1 for a Poisson process: both counts are worth
 * only 1/spread of themselves (quasi-likelihood, McCullagh and Nelder 1989, 9.2).
 */
export function chanceOfSoMany(before: Count, recent: Count, spread: number): number {
  if (recent.count <= 0) return 1;
  const shape = (before.count + 0.5) / spread;
  return betaBelow(recent.time / (before.time + recent.time), recent.count / spread, shape);
}

/** How many times their mean the variance of counts is, never below 1: they come in flocks where it is more. */
export function spreadOf(counts: readonly number[]): number {
  const mean = counts.reduce((all, one) => all + one, 0) / counts.length;
  if (counts.length < 2 || mean === 0) return 1;
  const variance = counts.reduce((all, one) => all + (one - mean) ** 2, 0) / (counts.length - 1);
  return Math.max(1, variance / mean);
}
