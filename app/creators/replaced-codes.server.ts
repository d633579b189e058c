import type { KeptCode } from "#app/creators/kept-codes.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/**
 * A code credits until `endsAt` and no longer, and stands beside the one it was rotated to (null: to none). A discount of
 * our own that holds this code alone ends then, too: that is part of its terms.
 */
export async function endCodeAt(
  tx: Tx,
  shopId: ShopId,
  { id, origin, batchId }: Pick<KeptCode, "id" | "origin" | "batchId">,
  endsAt: Date,
  replacedBy: CodeId | null,
): Promise<void> {
  const isOurs = origin === "made" && batchId === null;
  await tx.query(
    `UPDATE code SET held_to = greatest($3, held_from), replaced_by = $4, revision = nextval('revision'),
       conditions = CASE WHEN $5 THEN conditions || jsonb_build_object('endsAt', $6::text) ELSE conditions END
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, endsAt, replacedBy, isOurs, endsAt.toISOString()],
  );
}

/** A code of a batch is to be put into its discount again. */
export async function askBack(tx: Tx, shopId: ShopId, id: CodeId): Promise<void> {
  await tx.query(
    "UPDATE code SET state = 'creating', call_id = NULL WHERE shop_id = $1 AND id = $2 AND state = 'active'",
    [shopId, id],
  );
}
