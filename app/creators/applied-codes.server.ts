import type { Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** Whether a creator's link may apply this code; it cannot be refused meanwhile: whoever would waits for this transaction. */
export async function lockAppliableCode(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  code: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM code WHERE shop_id = $1 AND creator_id = $2 AND code = $3 AND state <> 'refused' AND held_to IS NULL AND NOT is_single_use
     FOR SHARE`,
    [shopId, creatorId, code],
  );
  return (rowCount ?? 0) > 0;
}

/** Links stop applying those of these codes that Shopify refused, or that their creators hold no longer. */
export async function dropFromLinks(tx: Tx, shopId: ShopId, ids: readonly CodeId[]): Promise<void> {
  await tx.query(
    `UPDATE link SET code = NULL FROM code
     WHERE code.shop_id = $1 AND code.id = ANY($2) AND (code.state = 'refused' OR code.held_to IS NOT NULL)
       AND link.shop_id = $1 AND link.creator_id = code.creator_id AND link.code = code.code`,
    [shopId, ids],
  );
}

/** Links that applied a code apply this one of the same creator's from now on; null: none. */
export async function applyInstead(tx: Tx, shopId: ShopId, id: CodeId, name: string | null): Promise<void> {
  await tx.query(
    `UPDATE link SET code = $3 FROM code
     WHERE code.shop_id = $1 AND code.id = $2
       AND link.shop_id = $1 AND link.creator_id = code.creator_id AND link.code = code.code`,
    [shopId, id, name],
  );
}
