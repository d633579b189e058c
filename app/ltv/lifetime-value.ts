import { invariant } from "#app/kernel/invariant.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** What a customer buys: the mean value of an order, orders a year, and for how many years. */
export type Lifespan = { readonly order: Money; readonly perYear: number; readonly years: number };

/**
 * Simple lifetime value: mean order x orders a year x years; 50.00 four times a year for 3 years is 600.00. With a gross
 * margin (a share, .4) what is left of it: 240.00. Rounded half away from zero to the minor unit, once.
 */
export function simpleValue({ order, perYear, years }: Lifespan, margin = 1): Money {
  for (const amount of [perYear, years, margin])
    invariant(
      amount >= 0 && Number.isFinite(amount),
      `a lifespan of ${perYear} a year for ${years} at ${margin}`,
    );
  return rounded(order.minor * perYear * years * margin, order.currency);
}

/** When the first margin comes: now, or only when the first period is over. */
export type FirstMargin = "now" | "one-period-on";

/**
 * Margin lifetime value: each period's margin m, kept by retention r and discounted by interest i, for ever. With the first
 * margin one period on m r / (1 + i - r), with the first now m (1 + i) / (1 + i - r) (Gupta and Lehmann 2003). For i .10
 * and the first one period on r .8 makes 2.6667 m, r .9 makes 4.5 m. One r for all understates who stays: the
 * fickle leave first. Retention is a share below 1, interest 0 or more; both of one period.
 */
export function marginValue(
  margin: Money,
  { retention, interest, first }: { retention: number; interest: number; first: FirstMargin },
): Money {
  return rounded(margin.minor * marginMultiple(retention, interest, first), margin.currency);
}

/** How many margins a customer is worth by `marginValue`. */
export function marginMultiple(retention: number, interest: number, first: FirstMargin): number {
  invariant(
    retention >= 0 && retention < 1 && interest >= 0 && Number.isFinite(interest),
    `retention ${retention} at interest ${interest}: retention is from 0 to below 1, interest 0 or more`,
  );
  return (first === "now" ? 1 + interest : retention) / (1 + interest - retention);
}

/** Lifetime value by what it cost to win the customer: 240.00 for 80.00 is 3. Null where they cost nothing. */
export function valueByCost(value: Money, cost: Money): number | null {
  invariant(value.currency === cost.currency, `value in ${value.currency} by cost in ${cost.currency}`);
  return cost.minor > 0 ? value.minor / cost.minor : null;
}

/** After how many months the margin of a month has paid what a customer cost; null: never. 80.00 by 10.00 is 8. */
export function paybackMonths(cost: Money, monthlyMargin: Money): number | null {
  invariant(
    cost.currency === monthlyMargin.currency,
    `cost in ${cost.currency} by ${monthlyMargin.currency}`,
  );
  if (cost.minor <= 0) return 0;
  return monthlyMargin.minor > 0 ? cost.minor / monthlyMargin.minor : null;
}

/** What retention is when it is better by a part of itself: .8 by 5 % is .84. It stays below 1. */
export const levered = (retention: number, by: number): number =>
  Math.min(retention * (1 + by), MOST_RETAINED);
/** Nobody keeps everybody: at 1 the sum of all margins has no end. */
export const MOST_RETAINED = 0.999;

function rounded(minor: number, currency: string): Money {
  return money(Math.sign(minor) * Math.round(Math.abs(minor)), currency);
}
