import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "#app/kernel/money.ts";
import type { Month } from "#app/kernel/month.ts";
import { cohortMatrix } from "#app/ltv/cohort.ts";
import { readSample } from "#test/ltv/cdnow.ts";

const month = (text: string) => text as Month;
const order = (customer: string, when: string, minor: number, currency = "USD") => ({
  ...{ customer, month: month(when), net: money(minor, currency) },
});
const short = (cells: ReturnType<typeof cohortMatrix>) =>
  cells.map(({ cohort, age, customers, active, net, complete }) =>
    [cohort, age, customers, active, net.minor, complete ? "over" : "open"].join(" "),
  );

test("customers stand in the month of their first order, and each later month says who bought and for how much", () => {
  const orders = [
    order("b", "2026-02", 500),
    order("a", "2026-03", 70),
    order("a", "2026-01", 1000),
    order("a", "2026-03", -20),
    order("c", "2026-01", 0),
    order("b", "2026-04", 1),
  ];
  expect(short(cohortMatrix(orders, month("2026-03")))).toEqual([
    "2026-01 0 2 2 1000 over",
    "2026-01 1 2 0 0 over",
    "2026-01 2 2 1 50 over",
    "2026-01 3 2 0 0 open",
    "2026-02 0 1 1 500 over",
    "2026-02 1 1 0 0 over",
    "2026-02 2 1 1 1 open",
  ]);
});

test("nothing is nothing, over the turn of a year and into months without orders, and money is never mixed", () => {
  expect(cohortMatrix([], month("2026-03"))).toEqual([]);
  expect(short(cohortMatrix([order("a", "2025-12", 5)], month("2026-02")))).toEqual([
    "2025-12 0 1 1 5 over",
    "2025-12 1 1 0 0 over",
    "2025-12 2 1 0 0 over",
  ]);
  expect(short(cohortMatrix([order("a", "2026-03", 5)], month("2026-02")))).toEqual(["2026-03 0 1 1 5 open"]);
  expect(() =>
    cohortMatrix([order("a", "2026-01", 1), order("a", "2026-01", 1, "EUR")], month("2026-01")),
  ).toThrow("given USD and EUR: nothing is converted");
});

test("CDNOW's sample: sizes of its three cohorts, and what a customer of each had spent by the end", () => {
  const orders = readSample().map(({ customer, day, cents }) =>
    order(customer, new Date(day * 86_400_000).toISOString().slice(0, 7), cents),
  );
  const cells = cohortMatrix(orders, month("1998-06"));
  const each = [...Map.groupBy(cells, ({ cohort }) => cohort)].map(([cohort, own]) => [
    cohort,
    own[0]?.customers,
    (own.reduce((sum, { net }) => sum + net.minor, 0) / (own[0]?.customers ?? 1) / 100).toFixed(4),
  ]);
  expect(each).toEqual([
    ["1997-01", 781, "100.9511"],
    ["1997-02", 857, "105.8113"],
    ["1997-03", 719, "103.7119"],
  ]);
  expect(cells.filter(({ complete }) => !complete)).toEqual([]);
});

test("laws: nobody and no cent is lost, whatever sequence orders are read in", () => {
  const some = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 4 }),
      at: fc.integer({ min: 1, max: 9 }),
      cents: fc.integer({ min: 0, max: 9999 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 9 }), (rows, asOf) => {
      const orders = rows.map(({ who, at, cents }) => order(`c${who}`, `2026-0${at}`, cents));
      const end = month(`2026-0${asOf}`);
      const cells = cohortMatrix(orders, end);
      expect(cohortMatrix(orders.toReversed(), end)).toEqual(cells);
      expect(cells.reduce((sum, { net }) => sum + net.minor, 0)).toBe(
        rows.reduce((sum, { cents }) => sum + cents, 0),
      );
      const births = cells.filter(({ age }) => age === 0);
      expect(births.reduce((sum, { customers }) => sum + customers, 0)).toBe(
        new Set(rows.map(({ who }) => who)).size,
      );
      for (const { active, customers } of births) expect(active).toBe(customers);
    }),
  );
});
