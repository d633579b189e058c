import { expect } from "vitest";
import type { Together } from "#app/attribution/models.ts";

/** Numbers that agree to 1e-6. */
export function closeTo(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries())
    expect(Math.abs((found[index] ?? Number.NaN) - value), `number ${index} of ${found}`).toBeLessThan(1e-6);
}

type Orders = readonly Together<string>[];
const worthOf = (orders: Orders, group: ReadonlySet<string>) =>
  orders.reduce((all, { players, worth }) => all + (players.isSubsetOf(group) ? worth : 0), 0);

/** Shapley values by the definition: what each player adds to each group of the others, weighted by s! (n - s - 1)! / n!. */
export function shapleyByEveryGroup(names: readonly string[], orders: Orders): Map<string, number> {
  const count = names.length;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const values = new Map<string, number>();
  for (let mask = 0; mask < 1 << count; mask++) {
    const group = new Set(names.filter((_, index) => mask & (1 << index)));
    const worth = worthOf(orders, group);
    for (const name of names) {
      if (group.has(name)) continue;
      const weight = (factorial(group.size) * factorial(count - group.size - 1)) / factorial(count);
      const added = worthOf(orders, new Set([...group, name])) - worth;
      values.set(name, (values.get(name) ?? 0) + weight * added);
    }
  }
  return values;
}

/** Shapley values by drawing sequences of arrival, each with its standard error. */
export function sampledShapley(names: readonly string[], orders: Orders, draws: number) {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const sums = new Map(names.map((name) => [name, { sum: 0, squares: 0 }]));
  for (let draw = 0; draw < draws; draw++) {
    const sequence = names
      .map((name) => [random(), name] as const)
      .sort(([a], [b]) => a - b)
      .map(([, name]) => name);
    const group = new Set<string>();
    let before = 0;
    for (const name of sequence) {
      group.add(name);
      const after = worthOf(orders, group);
      const tally = sums.get(name);
      if (tally) {
        tally.sum += after - before;
        tally.squares += (after - before) ** 2;
      }
      before = after;
    }
  }
  return new Map(
    [...sums].map(([name, { sum, squares }]) => {
      const value = sum / draws;
      return [name, { value, error: Math.sqrt(Math.max(0, squares / draws - value ** 2) / draws) }];
    }),
  );
}
