import type { Amount } from "#test/sandbox/play/report/figures.ts";
import type { Reader } from "#test/sandbox/play/report/reader.ts";

/** What the customers of a month did so many months later: how many they are, how many of them bought, for how much. */
export type Cell = {
  readonly cohort: string;
  readonly age: number;
  readonly customers: number;
  readonly active: number;
  readonly net: Amount;
};

/** The cohorts of customers whose first counted order was credited for a code, up to the month of the shop's last order. */
export type Cohorts = { readonly code: string; readonly cells: readonly Cell[] };

/** Reads the cohorts by month of each code from the app's read tables, cells without a purchase included. `currency` is the shop's. */
export async function readCohorts(reader: Reader, currency: string): Promise<Cohorts[]> {
  const rows = (await reader.shop(
    `WITH who AS (SELECT customer_id, month AS cohort, code_key FROM acquisition WHERE shop_id = $1 AND currency = $2 AND code_key IS NOT NULL),
       sizes AS (SELECT code_key, cohort, count(*)::int AS customers FROM who GROUP BY 1, 2),
       bought AS (SELECT code_key, cohort, month - cohort AS age, count(*)::int AS active, sum(net)::bigint AS net
         FROM who JOIN customer_month AS months ON months.shop_id = $1 AND months.customer_id = who.customer_id GROUP BY 1, 2, 3)
     SELECT named.code, cohort, age, customers, coalesce(active, 0) AS active, coalesce(net, 0) AS net
     FROM sizes JOIN (SELECT key AS code_key, min(code) AS code FROM code WHERE shop_id = $1 GROUP BY 1) AS named USING (code_key)
       CROSS JOIN LATERAL generate_series(0, (SELECT max(month) FROM customer_month WHERE shop_id = $1) - cohort) AS age
       LEFT JOIN bought USING (code_key, cohort, age)
     ORDER BY named.code COLLATE "C", cohort, age`,
    [reader.shopId, currency],
  )) as { code: string; cohort: number; age: number; customers: number; active: number; net: string }[];
  const codes = Map.groupBy(rows, ({ code }) => code);
  return [...codes].map(([code, own]) => ({
    code,
    cells: own.map(({ cohort, age, customers, active, net }) => ({
      ...{ cohort: monthOf(cohort), age, customers, active },
      net: { minor: Number(net), currency },
    })),
  }));
}

/** The app counts months from the year 0: 24315 is "2026-04". */
function monthOf(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}
