import type { CodeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";

/** Locks creators until the transaction ends, in one order for everybody. @returns those the shop has */
export async function lockCreators(tx: Tx, shopId: ShopId, ids: readonly CreatorId[]): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    "SELECT id FROM creator WHERE shop_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE",
    [shopId, ids],
  );
  return rows.map((row) => row.id);
}

/** The codes these creators ever held, each once. */
export async function listKeysOf(tx: Tx, shopId: ShopId, ids: readonly CreatorId[]): Promise<CodeKey[]> {
  const { rows } = await tx.query<{ key: CodeKey }>(
    "SELECT DISTINCT key FROM code WHERE shop_id = $1 AND creator_id = ANY($2) ORDER BY key",
    [shopId, ids],
  );
  return rows.map((row) => row.key);
}

/** Puts creators into a program, or out of any (null). @returns those who were not there already */
export async function moveMany(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CreatorId[],
  programId: ProgramId | null,
  now: Date,
): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    `UPDATE creator SET program_id = $3, updated_at = $4 WHERE shop_id = $1 AND id = ANY($2) AND program_id IS DISTINCT FROM $3
     RETURNING id`,
    [shopId, ids, programId, now],
  );
  return rows.map((row) => row.id);
}
