import { type Database, inSystem } from "#app/db.server.ts";
import { unpark } from "#app/queue/inbox.server.ts";
import { hasten } from "#app/queue/outbox.server.ts";
import { type AdminGraphql, fetchShop } from "#app/shopify/admin-api.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findInstalledShop, type Shop, saveInstalledShop } from "#app/shopify/shops.server.ts";

/**
 * The shop of an authenticated request. The first one after an install, or after coming back, asks Shopify for the
 * shop's currency and time zone, and lets go on what arrived before we knew the shop, and what
 * waited while it was away.
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
    const shop = await saveInstalledShop(tx, secretKeys(), domain, details, now);
    await hasten(tx, shop.id, now);
    return shop;
  });
}
