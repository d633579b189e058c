/**
 * How customers come back, and whether they still do: the BG/NBD model of Fader, Hardie and Lee (2005), "Counting Your
 * Customers the Easy Way". While a customer is there they buy at random with a rate of their own, and after each purchase
 * may be gone for good with a chance of their own; both differ from one customer to the next.
 */
import { logGamma } from "#app/statistics/beta.ts";
import { hypergeometric } from "#app/statistics/hypergeometric.ts";
import { minimize } from "#app/statistics/nelder-mead.ts";

/**
 * What a customer did: `x` order-days after the first, the last of them `tx` after it, watched for `T`; both in one unit of
 * time, usually weeks. Same-day orders are one; `tx` is 0 where x is.
 */
export type Repeating = { readonly x: number; readonly tx: number; readonly T: number };

/** The rates of purchase are gamma distributed (shape r, rate alpha), the chances to be gone beta (a, b). */
export type BgNbd = {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};

/**
 * Fits the model to a shop's customers by maximum likelihood, over the logarithms of its parameters from (0, 0, 0, 0).
 * `logLikelihood` is the sum over customers. `converged` is false where the data do not say where the maximum is (nobody came
 * back, for one): then the parameters mean nothing. Throws without customers, and on one that cannot be.
 */
export function fitBgNbd(
  customers: ReadonlyArray<Repeating>,
): BgNbd & { readonly logLikelihood: number; readonly converged: boolean } {
  if (customers.length === 0)
    throw new Error("fitBgNbd was given no customers: it needs those of a whole shop");
  for (const customer of customers) check(customer);
  const likelihood = likelihoodOf(customers);
  const start = [0, 0, 0, 0];
  const { at, value, converged } = minimize((logs) => -likelihood(paramsOf(logs)) / customers.length, start);
  // Where chance has no say in it the likelihood only nears its maximum, with a parameter beyond all bounds.
  const isInside = at.every((log) => Math.abs(log) < EDGE);
  return {
    ...paramsOf(at),
    logLikelihood: -value * customers.length,
    converged: converged && isInside && customers.some(({ x }) => x > 0),
  };
}

/** A parameter is lost when its logarithm is beyond this. */
const EDGE = 12;

const paramsOf = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({
  r: Math.exp(r),
  alpha: Math.exp(alpha),
  a: Math.exp(a),
  b: Math.exp(b),
});

/**
 * The log-likelihood of customers, as a function of the parameters. Those who did the same are one row with how many they
 * are, and what depends on a count or on a time alone is computed once for each count and each time: there are few.
 */
function likelihoodOf(customers: ReadonlyArray<Repeating>): (params: BgNbd) => number {
  const { rows, times } = compressed(customers);
  const most = rows.reduce((max, { x }) => Math.max(max, x), 0);
  const logTimes = new Float64Array(times.length);
  const bought = new Float64Array(most + 1);
  const left = new Float64Array(most + 1).fill(Number.NEGATIVE_INFINITY);
  return ({ r, alpha, a, b }) => {
    for (const [index, time] of times.entries()) logTimes[index] = Math.log(alpha + time);
    // The logarithm of Gamma(r+x)/Gamma(r) times B(a, b+x)/B(a, b), by the recurrence of the gamma function.
    for (let x = 1; x <= most; x++) {
      bought[x] = (bought[x - 1] ?? 0) + Math.log(((r + x - 1) * (b + x - 1)) / (a + b + x - 1));
      left[x] = Math.log(a / (b + x - 1));
    }
    const start = r * Math.log(alpha);
    let sum = 0;
    for (const { x, atLast, atEnd, count } of rows) {
      const there = -(r + x) * (logTimes[atEnd] ?? 0);
      const gone = (left[x] ?? 0) - (r + x) * (logTimes[atLast] ?? 0);
      sum += count * (start + (bought[x] ?? 0) + logOfSum(there, gone));
    }
    return sum;
  };
}

/** Customers who did the same, each row once: `atLast` and `atEnd` say where tx and T stand among the times. */
function compressed(customers: ReadonlyArray<Repeating>) {
  const places = new Map<number, number>();
  const placeOf = (time: number) => {
    const known = places.get(time) ?? places.size;
    places.set(time, known);
    return known;
  };
  const rows = new Map<string, { x: number; atLast: number; atEnd: number; count: number }>();
  for (const { x, tx, T } of customers) {
    const [atLast, atEnd] = [placeOf(tx), placeOf(T)];
    const key = `${x} ${atLast} ${atEnd}`;
    const known = rows.get(key);
    if (known) known.count++;
    else rows.set(key, { x, atLast, atEnd, count: 1 });
  }
  return { rows: [...rows.values()], times: Float64Array.from(places.keys()) };
}

/** log(e^a + e^b), where neither e^a nor e^b may be a number. */
function logOfSum(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return high + Math.log1p(Math.exp(low - high));
}

/** The log-likelihood of one customer. */
export function logLikelihoodOf(params: BgNbd, customer: Repeating): number {
  check(customer);
  return likelihoodOf([customer])(params);
}

/** How many purchases after the first a new customer makes within `t`, as expected (Fader, Hardie and Lee 2005, formula 9). */
export function expectedPurchases(params: BgNbd, t: number): number {
  checkTime(t);
  return purchasesOf(params, { x: 0, T: 0 }, t);
}

/**
 * How many purchases a customer makes within `tStar` from now on, as expected by what they did (formula 10). Computed by
 * Euler's transformation of its hypergeometric function, so that no power in it is ever beyond what a number holds.
 */
export function conditionalExpectedPurchases(params: BgNbd, customer: Repeating, tStar: number): number {
  checkTime(tStar);
  return purchasesOf(params, customer, tStar) * probabilityAlive(params, customer);
}

/** The purchases of a customer who is still there. The formula has holes at a = 1 and a + b + x = 1, where both sides of it agree. */
function purchasesOf(params: BgNbd, customer: Pick<Repeating, "x" | "T">, t: number): number {
  if (Math.abs(params.a - 1) < NEAR) {
    const beside = (by: number) => purchasesOf({ ...params, a: 1 + by }, customer, t);
    return (beside(-2 * NEAR) + beside(2 * NEAR)) / 2;
  }
  const { r, alpha, a, b } = params;
  const { x, T } = customer;
  if (Math.abs(a + b + x - 1) < NEAR) {
    const beside = (by: number) => purchasesOf({ ...params, b: 1 - a - x + by }, customer, t);
    return (beside(-2 * NEAR) + beside(2 * NEAR)) / 2;
  }
  const z = t / (alpha + T + t);
  const scaled = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
  return ((a + b + x - 1) / (a - 1)) * (1 - scaled);
}
const NEAR = 1e-5;

/** How likely a customer is still there (formula 7 of Fader and Hardie 2008); 1 for who never came back: nobody leaves before. */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, customer: Repeating): number {
  check(customer);
  const { x, tx, T } = customer;
  if (x === 0) return 1;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + T) / (alpha + tx));
  return 1 / (1 + Math.exp(odds));
}

/** How likely a new customer makes just `x` purchases after the first within `t` (formula 8). */
export function probabilityOfPurchases({ r, alpha, a, b }: BgNbd, x: number, t: number): number {
  checkTime(t);
  const z = t / (alpha + t);
  const buys = (n: number) =>
    logGamma(r + n) - logGamma(r) - logGamma(n + 1) + r * Math.log(1 - z) + n * Math.log(z);
  const beta = (p: number, q: number) => logGamma(p) + logGamma(q) - logGamma(p + q);
  const stays = Math.exp(beta(a, b + x) - beta(a, b) + buys(x));
  if (x === 0) return t === 0 ? 1 : stays;
  // Who was there for all x: the sum of what x purchases or more are likely, small terms last.
  let more = 0;
  for (let n = x, term = Math.exp(buys(x)); term > 1e-18 * more; n++) {
    more += term;
    term *= ((r + n) / (n + 1)) * z;
  }
  return stays + Math.exp(beta(a + 1, b + x - 1) - beta(a, b)) * more;
}

function check({ x, tx, T }: Repeating): void {
  const isSound = Number.isInteger(x) && x >= 0 && tx >= 0 && T >= tx && T < Number.POSITIVE_INFINITY;
  if (!isSound || (x === 0 && tx > 0))
    throw new Error(
      `a customer with x ${x}, tx ${tx}, T ${T} cannot be: x is a count of repeat order-days, 0 <= tx <= T, and without one tx is 0`,
    );
}

function checkTime(t: number): void {
  if (!(t >= 0 && t < Number.POSITIVE_INFINITY)) throw new Error(`a time of ${t} cannot be: it is 0 or more`);
}
