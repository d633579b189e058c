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

/** Opens a pause from `now` for each creator who has none open; one that ended as it began is opened again. @returns those */
export async function pauseMany(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CreatorId[],
  now: Date,
): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    `INSERT INTO creator_pause (shop_id, creator_id, from_at)
     SELECT $1, creator.id, greatest($3, (SELECT max(to_at) FROM creator_pause WHERE shop_id = $1 AND creator_id = creator.id))
     FROM creator WHERE creator.shop_id = $1 AND creator.id = ANY($2)
       AND NOT EXISTS (SELECT 1 FROM creator_pause WHERE shop_id = $1 AND creator_id = creator.id AND to_at IS NULL)
     ON CONFLICT (shop_id, creator_id, from_at) DO UPDATE SET to_at = NULL RETURNING creator_id AS id`,
    [shopId, ids, now],
  );
  return rows.map((row) => row.id);
}

/** Ends the open pause of each creator who has one, at `now`. @returns those */
export async function resumeMany(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CreatorId[],
  now: Date,
): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    `UPDATE creator_pause SET to_at = greatest($3, from_at) WHERE shop_id = $1 AND creator_id = ANY($2) AND to_at IS NULL
     RETURNING creator_id AS id`,
    [shopId, ids, now],
  );
  return rows.map((row) => row.id);
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
