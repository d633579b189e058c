import { betaBelow, betaQuantile, logGamma } from "#app/statistics/beta.ts";

/** So many of so many: 83 of 91. */
export type Share = { readonly part: number; readonly of: number };

/** What a share says of the proportion behind it: a beta distribution, begun with Jeffreys' prior, half of one each. */
const shapeOf = ({ part, of }: Share) => ({ a: part + 0.5, b: of - part + 0.5 });

/**
 * What the proportion behind a share exceeds with this probability, by Jeffreys' prior (Brown, Cai and DasGupta 2001,
 * "Interval Estimation for a Binomial Proportion"). 0 where nothing was counted of it.
 */
export function atLeast(share: Share, probability: number): number {
  if (share.part === 0) return 0;
  const { a, b } = shapeOf(share);
  return betaQuantile(1 - probability, a, b);
}

/** Steps of the integral: Simpson's rule, so an even number. */
const STEPS = 200;

/**
 * How likely the proportion behind `recent` exceeds that behind `before` by more than `by`: both have Jeffreys' prior,
 * and P(q > p + by) is the integral of P(q > x + by) over the distribution of p, by Simpson's rule over the angle whose
 * squared sine is x: in it the density is finite everywhere, also where nothing was counted.
 */
export function chanceOfRise(before: Share, recent: Share, by: number): number {
  const [p, q] = [shapeOf(before), shapeOf(recent)];
  const [low, high] = [5e-10, 1 - 5e-10].map((chance) =>
    Math.asin(Math.sqrt(betaQuantile(chance, p.a, p.b))),
  ) as [number, number];
  const width = (high - low) / STEPS;
  const scale = logGamma(p.a + p.b) - logGamma(p.a) - logGamma(p.b);
  const power = (base: number, exponent: number) => (exponent === 0 ? 0 : exponent * Math.log(base));
  let sum = 0;
  let mass = 0;
  for (let step = 0; step <= STEPS; step++) {
    const angle = low + step * width;
    const density = Math.exp(
      scale + power(Math.sin(angle), 2 * p.a - 1) + power(Math.cos(angle), 2 * p.b - 1),
    );
    const weight = (step === 0 || step === STEPS ? 1 : step % 2 === 1 ? 4 : 2) * density;
    sum += weight * (1 - betaBelow(Math.sin(angle) ** 2 + by, q.a, q.b));
    mass += weight;
  }
  return Math.min(1, Math.max(0, sum / mass));
}
