import { type Batch, findBatch } from "#app/creators/batches.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { BatchId, ShopId } from "#app/kernel/id.ts";

/** How many codes of a batch stand how. */
export type Progress = { readonly active: number; readonly refused: number; readonly creating: number };

/** A batch and how far it is; null when the shop has no such one. */
export function findProgress(
  database: Database,
  shopId: ShopId,
  id: BatchId,
): Promise<{ batch: Batch; progress: Progress } | null> {
  return inShop(database, shopId, async (tx) => {
    const batch = await findBatch(tx, shopId, id);
    if (!batch) return null;
    const { rows } = await tx.query<Progress>(
      `SELECT count(*) FILTER (WHERE state = 'active')::int AS active, count(*) FILTER (WHERE state = 'refused')::int AS refused,
         count(*) FILTER (WHERE state = 'creating')::int AS creating
       FROM code WHERE shop_id = $1 AND batch_id = $2`,
      [shopId, id],
    );
    return { batch, progress: rows[0] ?? { active: 0, refused: 0, creating: 0 } };
  });
}

/** The latest batches of a shop, and how far each is. */
export function listBatches(
  database: Database,
  shopId: ShopId,
  limit: number,
): Promise<(Progress & { readonly id: BatchId; readonly title: string; readonly createdAt: Date })[]> {
  return inShop(database, shopId, async (tx) => {
    const { rows } = await tx.query(
      `SELECT batch.id, batch.title, batch.created_at AS "createdAt", count(code.id) FILTER (WHERE code.state = 'active')::int AS active,
         count(code.id) FILTER (WHERE code.state = 'refused')::int AS refused, count(code.id) FILTER (WHERE code.state = 'creating')::int AS creating
       FROM (SELECT id, title, created_at FROM code_batch WHERE shop_id = $1 ORDER BY created_at DESC, id LIMIT $2) AS batch
       LEFT JOIN code ON code.shop_id = $1 AND code.batch_id = batch.id
       GROUP BY batch.id, batch.title, batch.created_at ORDER BY batch.created_at DESC, batch.id`,
      [shopId, limit],
    );
    return rows;
  });
}

/** How many creators a shop has, and how many of them hold no code. */
export function countChoosable(
  database: Database,
  shopId: ShopId,
  now: Date,
): Promise<{ all: number; without: number }> {
  return inShop(database, shopId, async (tx) => {
    const { rows } = await tx.query<{ all: number; without: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM code WHERE code.shop_id = $1
         AND code.creator_id = creator.id AND code.state <> 'refused' AND (code.held_to IS NULL OR code.held_to > $2)))::int AS without
       FROM creator WHERE shop_id = $1`,
      [shopId, now],
    );
    return rows[0] ?? { all: 0, without: 0 };
  });
}

/** A creator to be picked, with the codes they hold. */
export type Pickable = { readonly id: string; readonly name: string; readonly codes: readonly string[] };

/** The first creators, by name, whose name, e-mail or code holds a text; or these very creators. */
export function listPickable(
  database: Database,
  shopId: ShopId,
  by: { readonly search: string } | { readonly ids: readonly string[] },
  limit: number,
): Promise<Pickable[]> {
  const like = "search" in by ? `%${by.search.trim().replace(/[\\%_]/g, "\\$&")}%` : null;
  return inShop(database, shopId, async (tx) => {
    const { rows } = await tx.query<Pickable>(
      `SELECT id, name, ARRAY(SELECT code.code FROM code WHERE code.shop_id = $1 AND code.creator_id = creator.id
         AND code.state <> 'refused' AND NOT code.is_single_use ORDER BY code.created_at LIMIT 3) AS codes
       FROM creator WHERE shop_id = $1 AND ($2::text[] IS NULL OR id = ANY($2))
         AND ($3::text IS NULL OR name ILIKE $3 OR email ILIKE $3 OR EXISTS (SELECT 1 FROM code
           WHERE code.shop_id = $1 AND code.creator_id = creator.id AND code.code ILIKE $3))
       ORDER BY lower(name), id LIMIT $4`,
      [shopId, "ids" in by ? by.ids : null, like, limit],
    );
    return rows;
  });
}
