import { randomBytes } from "node:crypto";
import { keepVisit } from "#app/attribution/visits.server.ts";
import { findGreeting } from "#app/creators/greeting.server.ts";
import type { Greeting } from "#app/creators/greeting.ts";
import { parseSlug } from "#app/creators/link.ts";
import { findAddress, type LinkAddress } from "#app/creators/links.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { newId, type VisitId } from "#app/kernel/id.ts";

/** How a shop greets whom a link's slug brought; null where no link in use has it. */
export async function greetVisitor(
  database: Database,
  shopDomain: string,
  slug: string,
  now: Date,
): Promise<Greeting | null> {
  const link = await findLive(database, shopDomain, slug, now);
  return link && inShop(database, link.shopId, (tx) => findGreeting(tx, link, now));
}

/**
 * Keeps that somebody arrived in the shop by a link's slug without having passed its address: a visit of their own,
 * written later, off the path of this request. Null where no link in use has the slug.
 */
export async function noteArrival(
  database: Database,
  shopDomain: string,
  slug: string,
  now: Date,
): Promise<VisitId | null> {
  const link = await findLive(database, shopDomain, slug, now);
  if (!link) return null;
  const { shopId, linkId, creatorId } = link;
  const id = newId("visit", randomBytes(20));
  keepVisit({ shopId, id, linkId, creatorId, at: now, via: "embed" });
  return id;
}

async function findLive(
  database: Database,
  shopDomain: string,
  slug: string,
  now: Date,
): Promise<LinkAddress | null> {
  const read = parseSlug(slug);
  const link = "slug" in read ? await findAddress(database, shopDomain, read.slug) : null;
  return link && (link.endedAt === null || link.endedAt > now) ? link : null;
}
