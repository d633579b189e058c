/** Lanczos' approximation of the gamma function with g = 7 and nine terms (Lanczos 1964; coefficients by Godfrey 2001). */
const LANCZOS: readonly [number, ...number[]] = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
];
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/** The logarithm of the gamma function of a number above 0; `logGamma(5)` is log 24. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const [first, ...rest] = LANCZOS;
  const sum = rest.reduce((all, term, index) => all + term / (x + index), first);
  const shifted = x + 6.5;
  return HALF_LOG_TAU + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}

const MOST_STEPS = 500;
const EXACT = 1e-14;
const TINY = 1e-300;

/**
 * How likely a beta-distributed number lies at or below `x`: the regularized incomplete beta function I_x(a, b), by
 * its continued fraction (Abramowitz and Stegun 26.5.8, evaluated by Lentz's method). `betaBelow(0.5, 1, 1)` is 0.5.
 */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const log = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < EXACT) break;
  }
  return (Math.exp(log) / a) * fraction;
}

const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);

/** Below which number a beta-distributed one lies with this probability: `betaBelow` turned round, by halving. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
