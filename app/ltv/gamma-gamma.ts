/**
 * What customers spend an order: the gamma-gamma model of Fader, Hardie and Lee (2005), "RFM and CLV", section 4. An
 * order varies around its customer's own mean, and the means of customers around each other, whatever they buy.
 */
import { logGamma } from "#app/statistics/beta.ts";
import { minimize } from "#app/statistics/nelder-mead.ts";

/** What a customer spent: the mean of `x` repeat order-days, in whatever unit all customers share. */
export type Spending = { readonly x: number; readonly mean: number };

/** Orders are gamma distributed with shape p, around means whose rates are gamma distributed (shape q, rate v). */
export type GammaGamma = { readonly p: number; readonly q: number; readonly v: number };

/**
 * Fits the model by maximum likelihood, over the logarithms of its parameters from (0, 0, 0), to the customers who came
 * back and spent something; others say nothing and are left out. `logLikelihood` is the sum over customers. `converged`
 * is false where the data do not say where the maximum is. Throws where nobody is left, or a customer cannot be.
 */
export function fitGammaGamma(
  customers: ReadonlyArray<Spending>,
): GammaGamma & { readonly logLikelihood: number; readonly converged: boolean } {
  for (const customer of customers) check(customer);
  const told = customers.filter(({ x, mean }) => x > 0 && mean > 0);
  if (told.length === 0)
    throw new Error(
      "fitGammaGamma was given nobody who came back and spent something: it needs repeat customers",
    );
  const most = told.reduce((max, { x }) => Math.max(max, x), 0);
  const counts = new Set(told.map(({ x }) => x));
  const logMeans = Float64Array.from(told, ({ mean }) => Math.log(mean));
  const byX = new Float64Array(most + 1);
  const { at, value, converged } = minimize(
    (logs) => {
      const { p, q, v } = paramsOf(logs);
      const start = q * Math.log(v) - logGamma(q);
      for (const x of counts) byX[x] = start + logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x);
      let sum = 0;
      for (const [index, { x, mean }] of told.entries())
        sum += (byX[x] ?? 0) + (p * x - 1) * (logMeans[index] ?? 0) - (p * x + q) * Math.log(x * mean + v);
      return -sum / told.length;
    },
    [0, 0, 0],
  );
  const isInside = at.every((log) => Math.abs(log) < EDGE);
  return { ...paramsOf(at), logLikelihood: -value * told.length, converged: converged && isInside };
}

/** A parameter is lost when its logarithm is beyond this. */
const EDGE = 15;

const paramsOf = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma => ({
  p: Math.exp(p),
  q: Math.exp(q),
  v: Math.exp(v),
});

/**
 * What a customer's orders are worth in the mean, as expected by those they made: between their own mean and that of all,
 * `p v / (q - 1)`, which is all there is to say of who never came back. Infinite where means have no mean (q of 1 or less).
 */
export function conditionalExpectedSpend({ p, q, v }: GammaGamma, customer: Spending): number {
  check(customer);
  const { x, mean } = customer;
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (v + x * mean)) / weight : Number.POSITIVE_INFINITY;
}

function check({ x, mean }: Spending): void {
  if (!Number.isInteger(x) || x < 0 || !(x === 0 || (mean >= 0 && mean < Number.POSITIVE_INFINITY)))
    throw new Error(
      `a customer with x ${x} and mean ${mean} cannot be: x is a count of repeat order-days, and the mean of what they were worth is 0 or more`,
    );
}
