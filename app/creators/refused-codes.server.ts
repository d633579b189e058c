import type { CodeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import type { BatchId, CodeId, ShopId } from "#app/kernel/id.ts";

/** A refused code and the name it is to be tried under. */
export type Tried = { readonly id: CodeId; readonly code: string; readonly key: CodeKey };

/** The codes of a batch that Shopify refused, a chunk at a time from behind `after`, locked until the transaction ends. */
export async function listRefused(
  tx: Tx,
  shopId: ShopId,
  batchId: BatchId,
  after: string,
  limit: number,
): Promise<Tried[]> {
  const { rows } = await tx.query<Tried>(
    "SELECT id, code, key FROM code WHERE shop_id = $1 AND batch_id = $2 AND state = 'refused' AND id > $3 ORDER BY id LIMIT $4 FOR UPDATE",
    [shopId, batchId, after, limit],
  );
  return rows;
}

/** Who holds a code at an instant or after it; null for nobody. */
export async function holderOf(tx: Tx, shopId: ShopId, key: CodeKey, from: Date): Promise<string | null> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT creator.name FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.key = $2 AND code.state <> 'refused' AND (code.held_to IS NULL OR code.held_to > $3) LIMIT 1`,
    [shopId, key, from],
  );
  return rows[0]?.name ?? null;
}

/** Refused codes are to be created again, under these names; not one that somebody else holds. @returns how many are */
export async function askCodeAnew(
  tx: Tx,
  shopId: ShopId,
  tried: readonly Tried[],
  mayAdopt: boolean,
): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE code SET code = u.code, key = u.key, state = 'creating', problem = NULL, call_id = NULL, may_adopt = $5,
       revision = nextval('revision')
     FROM unnest($2::text[], $3::text[], $4::text[]) AS u (id, code, key)
     WHERE code.shop_id = $1 AND code.id = u.id AND code.state = 'refused' AND NOT EXISTS (
       SELECT 1 FROM code AS other WHERE other.shop_id = $1 AND other.key = u.key AND other.id <> u.id AND other.state <> 'refused'
         AND tstzrange(other.held_from, other.held_to) && tstzrange(code.held_from, code.held_to))`,
    [shopId, tried.map(({ id }) => id), tried.map(({ code }) => code), tried.map(({ key }) => key), mayAdopt],
  );
  return rowCount ?? 0;
}
