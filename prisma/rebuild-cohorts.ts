/**
 * `npm run cohorts:rebuild`: tells the cohorts of every installed shop from its orders once more, or of one shop:
 * `npm run cohorts:rebuild -- tidewater.myshopify.com`. Progress goes to stderr. Cut off, it goes on where it was when it
 * is called again; workers help, and orders may come meanwhile. Ends with 1 where the shop is not installed.
 */
import { inShop, openDatabase } from "#app/db.server.ts";
import { askCohorts, rebuildCohorts } from "#app/flows/rebuild-cohorts.server.ts";
import { findCohortRun } from "#app/ltv/cohort-runs.server.ts";
import { listInstalledShops } from "#app/shopify/shops.server.ts";

/** Progress is told after so many chunks. */
const CHUNKS = 5;
// Of the whole environment it needs the database alone.
const database = openDatabase(process.env.DATABASE_URL ?? "", 2);
const [domain = null] = process.argv.slice(2);
const shops = await listInstalledShops(database, domain);
if (domain !== null && shops.length === 0) {
  console.error(`No shop "${domain}" has installed the app; name it as in "tidewater.myshopify.com".`);
  process.exitCode = 1;
}
for (const { id, domain: name } of shops) {
  const standing = await findCohortRun(database, id, null);
  const run = standing?.id ?? (await inShop(database, id, (tx) => askCohorts(tx, id, "asked", new Date())));
  for (let isOver = false; !isOver; ) {
    isOver = (await rebuildCohorts(database, id, run, () => new Date(), CHUNKS)).state === "done";
    const { done = 0, total = 0 } = (await findCohortRun(database, id, new Date(0))) ?? {};
    console.error(`${name}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} customers`);
  }
}
await database.close();
