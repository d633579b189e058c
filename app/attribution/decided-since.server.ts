import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { DecisionRunId, OrderId, ShopId } from "#app/kernel/id.ts";

/** An order's place in time; the id "" stands before every order of its instant. */
export type Placed = { readonly instant: Date; readonly id: OrderId | "" };

/** Why orders are decided anew: the rules of credit changed, those of channels, or the app learnt something new. */
export type RunReason = "policy" | "channels" | "update";

/** Orders that are decided anew, how far that is, and where it goes on. */
export type DecisionRun = {
  readonly id: DecisionRunId;
  readonly because: RunReason;
  readonly total: number;
  readonly done: number;
  readonly finishedAt: Date | null;
};

/** Begins to decide orders anew, those placed from `since` on. */
export async function openRun(
  tx: Tx,
  shopId: ShopId,
  { id, because, since }: Pick<DecisionRun, "id" | "because"> & { readonly since: Date },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO decision_run (shop_id, id, because, since, after_instant, total, created_at)
     SELECT $1, $2, $3, $4, $4, count(*), $5 FROM attribution WHERE shop_id = $1 AND instant >= $4`,
    [shopId, id, because, since, now],
  );
}

/** The next orders of a run, in the sequence in which they were placed; null when there is no such run, or it is over. */
export async function listNext(
  tx: Tx,
  shopId: ShopId,
  id: DecisionRunId,
  limit: number,
): Promise<Placed[] | null> {
  const runs = await tx.query(
    "SELECT after_instant, after_id FROM decision_run WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL",
    [shopId, id],
  );
  const [run] = runs.rows;
  if (!run) return null;
  const { rows } = await tx.query<Placed>(
    `SELECT instant, order_id AS id FROM attribution WHERE shop_id = $1 AND (instant, order_id) > ($2, $3)
     ORDER BY instant, order_id LIMIT $4`,
    [shopId, run.after_instant, run.after_id, limit],
  );
  return rows;
}

/** Records how far a run is: it goes on behind the last of these orders. */
export async function moveRun(
  tx: Tx,
  shopId: ShopId,
  id: DecisionRunId,
  decided: readonly Placed[],
): Promise<void> {
  const last = decided.at(-1);
  if (!last) return;
  await tx.query(
    "UPDATE decision_run SET after_instant = $3, after_id = $4, done = done + $5 WHERE shop_id = $1 AND id = $2",
    [shopId, id, last.instant, last.id, decided.length],
  );
}

/** Ends a run. */
export async function finishRun(tx: Tx, shopId: ShopId, id: DecisionRunId, now: Date): Promise<void> {
  await tx.query(
    "UPDATE decision_run SET finished_at = $3, total = done WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL",
    [shopId, id, now],
  );
}

/** The newest run that is under way, or was finished after an instant; null when there is none. */
export async function findRun(
  database: Database,
  shopId: ShopId,
  finishedAfter: Date,
): Promise<DecisionRun | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.decisionRun.findFirst({
      where: { shopId, OR: [{ finishedAt: null }, { finishedAt: { gt: finishedAfter } }] },
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return row as DecisionRun | null;
}
