import type { CodeKey, Terms } from "#app/creators/code.ts";
import { columnsOf, valueIn } from "#app/creators/codes.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";

/** Codes that were added together: one discount in Shopify with a code for each creator. */
export type Batch = Terms & {
  readonly id: BatchId;
  /** What the discount is called in Shopify. */
  readonly title: string;
  readonly discountId: string | null;
  readonly createdAt: Date;
};

/** Keeps a batch. @returns false when it is kept already */
export async function keepBatch(
  tx: Tx,
  shopId: ShopId,
  { id, title, value, conditions, createdAt }: Omit<Batch, "discountId">,
): Promise<boolean> {
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  const { rowCount } = await tx.query(
    `INSERT INTO code_batch (shop_id, id, title, value_kind, basis_points, amount_minor, currency, conditions, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [shopId, id, title, kind, basisPoints, minor, currency, JSON.stringify(conditions), createdAt],
  );
  return rowCount === 1;
}

/** A code of a batch as it is given to its creator. */
export type BatchCode = {
  readonly id: CodeId;
  readonly creatorId: CreatorId;
  readonly code: string;
  readonly key: CodeKey;
};

/** Gives creators the codes of a batch, from its beginning on. Throws (23P01) when somebody holds one of them. */
export async function giveBatchCodes(
  tx: Tx,
  shopId: ShopId,
  { id, value, conditions, createdAt }: Omit<Batch, "discountId">,
  codes: readonly BatchCode[],
): Promise<void> {
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  const column = <Name extends keyof BatchCode>(name: Name) => codes.map((each) => each[name]);
  await tx.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, batch_id, value_kind, basis_points, amount_minor, currency, conditions, held_from, created_at)
     SELECT $1, u.id, u.creator_id, u.code, u.key, $6, $7, $8, $9, $10, $11, $12, $12
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS u (id, creator_id, code, key) ORDER BY u.id`,
    [
      ...[shopId, column("id"), column("creatorId"), column("code"), column("key"), id],
      ...[kind, basisPoints, minor, currency, JSON.stringify(conditions), createdAt],
    ],
  );
}

/** Finds a batch; null when the shop has no such one. */
export async function findBatch(tx: Tx, shopId: ShopId, id: BatchId): Promise<Batch | null> {
  const { rows } = await tx.query("SELECT * FROM code_batch WHERE shop_id = $1 AND id = $2", [shopId, id]);
  const [row] = rows;
  if (!row) return null;
  const { title, conditions, discount_id: discountId, created_at: createdAt } = row;
  return { id, title, value: valueIn(row), conditions, discountId, createdAt };
}

/** Which creators codes are made for: all, those of a program, those who hold no code, or these. */
export type Chosen =
  | { readonly who: "all" | "without" }
  | { readonly who: "program"; readonly programId: ProgramId }
  | { readonly who: "picked"; readonly ids: readonly CreatorId[] };

/** Somebody a code can be made for. */
export type Person = { readonly id: CreatorId; readonly name: string; readonly handle: string | null };

/** The creators who were chosen, by name, at most `most` and one more. */
export async function listChosen(
  tx: Tx,
  shopId: ShopId,
  chosen: Chosen,
  most: number,
  now: Date,
): Promise<Person[]> {
  const { rows } = await tx.query<Person>(
    `SELECT id, name, handle FROM creator WHERE shop_id = $1
       AND ($2::text IS NULL OR program_id = $2) AND ($3::text[] IS NULL OR id = ANY($3))
       AND ($4::boolean IS NOT TRUE OR NOT EXISTS (SELECT 1 FROM code WHERE code.shop_id = $1 AND code.creator_id = creator.id
         AND code.state <> 'refused' AND (code.held_to IS NULL OR code.held_to > $5)))
     ORDER BY lower(name), id LIMIT $6`,
    [
      shopId,
      chosen.who === "program" ? chosen.programId : null,
      chosen.who === "picked" ? chosen.ids : null,
      ...[chosen.who === "without", now, most + 1],
    ],
  );
  return rows;
}

/** Every code the shop's creators hold, ever held, or were refused: none of them is made for somebody else. */
export async function listUsedKeys(tx: Tx, shopId: ShopId): Promise<Set<string>> {
  const { rows } = await tx.query<{ key: string }>("SELECT DISTINCT key FROM code WHERE shop_id = $1", [
    shopId,
  ]);
  return new Set(rows.map(({ key }) => key));
}
