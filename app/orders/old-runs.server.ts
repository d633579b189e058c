import type { Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** Rows in one statement. */
const BATCH = 500;

/**
 * Removes a shop's comparisons with Shopify that began before an instant, with what each found, and looks at its
 * subscriptions from before; at most 500 of each. @returns whether more may be left
 */
export async function removeOldRuns(tx: Tx, shopId: ShopId, before: Date): Promise<boolean> {
  const runs = await tx.query(
    `DELETE FROM reconcile_run WHERE shop_id = $1 AND id IN (SELECT id FROM reconcile_run
       WHERE shop_id = $1 AND started_at < $2 ORDER BY started_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    [shopId, before],
  );
  const checks = await tx.query(
    `DELETE FROM subscription_check WHERE shop_id = $1 AND checked_at IN (SELECT checked_at FROM subscription_check
       WHERE shop_id = $1 AND checked_at < $2 ORDER BY checked_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    [shopId, before],
  );
  return runs.rowCount === BATCH || checks.rowCount === BATCH;
}
