import { applyInstead } from "#app/creators/applied-codes.server.ts";
import { codeKey } from "#app/creators/code.ts";
import { columnsOf } from "#app/creators/codes.server.ts";
import type { KeptCode } from "#app/creators/kept-codes.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/**
 * Gives a creator the code that their discount was renamed to, as long as it was theirs; the old one keeps its past and is
 * held no longer. Both codes are locked by then. @returns who holds the new one, or null when it is given
 */
export async function renameCode(
  tx: Tx,
  shopId: ShopId,
  old: KeptCode,
  id: CodeId,
  name: string,
  now: Date,
): Promise<{ heldBy: string } | null> {
  const key = codeKey(name);
  const { rows } = await tx.query<{ name: string; heldTo: Date | null }>(
    `SELECT creator.name, code.held_to AS "heldTo" FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.key = $2 AND code.state <> 'refused' ORDER BY code.held_to NULLS LAST`,
    [shopId, key],
  );
  const last = rows.at(-1);
  if (last && (last.heldTo === null || last.heldTo > now)) return { heldBy: last.name };
  const heldFrom = last?.heldTo && last.heldTo > old.heldFrom ? last.heldTo : old.heldFrom;
  const { kind, basisPoints, minor, currency } = columnsOf(old.value);
  await tx.query(
    `UPDATE code SET held_to = greatest($3, held_from), drift = NULL, drift_told = NULL, problem = NULL, discount_id = NULL,
       revision = nextval('revision')
     WHERE shop_id = $1 AND id = $2`,
    [shopId, old.id, now],
  );
  await tx.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, basis_points, amount_minor, currency, conditions, discount_id,
       state, origin, held_from, created_at, settled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'active', 'adopted', $12, $13, $13)`,
    [
      ...[shopId, id, old.creatorId, name, key, kind, basisPoints, minor, currency],
      ...[JSON.stringify(old.conditions), old.discountId, heldFrom, now],
    ],
  );
  await applyInstead(tx, shopId, old.id, name);
  return null;
}
