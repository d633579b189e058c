import { listLinks } from "#app/attribution/clicked.server.ts";
import { findCreatorPage } from "#app/attribution/creator-page.server.ts";
import { type Cursor, findPulse, listExplainedOrders } from "#app/attribution/explained.server.ts";
import { tellStory } from "#app/attribution/timeline.server.ts";
import type { Place } from "#app/attribution/timeline.ts";
import { listCollaborations } from "#app/creators/collaborations.server.ts";
import { listPrograms } from "#app/creators/programs.server.ts";
import type { Database } from "#app/db.server.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** Which pages of a creator's orders and of their story are meant; nothing is the newest. */
export type CreatorPages = {
  readonly older: Cursor | null;
  readonly newer: Cursor | null;
  readonly earlier: Place | null;
  readonly later: Place | null;
};

const ORDERS = 25;
const ENTRIES = 15;
const COLLABORATIONS = 5;

/** Reads everything a creator's page shows; null when the shop has no such creator, or the id is none. The pulse is read before the rest. */
export async function readCreator(
  database: Database,
  shop: Shop,
  id: CreatorId | null,
  { older, newer, earlier, later }: CreatorPages,
  now: Date,
) {
  const pulse = await findPulse(database, shop);
  const creator = id && (await findCreatorPage(database, shop, id));
  if (!creator) return null;
  const [programs, links, page, story, made] = await Promise.all([
    listPrograms(database, shop, creator.programId),
    listLinks(database, shop, creator.id),
    listExplainedOrders(database, shop, { creatorId: creator.id, older, newer, limit: ORDERS }),
    tellStory(database, shop, creator.id, { older: earlier, newer: later, limit: ENTRIES }, now),
    listCollaborations(
      database,
      shop,
      { creatorId: creator.id, kind: null, month: null },
      { page: 1, size: COLLABORATIONS },
    ),
  ]);
  return { pulse, creator, programs, links, page, story, made };
}
