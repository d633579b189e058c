import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  conditionalExpectedPurchases,
  expectedPurchases,
  fitBgNbd,
  logLikelihoodOf,
  probabilityAlive,
  probabilityOfPurchases,
} from "#app/ltv/bg-nbd.ts";
import { dayOf, readSample, readSummary, seenBy } from "#test/ltv/cdnow.ts";

// Numbers: Fader, Hardie and Lee (2005), and what lifetimes and R's BTYD print for the same data.
const PAPER = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const END = dayOf("19970930");
const sample = seenBy(readSample(), END);
const fitted = fitBgNbd(sample);
/** To so many parts in one. */
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(relative);

describe("the fit", () => {
  test("the sample is the published one", () => {
    const repeats = sample.filter(({ x }) => x > 0).length;
    expect([sample.length, sample.reduce((sum, { x }) => sum + x, 0), repeats]).toEqual([2357, 2457, 946]);
  });

  test.each([
    ["of the sample", sample, [0.2425945, 4.4136019, 0.7929199, 2.4258881], -9582.4292],
    ["of its summary with 2 decimals", readSummary(), [0.2425929, 4.413531, 0.792886, 2.425753], -9582.4256],
  ] as const)("%s", (_, customers, [r, alpha, a, b], logLikelihood) => {
    const fit = fitBgNbd(customers);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-3);
    near(fit.r, r, 1e-3);
    near(fit.alpha, alpha, 1e-3);
    near(fit.a, a, 1e-3);
    near(fit.b, b, 1e-3);
  });

  test("customers who did the same are as good as one row of them: twice the shop is the same model, twice the sum", () => {
    const twice = fitBgNbd([...sample, ...sample]);
    near(twice.logLikelihood, 2 * fitted.logLikelihood, 1e-9);
    near(twice.alpha, fitted.alpha, 1e-4);
  });

  test("what the data cannot tell is not said to be found", () => {
    const nobody = [10, 20, 30].map((T) => ({ x: 0, tx: 0, T }));
    expect(fitBgNbd(nobody).converged).toBe(false);
    expect(() => fitBgNbd([])).toThrow("no customers");
    expect(() => fitBgNbd([{ x: 1, tx: 9, T: 8 }])).toThrow("x 1, tx 9, T 8 cannot be");
    expect(() => fitBgNbd([{ x: 0, tx: 3, T: 8 }])).toThrow("without one tx is 0");
    expect(() => fitBgNbd([{ x: 1.5, tx: 3, T: 8 }])).toThrow("cannot be");
    expect(() => fitBgNbd([{ x: 1, tx: Number.NaN, T: 8 }])).toThrow("cannot be");
  });
});

describe("what is to be expected", () => {
  test.each([
    [1, 0.05326789],
    [10, 0.43241336],
    [39, 1.19672319],
    [78, 1.86051906],
  ])("of a new customer in %d weeks", (t, expected) => near(expectedPurchases(PAPER, t), expected, 1e-7));

  test("of customers by what they did", () => {
    near(conditionalExpectedPurchases(PAPER, { x: 2, tx: 30.43, T: 38.86 }, 39), 1.226028175, 1e-8);
    near(conditionalExpectedPurchases(PAPER, { x: 10, tx: 35, T: 39 }, 2), 0.3915692071, 1e-8);
    near(conditionalExpectedPurchases(fitted, { x: 26, tx: 30.857143, T: 31 }, 52), 25.75659, 1e-4);
    near(expectedPurchases(fitted, 52), 1.444004, 1e-4);
  });

  test("that they are still there", () => {
    near(probabilityAlive(PAPER, { x: 23, tx: 39, T: 39 }), 0.9685554542, 1e-8);
    near(probabilityAlive(PAPER, { x: 20, tx: 30, T: 39 }), 0.1968204445, 1e-8);
    expect(probabilityAlive(PAPER, { x: 0, tx: 0, T: 39 })).toBe(1);
    expect(probabilityAlive(PAPER, { x: 1000, tx: 10, T: 100 })).toBe(0);
  });

  test("a count of purchases, and one customer's likelihood", () => {
    near(probabilityOfPurchases(PAPER, 10, 2), 1.07868964e-7, 1e-8);
    near(probabilityOfPurchases(PAPER, 0, 39), 0.5737863521, 1e-8);
    expect(probabilityOfPurchases(PAPER, 0, 0)).toBe(1);
    near(logLikelihoodOf(PAPER, { x: 3, tx: 4, T: 6 }), -7.977381212, 1e-8);
  });

  test("repeat purchases of the whole sample, week by week", () => {
    const longest = Math.max(...sample.map(({ T }) => T));
    expect(longest).toBeCloseTo(38.857, 3);
    const weeks = [20, 21, 22, 23, 24, 25].map((week) =>
      sample.reduce((sum, { T }) => sum + expectedPurchases(fitted, Math.max(0, week - (longest - T))), 0),
    );
    const published = [1312.458, 1387.346, 1460.392, 1531.713, 1601.418, 1669.6];
    for (const [index, sum] of weeks.entries())
      expect(Math.abs(sum - (published[index] ?? 0))).toBeLessThan(0.06);
  });

  test("laws: more time never means fewer purchases, nothing overflows, all counts together are sure", () => {
    const rate = fc.double({ min: 0.05, max: 20, noNaN: true });
    const params = fc.record({ r: rate, alpha: rate, a: rate, b: rate });
    const customer = fc
      .record({
        x: fc.integer({ min: 0, max: 2000 }),
        T: fc.double({ min: 0, max: 500, noNaN: true }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ x, T, part }) => ({ x, T, tx: x === 0 ? 0 : T * part }));
    fc.assert(
      fc.property(params, customer, rate, (model, who, t) => {
        const alive = probabilityAlive(model, who);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const [less, more] = [
          conditionalExpectedPurchases(model, who, t),
          conditionalExpectedPurchases(model, who, 2 * t),
        ];
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-9));
        expect(more).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
    // a = 1 is a hole in the formula, not in the model.
    const beside = [0.999, 1, 1.001].map((a) => expectedPurchases({ ...PAPER, a }, 39));
    expect(beside[1]).toBeCloseTo(((beside[0] ?? 0) + (beside[2] ?? 0)) / 2, 6);
    let sure = 0;
    for (let x = 0; x < 400; x++) sure += probabilityOfPurchases(PAPER, x, 39);
    expect(sure).toBeCloseTo(1, 10);
  });
});
