import { expect, test } from "vitest";
import { conditionalExpectedPurchases, fitBgNbd } from "#app/ltv/bg-nbd.ts";
import { conditionalExpectedSpend, fitGammaGamma } from "#app/ltv/gamma-gamma.ts";
import { dayOf, readSample, seenBy } from "#test/ltv/cdnow.ts";

const END = dayOf("19970930");
const purchases = readSample();
const sample = seenBy(purchases, END);
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(relative);

test("the fit of the sample is the published one", () => {
  const fit = fitGammaGamma(sample);
  expect(fit.converged).toBe(true);
  expect(Math.abs(fit.logLikelihood + 4055.9177)).toBeLessThan(1e-3);
  near(fit.p, 6.249571, 1e-3);
  near(fit.q, 3.744225, 1e-3);
  near(fit.v, 15.443525, 1e-3);
});

test("a customer's own mean is drawn to that of all", () => {
  const paper = { p: 6.25, q: 3.74, v: 15.44 };
  near(conditionalExpectedSpend(paper, { x: 3, mean: 35 }), 35.02791996, 1e-8);
  near(conditionalExpectedSpend(paper, { x: 0, mean: 0 }), 35.219, 1e-5);
  expect(conditionalExpectedSpend({ p: 1, q: 0.9, v: 1 }, { x: 0, mean: 0 })).toBe(Number.POSITIVE_INFINITY);
});

test("who never came back, or for nothing, says nothing; without anybody else there is no model", () => {
  const some = [...sample.slice(0, 400), { x: 2, mean: 0 }];
  const { logLikelihood } = fitGammaGamma(some);
  expect(fitGammaGamma(some.filter(({ x, mean }) => x > 0 && mean > 0)).logLikelihood).toBe(logLikelihood);
  expect(() => fitGammaGamma([{ x: 0, mean: 0 }])).toThrow("nobody who came back");
  expect(() => fitGammaGamma([{ x: 2, mean: -1 }])).toThrow("mean -1 cannot be");
  expect(() => fitGammaGamma([{ x: -1, mean: 1 }])).toThrow("cannot be");
});

test("how good it is: the next 39 weeks of the sample against what was predicted, as far off as published", () => {
  const [bgNbd, gammaGamma] = [fitBgNbd(sample), fitGammaGamma(sample)];
  const later = new Map<string, Map<number, number>>();
  for (const { customer, day, cents } of purchases.filter((each) => each.day > END)) {
    const days = later.get(customer) ?? new Map<number, number>();
    later.set(customer, days.set(day, (days.get(day) ?? 0) + cents));
  }
  const rows = sample.map((customer) => {
    const days = later.get(customer.customer) ?? new Map<number, number>();
    const bought = days.size;
    const spent = [...days.values()].reduce((sum, cents) => sum + cents, 0) / 100;
    const predicted = conditionalExpectedPurchases(bgNbd, customer, 39);
    return {
      bought,
      spent,
      predicted,
      dollars: predicted * conditionalExpectedSpend(gammaGamma, customer),
      ...customer,
    };
  });
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  const [bought, spent] = [sum((row) => row.bought), sum((row) => row.spent)];
  expect(bought).toBe(1882);
  expect(spent).toBeCloseTo(70_976.39, 2);
  expect((sum((row) => row.predicted) / bought - 1) * 100).toBeCloseTo(-12.1, 1);
  expect((sum((row) => row.dollars) / spent - 1) * 100).toBeCloseTo(-15.6, 1);
  const off = (of: (row: (typeof rows)[number]) => number) => ({
    mean: sum((row) => Math.abs(of(row) - row.bought)) / rows.length,
    root: Math.sqrt(sum((row) => (of(row) - row.bought) ** 2) / rows.length),
  });
  const model = off((row) => row.predicted);
  expect(model.mean).toBeCloseTo(0.7855, 3);
  expect(model.root).toBeCloseTo(1.608, 2);
  const top = rows.toSorted((a, b) => b.dollars - a.dollars).slice(0, Math.round(rows.length / 10));
  expect((top.reduce((all, row) => all + row.spent, 0) / spent) * 100).toBeCloseTo(50.2, 0);
  for (const naive of [off((row) => row.x), off((row) => (row.x / row.T) * 39)]) {
    expect(naive.mean).toBeGreaterThan(model.mean);
    expect(naive.root).toBeGreaterThan(model.root);
  }
  expect(sum((row) => row.x)).toBeGreaterThan(bought);
  expect(sum((row) => (row.x / row.T) * 39)).toBeGreaterThan(bought);
});
