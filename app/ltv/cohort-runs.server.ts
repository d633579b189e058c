import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CohortRunId, CustomerId, ShopId } from "#app/kernel/id.ts";

/** Why cohorts are told anew: the app learnt something, the shop's clock changed, or somebody asked. */
export type CohortRunReason = "update" | "time-zone" | "asked";

/** Cohorts that are told anew, and how far that is, in customers. */
export type CohortRun = {
  readonly id: CohortRunId;
  readonly because: CohortRunReason;
  readonly total: number;
  readonly done: number;
  readonly finishedAt: Date | null;
};

/** Begins to tell a shop's cohorts anew; a run that was under way is over with that: it would do the same. */
export async function openCohortRun(
  tx: Tx,
  shopId: ShopId,
  { id, because }: Pick<CohortRun, "id" | "because">,
  now: Date,
): Promise<void> {
  await tx.query("UPDATE cohort_run SET finished_at = $2 WHERE shop_id = $1 AND finished_at IS NULL", [
    shopId,
    now,
  ]);
  await tx.query(
    `INSERT INTO cohort_run (shop_id, id, because, total, created_at)
     SELECT $1, $2, $3, count(*), $4 FROM (${CUSTOMERS}) AS customers`,
    [shopId, id, because, now],
  );
}

/** Everybody with counted orders, and whoever is kept as if they had some. */
const CUSTOMERS = `
  SELECT customer_id FROM attribution WHERE shop_id = $1 AND is_counted AND customer_id IS NOT NULL
  UNION SELECT customer_id FROM acquisition WHERE shop_id = $1
  UNION SELECT customer_id FROM customer_month WHERE shop_id = $1`;

/** The next customers of a run, by their ids; null when there is no such run, or it is over. Who else is at it waits for this transaction. */
export async function listNextCustomers(
  tx: Tx,
  shopId: ShopId,
  id: CohortRunId,
  limit: number,
): Promise<CustomerId[] | null> {
  const runs = await tx.query<{ after: string }>(
    "SELECT after_id AS after FROM cohort_run WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL FOR UPDATE",
    [shopId, id],
  );
  const [run] = runs.rows;
  if (!run) return null;
  const from = (table: string) =>
    `(SELECT DISTINCT customer_id FROM ${table} WHERE shop_id = $1 AND customer_id > $2 ORDER BY customer_id LIMIT $3)`;
  const { rows } = await tx.query<{ customer_id: CustomerId }>(
    `${from("attribution")} UNION ${from("acquisition")} UNION ${from("customer_month")} ORDER BY customer_id LIMIT $3`,
    [shopId, run.after, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Records how far a run is: it goes on behind the last of these customers. */
export async function moveCohortRun(
  tx: Tx,
  shopId: ShopId,
  id: CohortRunId,
  settled: readonly CustomerId[],
): Promise<void> {
  await tx.query(
    "UPDATE cohort_run SET after_id = $3, done = least(total, done + $4) WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL",
    [shopId, id, settled.at(-1) ?? "", settled.length],
  );
}

/** Ends a run. */
export async function finishCohortRun(tx: Tx, shopId: ShopId, id: CohortRunId, now: Date): Promise<void> {
  await tx.query(
    "UPDATE cohort_run SET finished_at = $3, done = total WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL",
    [shopId, id, now],
  );
}

/** The newest run that is under way, or was finished after an instant (null: none that is finished); null when there is none. */
export async function findCohortRun(
  database: Database,
  shopId: ShopId,
  finishedAfter: Date | null,
): Promise<CohortRun | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.cohortRun.findFirst({
      where: {
        shopId,
        OR: [{ finishedAt: null }, ...(finishedAfter ? [{ finishedAt: { gt: finishedAfter } }] : [])],
      },
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return row as CohortRun | null;
}
