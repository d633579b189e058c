/**
 * What a person may do about deliveries that were set aside or keep failing: let them go on, or drop them.
 * It never applies one: workers do.
 */
import type { Database } from "#app/db.server.ts";
import { ring } from "#app/queue/bell.server.ts";

/** Of the inbox: what no worker takes any more. As literal text, so that PostgreSQL sees which index holds it. */
export const SET_ASIDE = "state IN ('quarantined', 'parked')";
/** Of the inbox: what failed at least once and is tried again. */
export const FAILING = "state = 'waiting' AND attempts > 0";

/** What came of a wish: done; not possible as the delivery stands now; or there is no such delivery of the shop (null). */
export type Wished = "done" | "not-possible" | null;

const AGAIN =
  "UPDATE inbox SET state = 'waiting', attempts = 0, reason = NULL, settled_at = NULL, run_at = $2";
const MAY_GO_ON = `body IS NOT NULL AND (${SET_ASIDE} OR ${FAILING})`;

/** Lets a delivery that was set aside, or keeps failing, be tried again at once, as if it had just come. */
export async function retryDelivery(
  database: Database,
  shopDomain: string,
  id: string,
  now: Date,
): Promise<Wished> {
  const { rowCount } = await database.system.query(
    `${AGAIN} WHERE shop_domain = $1 AND id = $3 AND ${MAY_GO_ON}`,
    [shopDomain, now, id],
  );
  if (rowCount === 1) ring(database);
  return rowCount === 1 ? "done" : unlessUnknown(database, shopDomain, id);
}

/** Lets all of a shop's deliveries that may go on be tried again at once. @returns how many */
export async function retryDeliveries(database: Database, shopDomain: string, now: Date): Promise<number> {
  // What a worker holds at this moment is being tried already.
  const { rowCount } = await database.system.query(
    `${AGAIN} WHERE id IN (SELECT id FROM inbox WHERE shop_domain = $1 AND ${MAY_GO_ON} ORDER BY id FOR UPDATE SKIP LOCKED)`,
    [shopDomain, now],
  );
  if (rowCount) ring(database);
  return rowCount ?? 0;
}

/** Drops a delivery that was set aside, or keeps failing: its body is gone, and that it came stays known. */
export async function discardDelivery(
  database: Database,
  shopDomain: string,
  id: string,
  now: Date,
): Promise<Wished> {
  const { rowCount } = await database.system.query(
    `UPDATE inbox SET state = 'discarded', body = NULL, reason = 'discarded', settled_at = $2
     WHERE shop_domain = $1 AND id = $3 AND (${SET_ASIDE} OR ${FAILING})`,
    [shopDomain, now, id],
  );
  return rowCount === 1 ? "done" : unlessUnknown(database, shopDomain, id);
}

async function unlessUnknown(database: Database, shopDomain: string, id: string): Promise<Wished> {
  const { rows } = await database.system.query("SELECT 1 FROM inbox WHERE shop_domain = $1 AND id = $2", [
    shopDomain,
    id,
  ]);
  return rows.length > 0 ? "not-possible" : null;
}
