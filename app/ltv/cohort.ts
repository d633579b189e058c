import { type Money, money } from "#app/kernel/money.ts";
import { addMonths, type Month } from "#app/kernel/month.ts";

/** A counted order: whose, when, and what of it stands after refunds. Several of a customer in a month are one active customer. */
export type CohortOrder = { readonly customer: string; readonly month: Month; readonly net: Money };

/**
 * What the customers of a month (their first) did so many months later: how many they are, how many of them bought, and for
 * how much. `complete`: the month is over; of one that is not, figures only grow.
 */
export type CohortCell = {
  readonly cohort: Month;
  readonly age: number;
  readonly customers: number;
  readonly active: number;
  readonly net: Money;
  readonly complete: boolean;
};

/**
 * The matrix of cohorts by months: cohorts in sequence, each from age 0 on, a cell also where nobody bought. It reaches to
 * `asOf`, the last complete month, or to the month of the last order where that is later; those cells are not complete.
 * A refund lowers the month of its order (the LTV view). Throws where orders are in several currencies: nothing is converted.
 */
export function cohortMatrix(orders: ReadonlyArray<CohortOrder>, asOf: Month): CohortCell[] {
  const [first] = orders;
  if (!first) return [];
  const { currency } = first.net;
  const other = orders.find(({ net }) => net.currency !== currency);
  if (other)
    throw new Error(
      `cohortMatrix was given ${currency} and ${other.net.currency}: nothing is converted, so call it once for each currency`,
    );
  const firsts = firstMonths(orders);
  const sizes = Map.groupBy(firsts.values(), (month) => month);
  const sums = new Map<string, { readonly active: Set<string>; minor: number }>();
  for (const { customer, month, net } of orders) {
    const key = `${firsts.get(customer)} ${month}`;
    const cell = sums.get(key) ?? { active: new Set(), minor: 0 };
    cell.active.add(customer);
    cell.minor += net.minor;
    sums.set(key, cell);
  }
  const last = lastMonth(orders, asOf);
  return [...sizes.keys()].sort().flatMap((cohort) => {
    const cells: CohortCell[] = [];
    for (let age = 0, month = cohort; month <= last; month = addMonths(cohort, ++age)) {
      const { active, minor } = sums.get(`${cohort} ${month}`) ?? { active: new Set(), minor: 0 };
      const customers = sizes.get(cohort)?.length ?? 0;
      const net = money(minor, currency);
      cells.push({ cohort, age, customers, active: active.size, net, complete: month <= asOf });
    }
    return cells;
  });
}

function lastMonth(orders: ReadonlyArray<CohortOrder>, asOf: Month): Month {
  let last = asOf;
  for (const { month } of orders) if (month > last) last = month;
  return last;
}

function firstMonths(orders: ReadonlyArray<CohortOrder>): Map<string, Month> {
  const firsts = new Map<string, Month>();
  for (const { customer, month } of orders) {
    const known = firsts.get(customer);
    if (known === undefined || month < known) firsts.set(customer, month);
  }
  return firsts;
}
