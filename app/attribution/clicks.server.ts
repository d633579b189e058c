import type { Tx } from "#app/db.server.ts";
import type { CreatorId, LinkId, ShopId, VisitId } from "#app/kernel/id.ts";

/** A visit as it is issued: by a link's address (go), or by the page where a visitor arrived without one (embed). */
export type NewVisit = {
  readonly shopId: ShopId;
  readonly id: VisitId;
  readonly linkId: LinkId;
  readonly creatorId: CreatorId;
  readonly at: Date;
  readonly via: "go" | "embed";
};

/** Clicks of bots on one link, and how many. */
export type Bots = { readonly linkId: LinkId; readonly count: number };

/**
 * Writes visits, once each, and counts them on their links; bots apart. A link that is gone (its shop was erased) takes its
 * clicks along. Rows are written in the links' order, so that processes never wait for each other in a circle.
 */
export async function saveClicks(
  tx: Tx,
  shopId: ShopId,
  { visits, bots }: { visits: readonly NewVisit[]; bots: readonly Bots[] },
): Promise<void> {
  await tx.query(
    `WITH made AS (
       INSERT INTO visit (shop_id, id, link_id, creator_id, at, via)
       SELECT $1, told.id, link.id, link.creator_id, told.at, told.via
       FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) AS told (id, link_id, at, via)
         JOIN link ON link.shop_id = $1 AND link.id = told.link_id
       ORDER BY told.id ON CONFLICT DO NOTHING RETURNING link_id, at
     ), seen AS (
       SELECT link_id, count(*)::int AS clicks, 0 AS bots, max(at) AS last_at FROM made GROUP BY link_id
       UNION ALL
       SELECT link.id, 0, told.bots, NULL FROM unnest($6::text[], $7::int[]) AS told (link_id, bots)
         JOIN link ON link.shop_id = $1 AND link.id = told.link_id
     )
     INSERT INTO link_clicks (shop_id, link_id, clicks, bots, last_at)
     SELECT $1, link_id, sum(clicks), sum(bots), max(last_at) FROM seen GROUP BY link_id ORDER BY link_id
     ON CONFLICT (shop_id, link_id) DO UPDATE SET clicks = link_clicks.clicks + excluded.clicks,
       bots = link_clicks.bots + excluded.bots, last_at = greatest(link_clicks.last_at, excluded.last_at)`,
    [
      shopId,
      ...[visits.map(({ id }) => id), visits.map(({ linkId }) => linkId)],
      ...[visits.map(({ at }) => at), visits.map(({ via }) => via)],
      ...[bots.map(({ linkId }) => linkId), bots.map(({ count }) => count)],
    ],
  );
}
