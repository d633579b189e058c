import type { Bug } from "#test/mutants/bug.ts";

const LAW = "test/ltv/customers.test.ts";
const file = "app/ltv/customers.server.ts";

/** Bugs against what is kept of customers and their months. */
export const BUGS: readonly Bug[] = [
  {
    name: "cohorts go by London's clock",
    file,
    find: "month_number(instant, current_time_zone())",
    replace: "month_number(instant, 'UTC')",
    test: LAW,
  },
  {
    name: "thirty days are thirty days of the calendar",
    file,
    find: "days * 24} hours",
    replace: "days * 24 - 1} hours",
    test: LAW,
  },
  {
    name: "the last instant of N days is the first behind them",
    file,
    find: "age < interval",
    replace: "age <= interval",
    test: LAW,
  },
  {
    name: "money of two currencies is added up",
    file,
    find: "own.customer_id = first.customer_id AND own.currency = first.currency\n      JOIN",
    replace: "own.customer_id = first.customer_id\n      JOIN",
    test: LAW,
  },
  {
    name: "months that were bought in once stay when their orders go",
    file,
    find: "AND NOT EXISTS (SELECT 1 FROM months WHERE",
    replace: "AND false AND NOT EXISTS (SELECT 1 FROM months WHERE",
    test: LAW,
  },
  {
    name: "who has no counted order any more stays a customer",
    file,
    find: "AND NOT EXISTS (SELECT 1 FROM stands WHERE",
    replace: "AND false AND NOT EXISTS (SELECT 1 FROM stands WHERE",
    test: LAW,
  },
  {
    name: "each month of a quarter opens it",
    file,
    find: "row_number() OVER (PARTITION BY customer_id, month / 3 ORDER BY month) = 1",
    replace: "true",
    test: LAW,
  },
  {
    name: "a code that was outranked brought the customer",
    file,
    find: " AND touch->>'verdict' = 'decided') AS code_key",
    replace: " LIMIT 1) AS code_key",
    test: LAW,
  },
  {
    name: "the first line is what was bought first of all",
    file,
    find: "ORDER BY net DESC, net_before DESC, position LIMIT 1",
    replace: "ORDER BY position LIMIT 1",
    test: LAW,
  },
  {
    name: "a second order is one in another month",
    file,
    find: "min(month) FILTER (WHERE nth = 2) AS second_month",
    replace: "min(month) FILTER (WHERE nth = 3) AS second_month",
    test: LAW,
  },
  {
    name: "what gift cards were reduced by is a discount",
    file: "app/orders/counted.ts",
    find: "order.lines.filter(isWare).map((line) => line.discount)",
    replace: "order.lines.map((line) => line.discount)",
    test: LAW,
  },
  {
    name: "a new clock leaves the months of the old one",
    file: "app/flows/apply-delivery.server.ts",
    find: "if (before !== details.timeZone)",
    replace: "if (before === details.timeZone)",
    test: "test/flows/apply-delivery.test.ts",
  },
  {
    name: "a run that is cut off begins at the first customer again",
    file: "app/ltv/cohort-runs.server.ts",
    find: "UPDATE cohort_run SET after_id = $3, done",
    replace: "UPDATE cohort_run SET after_id = after_id || left($3, 0), done",
    test: "test/prisma/rebuild-cohorts.test.ts",
  },
  {
    name: "months that are not over draw the average down",
    file: "app/ltv/cohort-table.ts",
    find: "age < ages.length && isMature(cohort, age)",
    replace: "age < ages.length",
    test: "test/ltv/cohort-table.test.ts",
  },
  {
    name: "who buys in two months of a quarter is two customers",
    file: "app/ltv/cohort-table.ts",
    find: 'per === "quarter" ? openers : active',
    replace: "active",
    test: "test/ltv/cohort-table.test.ts",
  },
  {
    name: "every cohort weighs the same",
    file: "app/ltv/cohort-table.ts",
    find: "mature.reduce((sum, each) => sum + each.size, 0)",
    replace: "mature.length",
    test: "test/ltv/cohort-table.test.ts",
  },
  {
    name: "who came by an address alone is not organic",
    file: "app/ltv/cohorts.server.ts",
    find: "[...CHANNELS_OF[way]]",
    replace: "CHANNELS_OF[way].slice(0, 1)",
    test: "test/ltv/cohorts.test.ts",
  },
  {
    name: "customers of another currency stand in the cells",
    file: "app/ltv/cohorts.server.ts",
    find: "AND acquisition.currency =",
    replace: "AND 'EUR' <>",
    test: "test/ltv/cohorts.test.ts",
  },
];
