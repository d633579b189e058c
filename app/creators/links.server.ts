import type { Tx } from "#app/db.server.ts";
import type { CreatorId, LinkId, ShopId } from "#app/kernel/id.ts";

/** A creator's link, as far as telling whose a visit was needs it. */
export type LinkInTime = {
  readonly linkId: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
};

/** Finds the shop's links among these slugs, ended ones too; other words are left out. */
export async function findLinksBySlug(
  tx: Tx,
  shopId: ShopId,
  slugs: readonly string[],
): Promise<LinkInTime[]> {
  const { rows } = await tx.query(
    "SELECT id, creator_id, slug, created_at, ended_at FROM link WHERE shop_id = $1 AND slug = ANY($2) ORDER BY slug",
    [shopId, slugs],
  );
  return rows.map((row) => ({
    linkId: row.id,
    creatorId: row.creator_id,
    slug: row.slug,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }));
}
