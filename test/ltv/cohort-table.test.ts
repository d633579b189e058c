import { expect, test } from "vitest";
import { cohortTable, type MonthSums, type TableOptions } from "#app/ltv/cohort-table.ts";

const JANUARY = 2026 * 12;
const sums = (
  cohort: number,
  month: number,
  active: number,
  orders: number,
  net: number,
  openers = active,
): MonthSums => ({
  ...{ cohort: JANUARY + cohort, month: JANUARY + month, active, openers, orders, net },
  ...{ gross: net, discount: 0, refund: 0 },
});
/** January: 10 customers, February: 4, and April with 6; May is over, June has begun. */
const SUMS = [
  sums(0, 0, 10, 11, 1100),
  sums(0, 1, 3, 4, 400, 0),
  sums(0, 3, 2, 2, 300),
  sums(0, 4, 1, 1, 50, 0),
  sums(1, 1, 4, 4, 800),
  sums(1, 2, 2, 2, 100, 0),
  sums(3, 3, 6, 6, 600),
  sums(3, 5, 3, 3, 90, 0),
];
const RETURNED = [
  { cohort: JANUARY, month: JANUARY, customers: 1 },
  { cohort: JANUARY, month: JANUARY + 1, customers: 3 },
  { cohort: JANUARY + 3, month: JANUARY + 5, customers: 3 },
];
const table = (options: Partial<TableOptions>) =>
  cohortTable(SUMS, RETURNED, {
    measure: "retention",
    per: "month",
    isCumulative: false,
    asOf: JANUARY + 4,
    ...options,
  });
const shown = (options: Partial<TableOptions>) => {
  const { rows, average } = table(options);
  const text = (value: number | null) => (value === null ? "-" : String(Math.round(value * 100) / 100));
  return [
    ...rows.map(
      ({ size, cells }) =>
        `${size}: ${cells.map(({ value, isMature }) => text(value) + (isMature ? "" : "?")).join(" ")}`,
    ),
    `all: ${average.map(({ value }) => text(value)).join(" ")}`,
  ];
};

test("retention: who bought in a month, of all of the cohort; months that are not over are marked, and left out of the average", () => {
  expect(shown({})).toEqual([
    "10: 1 0.3 0 0.2 0.1 0?",
    "4: 1 0.5 0 0 0?",
    "6: 1 0 0.5?",
    // Age 1: 3 + 2 of 20 and nobody of April's; age 3 of January's and February's; the last age nobody reached.
    "all: 1 0.25 0 0.14 0.1 -",
  ]);
  expect(table({}).size).toBe(20);
  expect(table({}).average.map(({ size }) => size)).toEqual([20, 20, 14, 14, 10, 0]);
});

test("repeat rate only rises; order value is a mean of orders, and says nothing of none", () => {
  expect(shown({ measure: "repeat" })).toEqual([
    "10: 0.1 0.4 0.4 0.4 0.4 0.4?",
    "4: 0 0 0 0 0?",
    "6: 0 0 0.5?",
    "all: 0.05 0.2 0.29 0.29 0.4 -",
  ]);
  expect(shown({ measure: "order-value" })[0]).toBe("10: 100 100 - 150 50 -?");
  expect(shown({ measure: "order-value", isCumulative: true })[0]).toBe(
    "10: 100 100 100 105.88 102.78 102.78?",
  );
});

test("revenue a customer, by itself and up to an age", () => {
  expect(shown({ measure: "revenue" })).toEqual([
    "10: 110 40 0 30 5 0?",
    "4: 200 25 0 0 0?",
    "6: 100 0 15?",
    "all: 125 25 0 21.43 5 -",
  ]);
  expect(shown({ measure: "revenue", isCumulative: true })).toEqual([
    "10: 110 150 150 180 185 185?",
    "4: 200 225 225 225 225?",
    "6: 100 100 115?",
    "all: 125 150 171.43 192.86 185 -",
  ]);
});

test("by quarters nobody counts twice, and a quarter is over with its last month", () => {
  expect(shown({ per: "quarter" })).toEqual(["14: 1 0.14?", "6: 1?", "all: 1 -"]);
  expect(table({ per: "quarter" }).rows.map(({ month }) => month - JANUARY)).toEqual([0, 3]);
  expect(shown({ per: "quarter", asOf: JANUARY + 5 }).at(-1)).toBe("all: 1 0.14 -");
});

test("nobody is no table", () => {
  expect(
    cohortTable([], [], { measure: "revenue", per: "month", isCumulative: false, asOf: JANUARY }),
  ).toEqual({
    ...{ rows: [], average: [], size: 0 },
  });
});
