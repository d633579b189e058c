import fc from "fast-check";
import { expect, test } from "vitest";
import { gini, lorenzCurve, topShare } from "#app/statistics/gini.ts";
import { readSample } from "#test/ltv/cdnow.ts";

test("the textbook's vectors, and what is nothing or no amount", () => {
  expect([gini([1, 2, 3, 4]), gini([0, 0, 0, 1]), gini([4, 3, 1, 2]), gini([5])]).toEqual([
    0.25, 0.75, 0.25, 0,
  ]);
  expect([gini([]), gini([0, 0]), topShare([], 0.2)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(lorenzCurve([0, 0])).toEqual([]);
  expect(() => gini([1, -2])).toThrow("-2 cannot be spread");
  expect(() => topShare([1], 1.5)).toThrow("a share is from 0 to 1");
  expect(topShare([1, 1, 1, 1, 6], 0.2)).toBeCloseTo(0.6, 12);
});

test("CDNOW's sample: the top fifth hold two thirds, half came back on another day", () => {
  const people = [...Map.groupBy(readSample(), ({ customer }) => customer).values()];
  const totals = people.map((bought) => bought.reduce((sum, { cents }) => sum + cents, 0));
  expect(gini(totals)).toBeCloseTo(0.630917, 6);
  expect((topShare(totals, 0.2) * 100).toFixed(2)).toBe("67.46");
  const again = people.filter((bought) => new Set(bought.map(({ day }) => day)).size > 1);
  expect(((again.length / people.length) * 100).toFixed(2)).toBe("48.32");
});

test("laws: between 0 and 1, the same for richer coins, and the area under the curve", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      amounts.filter((values) => values.some((value) => value > 0)),
      (values) => {
        const g = gini(values);
        expect(g).toBeGreaterThan(-1e-9);
        expect(g).toBeLessThan(1);
        expect(gini(values.map((value) => value * 7))).toBeCloseTo(g, 9);
        const curve = lorenzCurve(values, values.length);
        const area = curve
          .slice(1)
          .reduce((sum, { held }, index) => sum + (held + (curve[index]?.held ?? 0)) / 2, 0);
        expect(1 - (2 * area) / values.length).toBeCloseTo(g, 6);
        expect(curve.at(-1)).toEqual({ holders: 1, held: 1 });
      },
    ),
  );
});
