import { expect, test } from "vitest";
import { shrink, shrinkTo, USUAL_CV } from "#app/statistics/shrink.ts";
import { readMaster } from "#test/ltv/cdnow.ts";

test("the published vector: 120 of variance 400 toward 100, with 100 between groups", () => {
  const { mean, sd, weight } = shrinkTo(100, 120, 400, 100);
  expect([mean, sd.toFixed(3), weight]).toEqual([104, "8.944", 0.8]);
  expect(shrinkTo(100, 120, 0, 0)).toEqual({ mean: 120, sd: 0, weight: 0 });
});

test("groups are drawn to the mean of groups, the small ones further, as DerSimonian and Laird weigh them", () => {
  const groups = [
    { mean: 150, n: 1000 },
    { mean: 60, n: 800 },
    { mean: 300, n: 5 },
    { mean: 90, n: 400 },
  ];
  const shrunk = shrink(groups, { cv: 1 });
  const weights = shrunk.map(({ weight }) => weight);
  expect(weights[2]).toBeGreaterThan(Math.max(weights[0] ?? 1, weights[1] ?? 1, weights[3] ?? 1));
  expect(shrunk[2]?.mean).toBeLessThan(250);
  for (const [index, { mean }] of shrunk.entries()) {
    const own = groups[index]?.mean ?? 0;
    const mu = (mean - (1 - (weights[index] ?? 0)) * own) / (weights[index] ?? 1);
    expect(mu).toBeCloseTo(muByHand(groups), 4);
  }
});

/** The same by another way: the fixed point by many plain steps. */
function muByHand(groups: readonly { mean: number; n: number }[]): number {
  let mu = 100;
  for (let round = 0; round < 500; round++) {
    const variances = groups.map(({ n }) => (mu * mu) / n);
    const w = variances.map((v) => 1 / v);
    const sum = (list: readonly number[]) => list.reduce((all, x) => all + x, 0);
    const fixed = sum(groups.map(({ mean }, i) => mean * (w[i] ?? 0))) / sum(w);
    const q = sum(groups.map(({ mean }, i) => (w[i] ?? 0) * (mean - fixed) ** 2));
    const tau2 = Math.max(0, (q - groups.length + 1) / (sum(w) - sum(w.map((x) => x * x)) / sum(w)));
    const star = variances.map((v) => 1 / (v + tau2));
    mu = sum(groups.map(({ mean }, i) => mean * (star[i] ?? 0))) / sum(star);
  }
  return mu;
}

test("a large group is one group: all customers together would say something else", () => {
  const [one] = shrink(
    [
      { mean: 50, n: 100_000 },
      { mean: 100, n: 100 },
      { mean: 150, n: 100 },
      { mean: 100, n: 0 },
    ].slice(-3),
    { cv: 0.5 },
  );
  const all = shrink(
    [
      { mean: 50, n: 100_000 },
      { mean: 100, n: 100 },
      { mean: 150, n: 100 },
      { mean: 7, n: 0 },
    ],
    { cv: 0.5 },
  );
  expect(all.at(-1)?.mean).toBeGreaterThan(90);
  expect(one?.mean).toBeGreaterThan(100);
});

test("groups that differ by chance alone become one; one group stays; nobody is nothing", () => {
  const alike = shrink([
    { mean: 100, n: 10 },
    { mean: 101, n: 10 },
    { mean: 99, n: 10 },
  ]);
  for (const { mean, weight } of alike) expect([mean.toFixed(6), weight]).toEqual(["100.000000", 1]);
  expect(shrink([{ mean: 42, n: 3 }])[0]?.mean).toBe(42);
  expect(shrink([])).toEqual([]);
  expect(
    shrink([
      { mean: 0, n: 3 },
      { mean: 0, n: 4 },
    ]).map(({ mean }) => mean),
  ).toEqual([0, 0]);
});

test("the usual spread is that of what CDNOW's customers spent in 18 months", () => {
  const totals = [...Map.groupBy(readMaster(), ({ customer }) => customer).values()].map((bought) =>
    bought.reduce((sum, { cents }) => sum + cents, 0),
  );
  const mean = totals.reduce((sum, x) => sum + x, 0) / totals.length;
  const variance = totals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (totals.length - 1);
  expect(Math.sqrt(variance) / mean).toBeCloseTo(USUAL_CV, 2);
});
