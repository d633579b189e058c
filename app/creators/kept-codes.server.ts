import { dropFromLinks } from "#app/creators/applied-codes.server.ts";
import type { CodeKey, CodeValue, Conditions, Terms } from "#app/creators/code.ts";
import { columnsOf, valueIn } from "#app/creators/codes.server.ts";
import type { Drift, Told } from "#app/creators/drift.ts";
import type { Tx } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** A code as it stands: what its discount in Shopify must say, and how that discount drifted. */
export type KeptCode = {
  readonly id: CodeId;
  readonly creatorId: CreatorId;
  readonly creatorName: string;
  readonly code: string;
  readonly key: CodeKey;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly mayAdopt: boolean;
  readonly heldFrom: Date;
  readonly heldTo: Date | null;
  /** Whether we made its discount, or the merchant did. */
  readonly origin: "made" | "adopted";
  readonly isPaused: boolean;
  /** The code it was rotated to. */
  readonly replacedBy: CodeId | null;
  readonly state: string;
  readonly batchId: BatchId | null;
  readonly discountId: string | null;
  readonly drift: Drift | null;
  readonly told: Told | null;
};

/** Finds a code with its creator's name; null when the shop has no such code. The row is locked until the transaction ends. */
export async function findCode(tx: Tx, shopId: ShopId, id: CodeId): Promise<KeptCode | null> {
  const { rows } = await tx.query(
    `SELECT code.*, creator.name, EXISTS (SELECT 1 FROM code_pause pause
       WHERE pause.shop_id = $1 AND pause.code_id = code.id AND pause.to_at IS NULL) AS is_paused
     FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.id = $2 FOR UPDATE OF code`,
    [shopId, id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    id,
    creatorId: row.creator_id,
    creatorName: row.name,
    code: row.code,
    key: row.key,
    value: valueIn(row),
    conditions: row.conditions,
    mayAdopt: row.may_adopt,
    heldFrom: row.held_from,
    heldTo: row.held_to,
    origin: row.origin,
    isPaused: row.is_paused,
    replacedBy: row.replaced_by,
    state: row.state,
    batchId: row.batch_id,
    discountId: row.discount_id,
    drift: row.drift,
    told: row.drift_told === null ? null : JSON.parse(row.drift_told),
  };
}

/** Records that Shopify has the code. */
export async function activateCode(
  tx: Tx,
  shopId: ShopId,
  id: CodeId,
  discountId: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE code SET state = 'active', problem = NULL, discount_id = $3, drift = NULL, drift_told = NULL, settled_at = $4,
       revision = nextval('revision')
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, discountId, now],
  );
}

/** Records that the merchant's own discount stands for the code from now on, and what it does. */
export async function adoptDiscount(
  tx: Tx,
  shopId: ShopId,
  id: CodeId,
  discountId: string,
  { value, conditions }: Terms,
  now: Date,
): Promise<void> {
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  await tx.query(
    `UPDATE code SET origin = 'adopted', value_kind = $3, basis_points = $4, amount_minor = $5, currency = $6, conditions = $7
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, kind, basisPoints, minor, currency, JSON.stringify(conditions)],
  );
  await activateCode(tx, shopId, id, discountId, now);
}

/** Records that Shopify will not have the code, and why; it credits nothing, no link applies it, and it may be given anew. */
export async function refuseCode(
  tx: Tx,
  shopId: ShopId,
  id: CodeId,
  problem: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE code SET state = 'refused', problem = $3, settled_at = $4, revision = nextval('revision')
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, problem, now],
  );
  await dropFromLinks(tx, shopId, [id]);
}
