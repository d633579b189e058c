import { dropFromLinks } from "#app/creators/applied-codes.server.ts";
import type { BatchCode } from "#app/creators/batches.server.ts";
import type { CodeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** Codes of a batch that Shopify was not asked for yet, at most so many, in the order of their text. */
export async function listUnasked(
  tx: Tx,
  shopId: ShopId,
  batchId: BatchId,
  limit: number,
): Promise<BatchCode[]> {
  const { rows } = await tx.query<BatchCode>(
    `SELECT id, creator_id AS "creatorId", code, key FROM code
     WHERE shop_id = $1 AND batch_id = $2 AND state = 'creating' AND call_id IS NULL AND NOT may_adopt ORDER BY key LIMIT $3`,
    [shopId, batchId, limit],
  );
  return rows;
}

/** Codes of a batch that Shopify was asked for and has not answered yet, by the call that asked. */
export async function listAsked(
  tx: Tx,
  shopId: ShopId,
  batchId: BatchId,
): Promise<ReadonlyMap<string, BatchCode[]>> {
  const { rows } = await tx.query<BatchCode & { callId: string }>(
    `SELECT id, creator_id AS "creatorId", code, key, call_id AS "callId" FROM code
     WHERE shop_id = $1 AND batch_id = $2 AND state = 'creating' AND call_id IS NOT NULL ORDER BY call_id, id`,
    [shopId, batchId],
  );
  return Map.groupBy(rows, ({ callId }) => callId);
}

/** Records by which call Shopify was asked for these codes; null: it is to be asked anew. */
export async function noteCall(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CodeId[],
  callId: string | null,
): Promise<void> {
  await tx.query("UPDATE code SET call_id = $3 WHERE shop_id = $1 AND id = ANY($2) AND state = 'creating'", [
    shopId,
    ids,
    callId,
  ]);
}

/** Records the discount that holds a batch's codes; null: it is gone. */
export async function noteDiscount(
  tx: Tx,
  shopId: ShopId,
  batchId: BatchId,
  discountId: string | null,
): Promise<void> {
  await tx.query("UPDATE code_batch SET discount_id = $3 WHERE shop_id = $1 AND id = $2", [
    shopId,
    batchId,
    discountId,
  ]);
}

/** What became of a code that Shopify was asked for: the discount it belongs to, or why there is none. */
export type Made = { readonly id: CodeId; readonly key: CodeKey } & (
  | { readonly discountId: string }
  | { readonly problem: string }
);

/** Records what became of codes that were being created; those that are settled already stay as they are. */
export async function settleCodes(tx: Tx, shopId: ShopId, made: readonly Made[], now: Date): Promise<void> {
  const sorted = made.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await tx.query(
    `UPDATE code SET state = CASE WHEN u.problem IS NULL THEN 'active' ELSE 'refused' END, problem = u.problem,
       discount_id = u.discount_id, call_id = NULL, drift = NULL, drift_told = NULL, settled_at = $5, revision = nextval('revision')
     FROM unnest($2::text[], $3::text[], $4::text[]) AS u (id, discount_id, problem)
     WHERE code.shop_id = $1 AND code.id = u.id AND code.state = 'creating'`,
    [
      shopId,
      sorted.map(({ id }) => id),
      sorted.map((each) => ("discountId" in each ? each.discountId : null)),
      sorted.map((each) => ("problem" in each ? each.problem : null)),
      now,
    ],
  );
  await dropFromLinks(
    tx,
    shopId,
    sorted.flatMap((each) => ("problem" in each ? [each.id] : [])),
  );
}

/** The creators who were given these codes and have orders with them on record. */
export async function listHoldersWithOrders(
  tx: Tx,
  shopId: ShopId,
  keys: readonly CodeKey[],
): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    `SELECT DISTINCT code.creator_id AS id FROM code
     WHERE code.shop_id = $1 AND code.key = ANY($2)
       AND EXISTS (SELECT 1 FROM order_code WHERE order_code.shop_id = $1 AND order_code.key = code.key) ORDER BY 1`,
    [shopId, keys],
  );
  return rows.map(({ id }) => id);
}

/** The codes a batch gave, a chunk at a time from behind `after`. */
export async function listBatchKeys(
  tx: Tx,
  shopId: ShopId,
  batchId: BatchId,
  after: string,
  limit: number,
): Promise<CodeKey[]> {
  const { rows } = await tx.query<{ key: CodeKey }>(
    "SELECT key FROM code WHERE shop_id = $1 AND batch_id = $2 AND key > $3 ORDER BY key LIMIT $4",
    [shopId, batchId, after, limit],
  );
  return rows.map(({ key }) => key);
}
