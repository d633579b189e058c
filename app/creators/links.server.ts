import type { Database, Tx } from "#app/db.server.ts";
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

/** Where a link's address leads, as far as the storefront needs it. */
export type LinkAddress = {
  readonly shopId: ShopId;
  readonly shopDomain: string;
  /** The host shoppers see; null until Shopify told it. */
  readonly primaryHost: string | null;
  readonly linkId: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
  readonly path: string;
  /** The code it applies, if any. */
  readonly code: string | null;
  readonly endedAt: Date | null;
};

/** A shop as its links' addresses name it, and the link; `link` is null where the shop has none of this slug. */
export type ShopAddress = Pick<LinkAddress, "shopDomain" | "primaryHost"> & {
  readonly link: LinkAddress | null;
};

/** Finds a shop by its myshopify domain, and its link by slug, in one indexed statement; null when no shop has the app. */
export async function findShopAddress(
  database: Database,
  shopDomain: string,
  slug: string,
): Promise<ShopAddress | null> {
  const { rows } = await database.system.query({
    name: "link-address",
    text: `SELECT shop.id AS shop_id, shop.primary_host, link.id, link.creator_id, link.slug, link.path, link.code, link.ended_at
      FROM shop LEFT JOIN link ON link.shop_id = shop.id AND link.slug = $2
      WHERE shop.domain = $1 AND shop.uninstalled_at IS NULL`,
    values: [shopDomain, slug],
  });
  const [row] = rows;
  if (!row) return null;
  const { shop_id: shopId, primary_host: primaryHost, id: linkId, creator_id: creatorId, ...link } = row;
  const shop = { shopDomain, primaryHost };
  if (linkId === null) return { ...shop, link: null };
  const { path, code, ended_at: endedAt } = link;
  return { ...shop, link: { ...shop, shopId, linkId, creatorId, slug: link.slug, path, code, endedAt } };
}

/** Finds a link by its shop's myshopify domain and its slug, ended ones too; null when there is none. */
export async function findAddress(
  database: Database,
  shopDomain: string,
  slug: string,
): Promise<LinkAddress | null> {
  return (await findShopAddress(database, shopDomain, slug))?.link ?? null;
}

/** A link as it is made. */
export type NewLink = {
  readonly id: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
} & LinkChange;

/** What of a link can be changed. `title` is empty where the merchant gave none. */
export type LinkChange = {
  readonly title: string;
  readonly path: string;
  readonly code: string | null;
};

/** Adds a link. @returns whether it was added: false where the shop has a link of this slug */
export async function addLink(
  tx: Tx,
  shopId: ShopId,
  { id, creatorId, slug, title, path, code }: NewLink,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO link (shop_id, id, creator_id, slug, path, title, code, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (shop_id, slug) DO NOTHING`,
    [shopId, id, creatorId, slug, path, title, code, now],
  );
  return rowCount === 1;
}

/** Changes where a creator's link leads and what it is called. @returns whether they have such a link */
export async function changeLink(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  id: LinkId,
  { title, path, code }: LinkChange,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "UPDATE link SET title = $4, path = $5, code = $6 WHERE shop_id = $1 AND creator_id = $2 AND id = $3",
    [shopId, creatorId, id, title, path, code],
  );
  return rowCount === 1;
}

/** Ends a creator's link at an instant, unless it has ended, or (null) lets it lead somewhere again. @returns whether they have such a link */
export async function endLink(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  id: LinkId,
  at: Date | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE link SET ended_at = CASE WHEN $4::timestamptz IS NOT NULL THEN coalesce(ended_at, $4) END
     WHERE shop_id = $1 AND creator_id = $2 AND id = $3`,
    [shopId, creatorId, id, at],
  );
  return rowCount === 1;
}

/** The slugs of the shop that begin with a stem: what a proposal may collide with. */
export async function listSlugs(tx: Tx, shopId: ShopId, stem: string): Promise<Set<string>> {
  const { rows } = await tx.query<{ slug: string }>(
    "SELECT slug FROM link WHERE shop_id = $1 AND starts_with(slug, $2)",
    [shopId, stem],
  );
  return new Set(rows.map(({ slug }) => slug));
}
