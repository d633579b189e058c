import { Prisma } from "@prisma/client";
import { type Database, readShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { type Month, monthNumber } from "#app/kernel/month.ts";
import { CHANNELS_OF, type Selection } from "#app/ltv/cohort-query.ts";
import type { MonthSums, Returned } from "#app/ltv/cohort-table.ts";

/** What a table of cohorts is made of: sums by cohort and month, and when customers ordered again first. */
export type CohortSums = { readonly sums: readonly MonthSums[]; readonly returned: readonly Returned[] };

/**
 * Reads what the selected customers of the cohorts from one month up to another bought, month by month, in a currency:
 * from the read tables alone, in one query for the sums and one for the returns, whatever is asked for at once.
 */
export async function readCohorts(
  database: Database,
  { id: shopId, currency }: { readonly id: ShopId; readonly currency: string },
  selection: Selection,
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<CohortSums> {
  const who = Prisma.sql`FROM acquisition WHERE ${Prisma.join(
    [
      Prisma.sql`acquisition.shop_id = ${shopId} AND acquisition.currency = ${currency}`,
      Prisma.sql`acquisition.month BETWEEN ${monthNumber(from)} AND ${monthNumber(to)}`,
      ...narrowing(selection),
    ],
    " AND ",
  )}`;
  const [sums, returned] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<MonthSums[]>`
      SELECT cohort, months.month, count(*)::int AS active, (count(*) FILTER (WHERE opens_quarter))::int AS openers,
        sum(orders)::float8 AS orders, sum(gross)::float8 AS gross, sum(discount)::float8 AS discount,
        sum(refund)::float8 AS refund, sum(net)::float8 AS net
      FROM (SELECT customer_id, month AS cohort ${who}) AS who
        JOIN customer_month AS months ON months.shop_id = ${shopId} AND months.customer_id = who.customer_id
      GROUP BY cohort, months.month ORDER BY cohort, months.month`,
    prisma.$queryRaw<Returned[]>`
      SELECT month AS cohort, second_month AS month, count(*)::int AS customers ${who} AND second_month IS NOT NULL
      GROUP BY 1, 2 ORDER BY 1, 2`,
  ]);
  return { sums, returned };
}

/** What the selected customers have in common, beside their months. */
function narrowing({ creatorId, code, linkId, way, product, country }: Selection): Prisma.Sql[] {
  return [
    ...(creatorId ? [Prisma.sql`creator_id = ${creatorId}`] : []),
    ...(code ? [Prisma.sql`code_key = ${code}`] : []),
    ...(linkId ? [Prisma.sql`link_id = ${linkId}`] : []),
    ...(way ? [Prisma.sql`channel = ANY(${[...CHANNELS_OF[way]]})`] : []),
    ...(product ? [Prisma.sql`product_id = ${`gid://shopify/Product/${product}`}`] : []),
    ...(country ? [Prisma.sql`country = ${country}`] : []),
  ];
}
