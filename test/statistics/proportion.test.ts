import fc from "fast-check";
import { expect, test } from "vitest";
import { betaBelow, betaQuantile, logGamma } from "#app/statistics/beta.ts";
import { chanceOfSoMany, spreadOf } from "#app/statistics/count.ts";
import { atLeast, chanceOfRise } from "#app/statistics/proportion.ts";
import { createRandom } from "#test/sandbox/random.ts";

test.each([
  [1, 0],
  [5, Math.log(24)],
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [0.25, 1.288_022_524_698_077],
  [101, 363.739_375_555_563_5],
])("the logarithm of the gamma function of %d is %d", (x, log) => {
  expect(logGamma(x)).toBeCloseTo(log, 11);
});

test.each([
  [0.5, 1, 1, 0.5],
  [0.3, 2, 5, 0.579_825],
  [0.9, 10, 2, 0.697_356_880_2],
  [0.1, 0.5, 0.5, 0.204_832_764_699_133_5],
  [0.02, 1, 150, 1 - 0.98 ** 150],
])("a beta-distributed number lies below %d, with shapes %d and %d, as often as %d", (x, a, b, chance) => {
  expect(betaBelow(x, a, b)).toBeCloseTo(chance, 9);
});

test("a quantile is where the distribution has come to its probability", () => {
  const shape = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), shape, shape, (chance, a, b) => {
      expect(betaBelow(betaQuantile(chance, a, b), a, b)).toBeCloseTo(chance, 6);
    }),
  );
});

test("a proportion that grew is told from one that did not, and the two chances add up to one", () => {
  expect(chanceOfRise({ part: 12, of: 60 }, { part: 83, of: 91 }, 0.1)).toBeGreaterThan(0.9999);
  expect(chanceOfRise({ part: 30, of: 60 }, { part: 45, of: 90 }, 0)).toBeCloseTo(0.5, 2);
  const share = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
    .map(([one, other]) => ({ part: one, of: one + other }));
  fc.assert(
    fc.property(share, share, (before, recent) => {
      const sum = chanceOfRise(before, recent, 0) + chanceOfRise(recent, before, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(0.001);
    }),
  );
});

test("the chance of a rise is what drawing from both distributions gives", () => {
  const random = createRandom(1, "draws");
  const draw = ({ part, of }: { part: number; of: number }) =>
    betaQuantile(random.next(), part + 0.5, of - part + 0.5);
  const [before, recent] = [
    { part: 14, of: 40 },
    { part: 15, of: 25 },
  ];
  const draws = Array.from({ length: 20_000 }, () => draw(recent) > draw(before) + 0.1);
  const share = draws.filter(Boolean).length / draws.length;
  expect(chanceOfRise(before, recent, 0.1)).toBeCloseTo(share, 1.7);
});

test("what a share exceeds grows with what was counted, and is nothing of nothing", () => {
  expect(atLeast({ part: 0, of: 0 }, 0.99)).toBe(0);
  expect(atLeast({ part: 0, of: 500 }, 0.99)).toBe(0);
  expect(atLeast({ part: 6, of: 10 }, 0.99)).toBeLessThan(atLeast({ part: 60, of: 100 }, 0.99));
  expect(atLeast({ part: 60, of: 100 }, 0.95)).toBeCloseTo(0.518, 2);
});

test("a count is as unlikely as drawing counts says, and flocks make large counts likelier", () => {
  const before = { count: 10, time: 100 };
  const many = chanceOfSoMany(before, { count: 12, time: 14 }, 1);
  expect(many).toBeLessThan(0.001);
  expect(chanceOfSoMany(before, { count: 12, time: 14 }, 4)).toBeGreaterThan(many);
  expect(chanceOfSoMany(before, { count: 0, time: 14 }, 1)).toBe(1);
  const random = createRandom(1, "counts");
  let seen = 0;
  for (let draw = 0; draw < 4_000; draw++) {
    // A gamma number of shape 10.5 is ten waiting times and half of a squared normal one.
    const normal = Math.sqrt(random.wait(2)) * Math.cos(2 * Math.PI * random.next());
    let rate = normal ** 2 / 2;
    for (let wait = 0; wait < 10; wait++) rate += random.wait(1);
    let at = random.wait(1);
    let count = 0;
    for (; at < (rate / 100) * 14; at += random.wait(1)) count++;
    if (count >= 3) seen++;
  }
  expect(chanceOfSoMany(before, { count: 3, time: 14 }, 1)).toBeCloseTo(seen / 4_000, 1.5);
});

test("counts that vary as chance has them have a spread of about one, and flocks more", () => {
  expect(spreadOf([3, 3, 3, 3])).toBe(1);
  expect(spreadOf([])).toBe(1);
  expect(spreadOf([0, 0, 20, 0])).toBe(20);
});
