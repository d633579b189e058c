import { readComparison } from "#app/attribution/channels.server.ts";
import { totalFigures } from "#app/attribution/credited.server.ts";
import { findRun } from "#app/attribution/decided-since.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import type { Database } from "#app/db.server.ts";
import { findBackfill } from "#app/orders/backfills.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** Reads what Home shows, at `now`: the figures, how customers came, and how far what still moves them is. */
export async function readHome(database: Database, shop: Shop, now: Date) {
  const pulse = await homePulse(database, shop);
  const [totals, comparison, run, backfill] = await Promise.all([
    totalFigures(database, shop),
    readComparison(database, shop),
    findRun(database, shop.id, now),
    findBackfill(database, shop.id),
  ]);
  return { pulse, totals, comparison, run, backfill };
}

/** A text that is another one whenever Home would say something else: orders moved, or reading the past ones did. */
export async function homePulse(database: Database, shop: Shop): Promise<string> {
  const [orders, backfill] = await Promise.all([findPulse(database, shop), findBackfill(database, shop.id)]);
  if (!backfill) return orders;
  const { askedAt, listedAt, total, done, problem, finishedAt } = backfill;
  return [orders, ...[askedAt, listedAt, finishedAt].map(Number), total, done, problem].join(" ");
}
