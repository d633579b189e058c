import type { CreatorTerms, Recruiting } from "#app/creators/recruiting.ts";
import type { Tx } from "#app/db.server.ts";
import type { ProgramId, ShopId } from "#app/kernel/id.ts";

const CLOSED: Recruiting = { isOpen: false, intro: "", programId: null };

/** How a shop recruits, and its terms as they hold now; closed and without terms where nothing was ever saved. */
export async function findRecruiting(
  tx: Tx,
  shopId: ShopId,
): Promise<{ recruiting: Recruiting; terms: CreatorTerms | null }> {
  const settings = await tx.query("SELECT * FROM recruiting WHERE shop_id = $1", [shopId]);
  const terms = await tx.query(
    "SELECT version, text, since FROM creator_terms WHERE shop_id = $1 ORDER BY version DESC LIMIT 1",
    [shopId],
  );
  const [row] = settings.rows;
  return {
    recruiting: row
      ? { isOpen: row.is_open, intro: row.intro, programId: row.program_id as ProgramId | null }
      : CLOSED,
    terms: terms.rows[0] ?? null,
  };
}

/** Finds the terms as they stood in a version; null when there is none. */
export async function findTerms(tx: Tx, shopId: ShopId, version: number): Promise<CreatorTerms | null> {
  const { rows } = await tx.query(
    "SELECT version, text, since FROM creator_terms WHERE shop_id = $1 AND version = $2",
    [shopId, version],
  );
  return rows[0] ?? null;
}

/** Keeps how a shop recruits. Locks it until the transaction ends. */
export async function saveRecruiting(
  tx: Tx,
  shopId: ShopId,
  { isOpen, intro, programId }: Recruiting,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO recruiting (shop_id, is_open, intro, program_id, updated_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (shop_id) DO UPDATE SET is_open = excluded.is_open, intro = excluded.intro,
       program_id = excluded.program_id, updated_at = excluded.updated_at`,
    [shopId, isOpen, intro, programId, now],
  );
}

/** Approved applicants no longer join this program by themselves. */
export async function leaveProgram(tx: Tx, shopId: ShopId, id: ProgramId, now: Date): Promise<void> {
  await tx.query(
    "UPDATE recruiting SET program_id = NULL, updated_at = $3 WHERE shop_id = $1 AND program_id = $2",
    [shopId, id, now],
  );
}

/** Adds a version of the terms, unless the newest says just that; what somebody accepted before stays readable. */
export async function addTerms(tx: Tx, shopId: ShopId, text: string, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO creator_terms (shop_id, version, text, since)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3 FROM creator_terms WHERE shop_id = $1
     HAVING coalesce((array_agg(text ORDER BY version DESC))[1], '') <> $2`,
    [shopId, text, now],
  );
}
