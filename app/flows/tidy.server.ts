import { type Database, inShop } from "#app/db.server.ts";
import { removeOldRuns } from "#app/orders/old-runs.server.ts";
import { type Tidied, tidyQueues } from "#app/queue/tidy.server.ts";
import { listShopIds } from "#app/shopify/erasure.server.ts";

/** Comparisons with Shopify are looked at for a quarter of a year. */
const RUN_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Drops what nobody needs, or may keep, any longer: bodies of deliveries, settled jobs, silent workers, old comparisons.
 * Doing it twice, or in several workers at once, changes nothing more.
 */
export async function tidy(database: Database, now: Date): Promise<Tidied> {
  const tidied = await tidyQueues(database, now);
  const before = new Date(now.getTime() - RUN_DAYS * DAY_MS);
  for (const id of await listShopIds(database)) {
    for (let isMore = true; isMore; )
      isMore = await inShop(database, id, (tx) => removeOldRuns(tx, id, before));
  }
  return tidied;
}
