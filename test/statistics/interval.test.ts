import { expect, test } from "vitest";
import { bootstrapT, quantile } from "#app/statistics/interval.ts";
import { dice } from "#app/statistics/random.ts";

const draw = (values: readonly number[], level = 0.9) =>
  bootstrapT(values, { level, resamples: 999, random: dice(7) });

test("what cannot tell has no bounds: one value, or all the same", () => {
  expect(draw([])).toMatchObject({ low: Number.NaN, high: Number.NaN });
  expect(draw([5])).toEqual({ low: Number.NaN, mean: 5, high: Number.NaN });
  expect(draw([0.1, 0.1, 0.1])).toMatchObject({ low: Number.NaN, high: Number.NaN });
  expect(() => bootstrapT([1, 2], { level: 1, resamples: 9, random: dice(1) })).toThrow("level 1");
});

test("it holds the mean, leans to where the large values are, and is wider the surer it must be", () => {
  const skewed = [...Array(25).fill(10), 20, 40, 80, 160, 640];
  const { low, mean, high } = draw(skewed);
  expect(mean).toBeCloseTo(39.6667, 3);
  expect(high - mean).toBeGreaterThan(2 * (mean - low));
  const surer = draw(skewed, 0.95);
  expect(surer.high).toBeGreaterThan(high);
  expect(surer.low).toBeLessThanOrEqual(low);
});

test("of values that lie evenly it is that of Student's t", () => {
  const even = Array.from({ length: 200 }, (_, index) => index);
  const { low, mean, high } = bootstrapT(even, { level: 0.9, resamples: 9999, random: dice(3) });
  const error = Math.sqrt(even.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 199 / 200);
  expect((mean - low) / error).toBeCloseTo(1.653, 1);
  expect((high - mean) / error).toBeCloseTo(1.653, 1);
});

test("quantiles lie between the sorted values", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3], share))).toEqual([1, 1, 2, 3]);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
});
