import { type CodeKey, codeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import {
  type CollaborationRow,
  type KnownCollaboration,
  type KnownOfRows,
  mailOf,
  sameness,
} from "#app/imports/collaboration-row.ts";
import { foldings } from "#app/imports/told.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

/** Finds whom rows may be about, and what the shop has of the days they tell of. */
export async function findKnownOfRows(
  tx: Tx,
  shopId: ShopId,
  rows: readonly CollaborationRow[],
): Promise<KnownOfRows> {
  const keys = [...new Set(rows.map(({ code }) => codeKey(code)))];
  const { rows: codes } = await tx.query<{ key: CodeKey; creator_id: CreatorId }>(
    `SELECT DISTINCT key, creator_id FROM code WHERE shop_id = $1 AND key = ANY($2) AND state <> 'refused' AND held_to IS NULL`,
    [shopId, keys],
  );
  const holders = new Map<CodeKey, CreatorId[]>();
  for (const { key, creator_id } of codes) holders.set(key, [...(holders.get(key) ?? []), creator_id]);
  const { rows: candidates } = await tx.query(
    `SELECT id, name, email, handle FROM creator
     WHERE shop_id = $1 AND (id = ANY($2) OR lower(normalize(email, NFKC)) = ANY($3) OR lower(name) = ANY($4)
       OR ltrim(lower(normalize(handle, NFKC)), '@') = ANY($5)) ORDER BY name, email, id`,
    [
      ...[shopId, codes.map((each) => each.creator_id), rows.flatMap((row) => wordsOf(mailOf(row)))],
      rows.flatMap(({ creator }) => foldings(creator)),
      rows.flatMap(({ creator }) => wordsOf(creator)),
    ],
  );
  const ids = candidates.map(({ id }) => id as CreatorId);
  return { candidates, holders, kept: await listKept(tx, shopId, ids, rows) };
}

const wordsOf = (text: string) => foldings(text.normalize("NFKC").trim().replace(/^@+/, ""));

async function listKept(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CreatorId[],
  rows: readonly CollaborationRow[],
) {
  const days = [...new Set(rows.flatMap(({ tells }) => tells?.day ?? []))];
  const { rows: found } = await tx.query(
    `SELECT id, creator_id, kind, to_char(day, 'YYYY-MM-DD') AS day, url, reach, interactions, fee_minor, gift_minor, currency, note
     FROM collaboration WHERE shop_id = $1 AND creator_id = ANY($2) AND day = ANY($3::date[]) ORDER BY created_at, id`,
    [shopId, ids, days],
  );
  const kept = new Map<string, KnownCollaboration[]>();
  for (const { creator_id: creatorId, fee_minor: fee, gift_minor: gift, ...row } of found) {
    const one: KnownCollaboration = { ...row, creatorId, feeMinor: Number(fee), giftMinor: Number(gift) };
    const key = sameness(creatorId, one);
    kept.set(key, [...(kept.get(key) ?? []), one]);
  }
  return kept;
}
