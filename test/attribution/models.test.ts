import fc from "fast-check";
import { expect, test } from "vitest";
import { partsBy, SHARING_MODELS, type SharingModel, shapley } from "#app/attribution/models.ts";
import { closeTo, sampledShapley, shapleyByEveryGroup } from "#test/support/shares.ts";

/** Vectors of reference/ltv.md: path A, B, C worth 100; time decay with a half-life of 7 days at ages 14, 7, 0. */
test.each<[SharingModel, number[], number[]]>([
  ["first", [14, 7, 0], [100, 0, 0]],
  ["last", [14, 7, 0], [0, 0, 100]],
  ["linear", [14, 7, 0], [100 / 3, 100 / 3, 100 / 3]],
  ["position", [14, 7, 0], [40, 20, 40]],
  ["position", [9, 8, 7, 6], [40, 10, 10, 40]],
  ["position", [14, 0], [50, 50]],
  ["position", [3], [100]],
  ["decay", [14, 7, 0], [14.285714, 28.571429, 57.142857]],
  ["decay", [7000, 0], [0, 100]],
  ["decay", [100_000, 100_007], [66.666667, 33.333333]],
])("by %s, touches %j days before an order worth 100 have %j", (model, ages, expected) => {
  closeTo(
    partsBy(model, ages).map((part) => part * 100),
    expected,
  );
});

test("whatever the model, the parts of an order are never negative and add up to all of it", () => {
  const ages = fc
    .array(fc.double({ min: 0, max: 365, noNaN: true }), { minLength: 1, maxLength: 30 })
    .map((list) => list.sort((a, b) => b - a));
  fc.assert(
    fc.property(fc.constantFrom(...SHARING_MODELS), ages, (model, list) => {
      const parts = partsBy(model, list);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      expect(parts.reduce((all, part) => all + part, 0)).toBeCloseTo(1, 9);
    }),
  );
});

/** What each group of creators sold that no smaller one did, of reference/ltv.md's v(F) .2 v(O) .1 v(L) .17 v(FO) .47 v(FL) .67 v(LO) .27 v(FLO) 1. */
const FLO: [string, number][] = [
  ["F", 0.2],
  ["O", 0.1],
  ["L", 0.17],
  ["FO", 0.17],
  ["FL", 0.3],
  ["FLO", 0.06],
];
const together = (groups: [string, number][]) =>
  groups.map(([names, worth]) => ({ players: new Set(names), worth }));

test("the published game of three comes out as published: F .455, O .205, L .34", () => {
  const values = shapley(together(FLO));
  closeTo(
    ["F", "O", "L"].map((name) => values.get(name) ?? 0),
    [0.455, 0.205, 0.34],
  );
});

test("the values are those of the definition over every group, up to eight creators", () => {
  const names = [..."ABCDEFGH"];
  const game = fc.array(fc.tuple(fc.subarray(names, { minLength: 1 }), fc.integer({ min: 0, max: 1000 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(game, (groups) => {
      const orders = groups.map(([players, worth]) => ({ players: new Set(players), worth }));
      const values = shapley(orders);
      const expected = shapleyByEveryGroup(names, orders);
      for (const name of names) expect(values.get(name) ?? 0).toBeCloseTo(expected.get(name) ?? 0, 6);
    }),
    { numRuns: 50 },
  );
});

test("beyond eight, where the definition can only be sampled, the values lie within the sample's error", () => {
  const names = [..."ABCDEFGHIJKL"];
  const orders = together([
    ["ABCDEFGHIJKL", 120],
    ["AB", 50],
    ["BCD", 90],
    ["L", 7],
    ["KLA", 33],
  ]);
  const values = shapley(orders);
  for (const [name, { value, error }] of sampledShapley(names, orders, 20_000))
    expect(Math.abs((values.get(name) ?? 0) - value)).toBeLessThanOrEqual(5 * error + 1e-9);
});
