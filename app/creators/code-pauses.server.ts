import type { Tx } from "#app/db.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/** Opens a code's pause from `now`, or again one that was ended as it began; nothing when one is open. */
export async function startCodePause(tx: Tx, shopId: ShopId, id: CodeId, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO code_pause (shop_id, code_id, from_at)
     SELECT $1, $2, greatest($3, (SELECT max(to_at) FROM code_pause WHERE shop_id = $1 AND code_id = $2))
     WHERE NOT EXISTS (SELECT 1 FROM code_pause WHERE shop_id = $1 AND code_id = $2 AND to_at IS NULL)
     ON CONFLICT (shop_id, code_id, from_at) DO UPDATE SET to_at = NULL`,
    [shopId, id, now],
  );
  await touch(tx, shopId, id);
}

/** Ends a code's open pause at `now`. */
export async function endCodePause(tx: Tx, shopId: ShopId, id: CodeId, now: Date): Promise<void> {
  await tx.query(
    "UPDATE code_pause SET to_at = greatest($3, from_at) WHERE shop_id = $1 AND code_id = $2 AND to_at IS NULL",
    [shopId, id, now],
  );
  await touch(tx, shopId, id);
}

/** Open pages look at the code's own row. */
async function touch(tx: Tx, shopId: ShopId, id: CodeId) {
  await tx.query("UPDATE code SET revision = nextval('revision') WHERE shop_id = $1 AND id = $2", [
    shopId,
    id,
  ]);
}
