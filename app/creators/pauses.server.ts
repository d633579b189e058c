import type { Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** Whom or what a pause can be of, and by what it is known. */
type Of = { readonly creator: CreatorId; readonly code: CodeId };

/**
 * Opens a pause from `now` for each of these creators or codes that has none open; one that ended as it began is opened
 * again. @returns those that were paused
 */
export async function startPauses<W extends keyof Of>(
  tx: Tx,
  shopId: ShopId,
  what: W,
  ids: readonly Of[W][],
  now: Date,
): Promise<Of[W][]> {
  const { rows } = await tx.query<{ id: Of[W] }>(
    `INSERT INTO ${what}_pause (shop_id, ${what}_id, from_at)
     SELECT $1, ${what}.id, greatest($3, (SELECT max(to_at) FROM ${what}_pause WHERE shop_id = $1 AND ${what}_id = ${what}.id))
     FROM ${what} WHERE ${what}.shop_id = $1 AND ${what}.id = ANY($2)
       AND NOT EXISTS (SELECT 1 FROM ${what}_pause WHERE shop_id = $1 AND ${what}_id = ${what}.id AND to_at IS NULL)
     ON CONFLICT (shop_id, ${what}_id, from_at) DO UPDATE SET to_at = NULL RETURNING ${what}_id AS id`,
    [shopId, ids, now],
  );
  return touched(tx, shopId, what, rows);
}

/** Ends the open pause of each of these creators or codes that has one, at `now`. @returns those */
export async function endPauses<W extends keyof Of>(
  tx: Tx,
  shopId: ShopId,
  what: W,
  ids: readonly Of[W][],
  now: Date,
): Promise<Of[W][]> {
  const { rows } = await tx.query<{ id: Of[W] }>(
    `UPDATE ${what}_pause SET to_at = greatest($3, from_at) WHERE shop_id = $1 AND ${what}_id = ANY($2) AND to_at IS NULL
     RETURNING ${what}_id AS id`,
    [shopId, ids, now],
  );
  return touched(tx, shopId, what, rows);
}

/** Open pages look at a code's own row, which a pause leaves as it was. */
async function touched<W extends keyof Of>(
  tx: Tx,
  shopId: ShopId,
  what: W,
  rows: readonly { id: Of[W] }[],
): Promise<Of[W][]> {
  const ids = rows.map((row) => row.id);
  if (what === "code" && ids.length > 0)
    await tx.query("UPDATE code SET revision = nextval('revision') WHERE shop_id = $1 AND id = ANY($2)", [
      shopId,
      ids,
    ]);
  return ids;
}

/** An SQL expression: the pauses of the row of `creator` or `code` that a query reads, for `pausesIn`. `$1` is the shop. */
export const pausesOf = (what: keyof Of) =>
  `(SELECT json_agg(json_build_object('from', from_at, 'to', to_at) ORDER BY from_at) FROM ${what}_pause
     WHERE ${what}_pause.shop_id = $1 AND ${what}_pause.${what}_id = ${what}.id)`;

/** What `pausesOf` read: each pause with its end, null while it is open. */
export const pausesIn = (pauses: readonly { from: string; to: string | null }[] | null) =>
  (pauses ?? []).map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }));
