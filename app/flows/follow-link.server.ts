import { randomBytes } from "node:crypto";
import { keepBot, keepVisit } from "#app/attribution/visits.server.ts";
import { destination, parseSlug } from "#app/creators/link.ts";
import { findShopAddress } from "#app/creators/links.server.ts";
import type { Database } from "#app/db.server.ts";
import { newId } from "#app/kernel/id.ts";

/**
 * Where the address of a creator's link leads, on the shop's own host; null when no shop has this handle. A slug that is
 * nobody's, or whose link has ended, leads to the shop's home. Who clicks (`isPerson`) gets a visit of their own, bots are
 * counted apart; both are written later, off the path of this request.
 */
export async function followLink(
  database: Database,
  { handle, slug, isPerson }: { handle: string; slug: string; isPerson: boolean },
  now: Date,
): Promise<string | null> {
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(handle)) return null;
  const read = parseSlug(slug);
  const known = "slug" in read ? read.slug : "";
  const shop = await findShopAddress(database, `${handle.toLowerCase()}.myshopify.com`, known);
  if (!shop) return null;
  const { link, primaryHost, shopDomain } = shop;
  const host = primaryHost ?? shopDomain;
  if (!link || link.endedAt !== null) return `https://${host}/`;
  const { shopId, linkId, creatorId, path, code } = link;
  if (!isPerson) {
    keepBot(shopId, linkId);
    return destination({ host, path, slug: link.slug, visit: null, code });
  }
  const visit = newId("visit", randomBytes(20));
  keepVisit({ shopId, id: visit, linkId, creatorId, at: now, via: "go" });
  return destination({ host, path, slug: link.slug, visit, code });
}
