import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ShopId, ViewId } from "#app/kernel/id.ts";

/** A way of looking at a table that a merchant keeps; `query` is the search of its address, "?status=paused". */
export type SavedView = { readonly id: ViewId; readonly name: string; readonly query: string };

/** Why a view is not kept: its name, because the shop has as many as a row of tabs can hold, or because it is gone. */
export type ViewRefusal = {
  readonly because: { readonly name: "empty" | "too-long" | "taken" | "too-many" | "gone" };
};

const LONGEST_NAME = 40;
const MOST_VIEWS = 30;

/** Reads a view's name: 1 to 40 characters on one line. */
export function parseViewName(text: string): { readonly name: string } | ViewRefusal {
  const name = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  if (name === "") return { because: { name: "empty" } };
  return [...name].length > LONGEST_NAME ? { because: { name: "too-long" } } : { name };
}

/** The views a shop keeps of a page, oldest first. */
export async function listViews(
  database: Database,
  shop: { readonly id: ShopId },
  page: string,
): Promise<SavedView[]> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.savedView.findMany({
      where: { shopId: shop.id, page },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  ]);
  return rows.map(({ id, name, query }) => ({ id: id as ViewId, name, query }));
}

/**
 * Keeps a view under its id: a new one, or another name or query for one there is. Names of a page are told apart without
 * regard to capitals. @returns why it is not kept, or null
 */
export async function saveView(
  tx: Tx,
  shopId: ShopId,
  page: string,
  { id, name, query }: SavedView,
  now: Date,
): Promise<ViewRefusal | null> {
  // One at a time for each shop: two views of one name in one moment would both find it free.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [`${shopId} views of ${page}`]);
  const { rows } = await tx.query<{ id: string; name: string }>(
    "SELECT id, name FROM saved_view WHERE shop_id = $1 AND page = $2",
    [shopId, page],
  );
  const others = rows.filter((row) => row.id !== id);
  if (others.some((row) => row.name.toLowerCase() === name.toLowerCase()))
    return { because: { name: "taken" } };
  if (others.length >= MOST_VIEWS) return { because: { name: "too-many" } };
  await tx.query(
    `INSERT INTO saved_view (shop_id, id, page, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, query = excluded.query`,
    [shopId, id, page, name, query, now],
  );
  return null;
}

/** Finds a view and locks it until the transaction ends; null when the shop has none of that id. */
export async function findView(tx: Tx, shopId: ShopId, id: ViewId): Promise<SavedView | null> {
  const { rows } = await tx.query<SavedView>(
    "SELECT id, name, query FROM saved_view WHERE shop_id = $1 AND id = $2 FOR UPDATE",
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Drops a view. */
export async function removeView(tx: Tx, shopId: ShopId, id: ViewId): Promise<void> {
  await tx.query("DELETE FROM saved_view WHERE shop_id = $1 AND id = $2", [shopId, id]);
}
