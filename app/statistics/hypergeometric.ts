const MOST_TERMS = 1_000_000;
const EXACT = 1e-17;

/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1, by its own series (Abramowitz and Stegun
 * 15.1.1). Throws where it has none (c of 0, -1, -2 and so on), or where
 * it does not come to rest: that is z too close to 1.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1) || (c <= 0 && Number.isInteger(c)))
    throw new Error(
      `hypergeometric(${a}, ${b}; ${c}; ${z}) is beyond its series: z from 0 to below 1, c not 0, -1, -2 ...`,
    );
  let term = 1;
  let sum = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    // Before both factors are positive, terms may pass through 0 and grow again.
    if (Math.abs(term) <= EXACT * Math.abs(sum) && n > -a && n > -b && n > -c) return sum;
  }
  throw new Error(`hypergeometric(${a}, ${b}; ${c}; ${z}) did not come to rest in ${MOST_TERMS} terms`);
}
