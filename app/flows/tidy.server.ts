import { removeOldChanges } from "#app/creators/changes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { removeOldImports } from "#app/imports/runs.server.ts";
import { removeOldRuns } from "#app/orders/old-runs.server.ts";
import { type Tidied, tidyQueues } from "#app/queue/tidy.server.ts";
import { listShopIds } from "#app/shopify/erasure.server.ts";

/** Comparisons with Shopify are looked at for a quarter of a year. */
const RUN_DAYS = 90;
/** What was changed about many creators at once can be undone for so long. */
const CHANGE_DAYS = 30;
/** Files that were brought in hold names and e-mails: they go after so long, finished or not, and their reports with them. */
const IMPORT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Drops what nobody needs, or may keep, any longer: bodies of deliveries, settled jobs, silent workers, old comparisons.
 * Doing it twice, or in several workers at once, changes nothing more.
 */
export async function tidy(database: Database, now: Date): Promise<Tidied> {
  const tidied = await tidyQueues(database, now);
  const before = new Date(now.getTime() - RUN_DAYS * DAY_MS);
  const changedBefore = new Date(now.getTime() - CHANGE_DAYS * DAY_MS);
  const importedBefore = new Date(now.getTime() - IMPORT_DAYS * DAY_MS);
  for (const id of await listShopIds(database)) {
    for (let isMore = true; isMore; )
      isMore = await inShop(database, id, (tx) => removeOldImports(tx, id, importedBefore));
    await inShop(database, id, (tx) => removeOldChanges(tx, id, changedBefore));
    for (let isMore = true; isMore; )
      isMore = await inShop(database, id, (tx) => removeOldRuns(tx, id, before));
  }
  return tidied;
}
