import type { Bug } from "#test/mutants/bug.ts";

export const BUGS: readonly Bug[] = [
  {
    name: "bench: the slowest answers are left out of the 99th percentile",
    file: "test/bench/figures/spread.ts",
    find: "Math.ceil(part * sorted.length) - 1",
    replace: "Math.floor(part * (sorted.length - 2))",
    test: "test/bench/figures.test.ts",
  },
  {
    name: "bench: a missed target leaves the bench green",
    file: "test/bench/figures/figure.ts",
    find: "figures.every(({ isMet }) => isMet !== false)",
    replace: "figures.some(({ isMet }) => isMet !== false)",
    test: "test/bench/figures.test.ts",
  },
  {
    name: "bench: an answer that broke off counts as answered",
    file: "test/bench/load/connection.ts",
    find: "answered?.(0);",
    replace: "answered?.(200);",
    test: "test/bench/load.test.ts",
  },
  {
    name: "bench: every webhook tells of the same order",
    file: "test/bench/load/orders.ts",
    find: "[MARKS.order]: String(6_000_000_000_000 + n)",
    replace: "[MARKS.order]: String(6_000_000_000_000)",
    test: "test/bench/load.test.ts",
  },
];
