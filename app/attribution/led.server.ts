import type { Tx } from "#app/db.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

/** Those of these creators whose codes or links led to an order placed at or after `since`. */
export async function listLedSince(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CreatorId[],
  since: Date,
): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    `SELECT code.creator_id AS id FROM attribution
       JOIN order_code ON order_code.shop_id = attribution.shop_id AND order_code.order_id = attribution.order_id
       JOIN code ON code.shop_id = order_code.shop_id AND code.key = order_code.key
     WHERE attribution.shop_id = $1 AND attribution.instant >= $3 AND code.creator_id = ANY($2)
     UNION SELECT linked.id FROM attribution, unnest(attribution.linked_to) AS linked (id)
     WHERE attribution.shop_id = $1 AND attribution.instant >= $3 AND linked.id = ANY($2) ORDER BY id`,
    [shopId, ids, since],
  );
  return rows.map((row) => row.id);
}
