import type { Measure } from "#app/ltv/cohort-query.ts";

/**
 * What the customers of a month bought in a later month, both in months since the year 0. `active`: how many bought;
 * `openers`: how many of them had not bought in its quarter before. Amounts in minor units, `gross - discount - refund = net`.
 */
export type MonthSums = {
  readonly cohort: number;
  readonly month: number;
  readonly active: number;
  readonly openers: number;
  readonly orders: number;
  readonly gross: number;
  readonly discount: number;
  readonly refund: number;
  readonly net: number;
};
/** How many customers of a month ordered again first in a later one. */
export type Returned = { readonly cohort: number; readonly month: number; readonly customers: number };

/** What is shown of a cell: a share, or minor units; null where nothing can be said (no order to take a mean of). */
export type Shown = { readonly value: number | null; readonly isMature: boolean };
/** A cohort, named by its first month, with a cell for each age that has begun. */
export type CohortRow = { readonly month: number; readonly size: number; readonly cells: readonly Shown[] };
/** All cohorts of a table: at each age those that are mature at it, weighted by their customers; `size`: how many those are. */
export type AverageCell = { readonly value: number | null; readonly size: number };
export type CohortTable = {
  readonly rows: readonly CohortRow[];
  readonly average: readonly AverageCell[];
  readonly size: number;
};

/** How a table is made of sums. `asOf`: the last month that is over; the one behind it is drawn as it stands so far. */
export type TableOptions = {
  readonly measure: Measure;
  readonly per: "month" | "quarter";
  readonly isCumulative: boolean;
  readonly asOf: number;
};

type Sums = { active: number; orders: number; net: number; returned: number };

/**
 * Makes the table of cohorts that a page shows. Retention is the share active at an age, repeat rate the share who had
 * ordered twice by it, order value the mean net of an order, revenue the mean net of a customer; the last two by age or
 * up to it. A cell is mature when the whole of its time has passed for the whole cohort; averages hold mature cells alone.
 */
export function cohortTable(
  sums: readonly MonthSums[],
  returned: readonly Returned[],
  { measure, per, isCumulative, asOf }: TableOptions,
): CohortTable {
  const span = per === "quarter" ? 3 : 1;
  const unit = (month: number) => Math.floor(month / span);
  const ends = (at: number) => at * span + span - 1;
  const cohorts = new Map<number, { size: number; ages: Sums[] }>();
  const at = (cohort: number, month: number): Sums => {
    const of = unit(cohort);
    const known = cohorts.get(of) ?? { size: 0, ages: [] };
    cohorts.set(of, known);
    const age = unit(month) - of;
    while (known.ages.length <= age) known.ages.push({ active: 0, orders: 0, net: 0, returned: 0 });
    return known.ages[age] ?? { active: 0, orders: 0, net: 0, returned: 0 };
  };
  for (const { cohort, month, active, openers, orders, net } of sums) {
    const cell = at(cohort, month);
    cell.active += per === "quarter" ? openers : active;
    cell.orders += orders;
    cell.net += net;
    const whole = cohorts.get(unit(cohort));
    if (whole && month === cohort) whole.size += active;
  }
  for (const { cohort, month, customers } of returned) at(cohort, month).returned += customers;
  const now = unit(asOf + 1);
  const isMature = (cohort: number, age: number) => ends(cohort + age) <= asOf;
  const all = [...cohorts].sort(([a], [b]) => a - b);
  const told = all.map(([cohort, { size, ages }]) => {
    const begun = Array.from(
      { length: Math.max(ages.length, now - cohort + 1) },
      (_, age) => ages[age] ?? NOTHING,
    );
    return { cohort, size, ages: accumulated(begun, measure === "repeat", isCumulative) };
  });
  const oldest = Math.max(0, ...told.map(({ ages }) => ages.length));
  return {
    rows: told.map(({ cohort, size, ages }) => ({
      month: cohort * span,
      size,
      cells: ages.map((cell, age) => ({
        value: shownOf(measure, cell, size),
        isMature: isMature(cohort, age),
      })),
    })),
    average: Array.from({ length: oldest }, (_, age) => {
      const mature = told.filter(({ cohort, ages }) => age < ages.length && isMature(cohort, age));
      const size = mature.reduce((sum, each) => sum + each.size, 0);
      return { value: shownOf(measure, added(mature.map(({ ages }) => ages[age] ?? NOTHING)), size), size };
    }),
    size: told.reduce((sum, { size }) => sum + size, 0),
  };
}

const NOTHING: Sums = { active: 0, orders: 0, net: 0, returned: 0 };

/** Whoever ordered twice by an age did so by the next; money is added up where that is asked for, and who is active never. */
function accumulated(ages: readonly Sums[], isRepeat: boolean, isCumulative: boolean): Sums[] {
  let before = NOTHING;
  return ages.map((cell) => {
    const sum = added([before, cell]);
    before = sum;
    if (isRepeat) return sum;
    return isCumulative ? { ...sum, active: cell.active } : cell;
  });
}

function added(cells: readonly Sums[]): Sums {
  const sum = (of: (cell: Sums) => number) => cells.reduce((all, cell) => all + of(cell), 0);
  return {
    active: sum(({ active }) => active),
    orders: sum(({ orders }) => orders),
    net: sum(({ net }) => net),
    returned: sum(({ returned }) => returned),
  };
}

function shownOf(measure: Measure, { active, orders, net, returned }: Sums, size: number): number | null {
  const by = { retention: size, repeat: size, "order-value": orders, revenue: size }[measure];
  const of = { retention: active, repeat: returned, "order-value": net, revenue: net }[measure];
  return by === 0 ? null : of / by;
}
