import { type Database, inSystem, withinShop } from "#app/db.server.ts";
import { askBackfill } from "#app/flows/backfill.server.ts";
import { askCohorts } from "#app/flows/rebuild-cohorts.server.ts";
import { unpark } from "#app/queue/inbox.server.ts";
import { hasten } from "#app/queue/outbox.server.ts";
import { type AdminGraphql, fetchShop } from "#app/shopify/admin-api.server.ts";
import { SHOWN_MS } from "#app/shopify/past-orders.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findFormer, findInstalledShop, type Shop, saveInstalledShop } from "#app/shopify/shops.server.ts";

/**
 * The shop of an authenticated request. The first one after an install, or after coming back, asks Shopify for the
 * shop's currency and time zone, lets go on what arrived before we knew the shop, and what waited while it was away, and
 * has the orders read that were placed before.
 */
export async function openShop(
  database: Database,
  { domain, graphql }: { domain: string; graphql: AdminGraphql },
  now: Date,
): Promise<Shop> {
  const known = await findInstalledShop(database, domain);
  if (known) return known;
  const details = await fetchShop(graphql, domain);
  return inSystem(database, async (tx) => {
    await unpark(tx, domain, now);
    const former = await findFormer(tx, domain);
    const shop = await saveInstalledShop(tx, secretKeys(), domain, details, now);
    await hasten(tx, shop.id, now);
    const leftAt = former?.leftAt ?? null;
    const isSeamless = leftAt !== null && now.getTime() - leftAt.getTime() < SHOWN_MS;
    await withinShop(tx, shop.id, async () => {
      await askBackfill(tx, shop.id, now, isSeamless);
      if (former && former.timeZone !== shop.timeZone) await askCohorts(tx, shop.id, "time-zone", now);
    });
    return shop;
  });
}
