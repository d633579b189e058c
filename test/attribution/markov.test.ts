import fc from "fast-check";
import { expect, test } from "vitest";
import { markov, type Walk } from "#app/attribution/markov.ts";
import { closeTo } from "#test/support/shares.ts";

const walk = (states: string, bought: number, left = 0) => ({ states: [...states], bought, left });
const creditOf = (walks: readonly Walk<string>[], name: string) =>
  markov(walks).removals.find(({ state }) => state === name);

test("the published chain comes out as published: P .8, removal G .75 and M .5, credit 2.4 and 1.6", () => {
  const walks = [walk("G", 1), walk("G", 1), walk("M", 1), walk("GM", 1), walk("G", 0, 1)];
  const { chance, removals } = markov(walks);
  expect(removals.map(({ state }) => state)).toEqual(["G", "M"]);
  closeTo(
    [chance, ...removals.flatMap(({ removal, credit }) => [removal, credit])],
    [0.8, 0.75, 2.4, 0.5, 1.6],
  );
});

test("a creator clicked twice running is one step, and one that comes back is a way back", () => {
  expect(markov([walk("GGM", 1), walk("G", 0, 1)])).toEqual(markov([walk("GM", 1), walk("G", 0, 1)]));
  // By hand: start to A; A to B 1/2, buy 1/2; B to A. Without B only A's half is left.
  const { chance, removals } = markov([walk("ABA", 1)]);
  closeTo([chance, removals[0]?.removal ?? 0, removals[1]?.removal ?? 0], [1, 1, 0.5]);
});

test("nobody bought: nobody is credited, and nothing is divided by nothing", () => {
  expect(markov([walk("A", 0, 3)])).toEqual({
    chance: 0,
    removals: [{ state: "A", removal: 0, credit: 0 }],
  });
  expect(markov([])).toEqual({ chance: 0, removals: [] });
  expect(creditOf([walk("A", 5), walk("B", 0, 9)], "B")).toMatchObject({ removal: 0, credit: 0 });
});

/** The same by brute force: the chain walked step by step until nothing is left in it, once with each creator taken out. */
function removalsStepByStep(walks: readonly Walk<string>[]): Map<string, number> {
  const moves = new Map<string, Map<string, number>>();
  for (const { states, bought, left } of walks) {
    const steps = states.filter((state, index) => state !== states[index - 1]);
    for (const [end, times] of [
      ["bought", bought],
      ["left", left],
    ] as const) {
      const way = ["start", ...steps, end];
      for (let i = 1; i < way.length; i++) {
        const row = moves.get(way[i - 1] as string) ?? new Map<string, number>();
        row.set(way[i] as string, (row.get(way[i] as string) ?? 0) + times);
        moves.set(way[i - 1] as string, row);
      }
    }
  }
  const chanceWithout = (gone: string | null) => {
    let bought = 0;
    let at = new Map([["start", 1]]);
    for (let step = 0; step < 3000; step++) {
      const next = new Map<string, number>();
      for (const [state, chance] of at) {
        const row = moves.get(state) ?? new Map();
        const out = [...row.values()].reduce((all, times) => all + times, 0);
        for (const [to, times] of row) {
          if (to === "bought") bought += (chance * times) / out;
          else if (to !== "left" && to !== gone) next.set(to, (next.get(to) ?? 0) + (chance * times) / out);
        }
      }
      at = next;
    }
    return bought;
  };
  const all = chanceWithout(null);
  const names = new Set(walks.flatMap(({ states }) => states));
  return new Map([...names].map((name) => [name, 1 - chanceWithout(name) / all]));
}

test("solved at once, the removal effects are those of walking the chain with each creator taken out", () => {
  const states = fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 5 });
  const walks = fc.array(
    fc.record({ states, bought: fc.integer({ min: 1, max: 5 }), left: fc.integer({ min: 0, max: 20 }) }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(walks, (list) => {
      const expected = removalsStepByStep(list);
      const { removals } = markov(list);
      for (const { state, removal } of removals) expect(removal).toBeCloseTo(expected.get(state) ?? 0, 6);
      const bought = list.reduce((all, each) => all + each.bought, 0);
      expect(removals.reduce((all, { credit }) => all + credit, 0)).toBeCloseTo(bought, 6);
    }),
    { numRuns: 40 },
  );
});
