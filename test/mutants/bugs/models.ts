import type { Bug } from "#test/mutants/bug.ts";

const BG = "test/ltv/bg-nbd.test.ts";
const GAMMA = "test/ltv/gamma-gamma.test.ts";

/** Bugs against what models and statistics say of customers. */
export const BUGS: readonly Bug[] = [
  {
    name: "the likelihood is a customer's, not the shop's",
    file: "app/ltv/bg-nbd.ts",
    find: "logLikelihood: -value * customers.length",
    replace: "logLikelihood: -value",
    test: BG,
  },
  {
    name: "who never came back may have left",
    file: "app/ltv/bg-nbd.ts",
    find: "if (x === 0) return 1;",
    replace: "",
    test: BG,
  },
  {
    name: "customers who did the same count once",
    file: "app/ltv/bg-nbd.ts",
    find: "if (known) known.count++;",
    replace: "if (known) known.count = 1;",
    test: BG,
  },
  {
    name: "the chance to be gone is drawn again before the first purchase",
    file: "app/ltv/bg-nbd.ts",
    find: "left[x] = Math.log(a / (b + x - 1));",
    replace: "left[x] = Math.log(a / (b + x));",
    test: BG,
  },
  {
    name: "who is gone buys on",
    file: "app/ltv/bg-nbd.ts",
    find: "purchasesOf(params, customer, tStar) * probabilityAlive(params, customer)",
    replace: "purchasesOf(params, customer, tStar)",
    test: BG,
  },
  {
    name: "a parameter beyond all bounds is found",
    file: "app/ltv/bg-nbd.ts",
    find: "converged: converged && isInside && customers.some(({ x }) => x > 0)",
    replace: "converged",
    test: BG,
  },
  {
    name: "a customer's mean speaks for itself",
    file: "app/ltv/gamma-gamma.ts",
    find: "(p * (v + x * mean)) / weight",
    replace: "x > 0 ? mean : (p * (v + x * mean)) / weight",
    test: GAMMA,
  },
  {
    name: "who came back for nothing spent something",
    file: "app/ltv/gamma-gamma.ts",
    find: "x > 0 && mean > 0);",
    replace: "x > 0);",
    test: GAMMA,
  },
  {
    name: "a month in which nobody bought is no cell",
    file: "app/ltv/cohort.ts",
    find: "      cells.push({ cohort",
    replace: "      if (active.size > 0) cells.push({ cohort",
    test: "test/ltv/cohort.test.ts",
  },
  {
    name: "a month that is not over is complete",
    file: "app/ltv/cohort.ts",
    find: "complete: month <= asOf",
    replace: "complete: true",
    test: "test/ltv/cohort.test.ts",
  },
  {
    name: "two orders in a month are two active customers",
    file: "app/ltv/cohort.ts",
    find: "cell.active.add(customer);",
    replace: "cell.active.add(customer + cell.active.size);",
    test: "test/ltv/cohort.test.ts",
  },
  {
    name: "the first margin comes now, whatever was asked",
    file: "app/ltv/lifetime-value.ts",
    find: 'first === "now" ? 1 + interest : retention',
    replace: "1 + interest",
    test: "test/ltv/lifetime-value.test.ts",
  },
  {
    name: "the interval is that of percentiles",
    file: "app/statistics/interval.ts",
    find: "low: mean - quantile(sorted, 1 - tail) * error",
    replace: "low: mean + quantile(sorted, tail) * error",
    test: "test/statistics/interval.test.ts",
  },
  {
    name: "values all alike have an interval",
    file: "app/statistics/interval.ts",
    find: "if (n < 2 || sample.every((value) => value === sample[0])) return none;",
    replace: "",
    test: "test/statistics/interval.test.ts",
  },
  {
    name: "groups are drawn to the mean of all customers",
    file: "app/statistics/shrink.ts",
    find: "variances.map((variance) => 1 / (variance + between))",
    replace: "variances.map((variance) => 1 / variance)",
    test: "test/statistics/shrink.test.ts",
  },
  {
    name: "inequality of ranks from 0",
    file: "app/statistics/gini.ts",
    find: "weighted += (index + 1) * value;",
    replace: "weighted += index * value;",
    test: "test/statistics/gini.test.ts",
  },
  {
    name: "the top fifth is rounded down",
    file: "app/statistics/gini.ts",
    find: "Math.ceil(share * ascending.length - ROUNDING)",
    replace: "Math.floor(share * ascending.length)",
    test: "test/statistics/gini.test.ts",
  },
];
