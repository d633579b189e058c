import { Prisma } from "@prisma/client";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, LinkId, ShopId } from "#app/kernel/id.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** The shop a page is for, as far as reading needs it. */
type Shop = { readonly id: ShopId; readonly currency: string };

/** A creator's link, who clicked it, and what came of it: counted orders it decided, in the shop's currency. */
export type LinkRow = {
  readonly id: LinkId;
  readonly slug: string;
  /** The page it leads to, a path of the shop. */
  readonly path: string;
  /** Empty where the merchant gave it none. */
  readonly title: string;
  /** The code it applies, if any. */
  readonly code: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly clicks: number;
  readonly bots: number;
  readonly lastClickAt: Date | null;
  readonly orders: number;
  readonly net: Money;
};

/** A link's page: the link, whose it is, and the codes it may apply. */
export type LinkPage = {
  readonly link: LinkRow;
  readonly creator: LinksOwner;
};

/** Whose links these are, and the codes they may apply. */
export type LinksOwner = {
  readonly id: CreatorId;
  readonly name: string;
  readonly codes: readonly string[];
};

/** A creator's links: those in use first, the newest of them first. */
export async function listLinks(database: Database, shop: Shop, creatorId: CreatorId): Promise<LinkRow[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<LinkRead[]>`${linksOf(shop, creatorId)}
      ORDER BY link.ended_at IS NOT NULL, link.created_at DESC, link.id`,
  ]);
  return rows.map((row) => linkIn(row, shop.currency));
}

/** Finds what a link's page shows; null when the shop has no such creator, or they no such link. */
export async function findLinkPage(
  database: Database,
  shop: Shop,
  creatorId: CreatorId,
  id: LinkId,
): Promise<LinkPage | null> {
  const [rows, creators] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<LinkRead[]>`${linksOf(shop, creatorId)} AND link.id = ${id}`,
    prisma.$queryRaw<LinksOwner[]>`${ownerOf(shop.id, creatorId)}`,
  ]);
  const [row] = rows;
  const [creator] = creators;
  return row && creator ? { link: linkIn(row, shop.currency), creator } : null;
}

/** Finds whose links a page is about; null when the shop has no such creator. */
export async function findLinksOwner(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
): Promise<LinksOwner | null> {
  const [creators] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<LinksOwner[]>`${ownerOf(shopId, creatorId)}`,
  ]);
  return creators[0] ?? null;
}

const linksOf = (shop: Shop, creatorId: CreatorId) => Prisma.sql`
  SELECT link.id, link.slug, link.path, link.title, link.code, link.created_at, link.ended_at,
    clicks.clicks, clicks.bots, clicks.last_at, figures.orders, figures.net
  FROM link LEFT JOIN link_clicks clicks ON clicks.shop_id = link.shop_id AND clicks.link_id = link.id
    LEFT JOIN link_figures figures ON figures.shop_id = link.shop_id AND figures.link_id = link.id
      AND figures.currency = ${shop.currency}
  WHERE link.shop_id = ${shop.id} AND link.creator_id = ${creatorId}`;

const ownerOf = (shopId: ShopId, creatorId: CreatorId) => Prisma.sql`
  SELECT creator.id, creator.name, coalesce((
    SELECT array_agg(code.code ORDER BY code.created_at, code.id) FROM code
    WHERE code.shop_id = creator.shop_id AND code.creator_id = creator.id AND code.state <> 'refused' AND code.held_to IS NULL AND NOT code.is_single_use
  ), '{}') AS codes
  FROM creator WHERE creator.shop_id = ${shopId} AND creator.id = ${creatorId}`;

type LinkRead = {
  id: LinkId;
  slug: string;
  path: string;
  title: string;
  code: string | null;
  created_at: Date;
  ended_at: Date | null;
  clicks: number | null;
  bots: number | null;
  last_at: Date | null;
  orders: number | null;
  net: bigint | null;
};

function linkIn(row: LinkRead, currency: string): LinkRow {
  const { id, slug, path, title, code } = row;
  return {
    ...{ id, slug, path, title, code },
    createdAt: row.created_at,
    endedAt: row.ended_at,
    clicks: row.clicks ?? 0,
    bots: row.bots ?? 0,
    lastClickAt: row.last_at,
    orders: row.orders ?? 0,
    net: money(Number(row.net ?? 0), currency),
  };
}
