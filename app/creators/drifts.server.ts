import { dropFromLinks } from "#app/creators/applied-codes.server.ts";
import type { CodeKey, Terms } from "#app/creators/code.ts";
import { columnsOf, valueIn } from "#app/creators/codes.server.ts";
import type { Drift, Told } from "#app/creators/drift.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/** A code that Shopify shall still have as we do. */
export type CodeToCheck = Terms & {
  readonly id: CodeId;
  readonly code: string;
  readonly key: CodeKey;
  readonly discountId: string;
};

/** The codes of the next discounts that were not looked at since then; none that has come to its end, or is paused. */
export async function listToCheck(
  tx: Tx,
  shopId: ShopId,
  since: Date,
  discounts: number,
  now: Date,
): Promise<CodeToCheck[]> {
  const standing = `code.shop_id = $1 AND code.state = 'active' AND code.discount_id IS NOT NULL
    AND (code.held_to IS NULL OR code.held_to > $3) AND ((code.conditions->>'endsAt') IS NULL OR (code.conditions->>'endsAt')::timestamptz > $3)
    AND (code.checked_at IS NULL OR code.checked_at < $2)
    AND NOT EXISTS (SELECT 1 FROM code_pause pause WHERE pause.shop_id = $1 AND pause.code_id = code.id AND pause.to_at IS NULL)`;
  const { rows } = await tx.query(
    `SELECT code.id, code.code, code.key, code.discount_id, code.value_kind, code.basis_points, code.amount_minor, code.currency, code.conditions
     FROM code WHERE ${standing} AND code.discount_id IN (
       SELECT DISTINCT code.discount_id FROM code WHERE ${standing} ORDER BY code.discount_id LIMIT $4)
     ORDER BY code.discount_id, code.id`,
    [shopId, since, now, discounts],
  );
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, key: row.key, discountId: row.discount_id },
    ...{ value: valueIn(row), conditions: row.conditions },
  }));
}

/** What a look at Shopify said of a code. */
export type Checked = {
  readonly id: CodeId;
  readonly discountId: string;
  readonly found: { readonly drift: Drift; readonly told: Told } | null;
};

/** Records what a look that began at `now` said; of a code that was changed since, it says nothing. */
export async function saveChecked(
  tx: Tx,
  shopId: ShopId,
  checked: readonly Checked[],
  now: Date,
): Promise<void> {
  const sorted = checked.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await tx.query(
    `UPDATE code SET drift = u.drift, drift_told = u.told, checked_at = $6,
       drifted_at = CASE WHEN code.drift IS NOT DISTINCT FROM u.drift THEN code.drifted_at ELSE $6 END,
       problem = CASE WHEN u.drift IS NULL THEN NULL ELSE code.problem END,
       revision = CASE WHEN code.drift IS NOT DISTINCT FROM u.drift AND code.drift_told IS NOT DISTINCT FROM u.told
         THEN code.revision ELSE nextval('revision') END
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS u (id, discount_id, drift, told)
     WHERE code.shop_id = $1 AND code.id = u.id AND code.discount_id = u.discount_id AND code.state = 'active'
       AND (code.checked_at IS NULL OR code.checked_at < $6)`,
    [
      shopId,
      sorted.map(({ id }) => id),
      sorted.map(({ discountId }) => discountId),
      sorted.map(({ found }) => found?.drift ?? null),
      sorted.map(({ found }) => (found ? JSON.stringify(found.told) : null)),
      now,
    ],
  );
}

/** Records that codes of a discount stand in Shopify as they should again: those that drifted so, or this one alone. */
export async function clearDrift(
  tx: Tx,
  shopId: ShopId,
  of: { readonly discountId: string; readonly drift: Drift; readonly id?: CodeId },
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE code SET drift = NULL, drift_told = NULL, problem = NULL, checked_at = $5, revision = nextval('revision')
     WHERE shop_id = $1 AND discount_id = $2 AND drift = $3 AND ($4::text IS NULL OR id = $4)`,
    [shopId, of.discountId, of.drift, of.id ?? null, now],
  );
}

/** Records why Shopify would not have a code mended; it stays as it drifted. */
export async function noteProblem(tx: Tx, shopId: ShopId, id: CodeId, problem: string): Promise<void> {
  await tx.query(
    "UPDATE code SET problem = $3, revision = nextval('revision') WHERE shop_id = $1 AND id = $2 AND drift IS NOT NULL",
    [shopId, id, problem],
  );
}

/** The codes of a discount that drifted in one way, locked until the transaction ends. */
export async function lockDrifted(
  tx: Tx,
  shopId: ShopId,
  discountId: string,
  drift: Drift,
): Promise<{ id: CodeId; key: CodeKey }[]> {
  const { rows } = await tx.query<{ id: CodeId; key: CodeKey }>(
    "SELECT id, key FROM code WHERE shop_id = $1 AND discount_id = $2 AND drift = $3 ORDER BY id FOR UPDATE",
    [shopId, discountId, drift],
  );
  return rows;
}

/** Codes are what Shopify says they are from now on. */
export async function keepTerms(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CodeId[],
  { value, conditions }: Terms,
): Promise<void> {
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  await tx.query(
    `UPDATE code SET value_kind = $3, basis_points = $4, amount_minor = $5, currency = $6, conditions = $7,
       drift = NULL, drift_told = NULL, problem = NULL, revision = nextval('revision')
     WHERE shop_id = $1 AND id = ANY($2)`,
    [shopId, ids, kind, basisPoints, minor, currency, JSON.stringify(conditions)],
  );
}

/** Codes are held up to `now` only. */
export async function endCodes(tx: Tx, shopId: ShopId, ids: readonly CodeId[], now: Date): Promise<void> {
  await tx.query(
    `UPDATE code SET held_to = greatest($3, held_from), drift = NULL, drift_told = NULL, problem = NULL, revision = nextval('revision')
     WHERE shop_id = $1 AND id = ANY($2) AND held_to IS NULL`,
    [shopId, ids, now],
  );
  await dropFromLinks(tx, shopId, ids);
}

/** Codes are to be made anew, their discount being gone. */
export async function makeAnew(tx: Tx, shopId: ShopId, ids: readonly CodeId[]): Promise<void> {
  await tx.query(
    `UPDATE code SET state = 'creating', discount_id = NULL, call_id = NULL, may_adopt = false, drift = NULL, drift_told = NULL,
       problem = NULL, revision = nextval('revision')
     WHERE shop_id = $1 AND id = ANY($2)`,
    [shopId, ids],
  );
}

/** How many of a shop's codes stand in Shopify otherwise than they were made, and when the last was looked at. */
export async function countDrifted(
  database: Database,
  shopId: ShopId,
): Promise<{ drifted: number; checkedAt: Date | null }> {
  return inShop(database, shopId, async (tx) => {
    const { rows } = await tx.query(
      "SELECT count(*) FILTER (WHERE drift IS NOT NULL)::int AS drifted, max(checked_at) AS at FROM code WHERE shop_id = $1",
      [shopId],
    );
    return { drifted: rows[0]?.drifted ?? 0, checkedAt: rows[0]?.at ?? null };
  });
}
