import { Prisma } from "@prisma/client";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ChangeId, CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";

/** What can be changed about many creators at once. */
export const CHANGE_KINDS = ["pause", "resume", "move"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A change as it is asked for: for these creators, in this order; `programId` is where to move them, null: out of any. */
export type NewChange = {
  readonly id: ChangeId;
  readonly kind: ChangeKind;
  readonly programId: ProgramId | null;
  readonly creatorIds: readonly CreatorId[];
};

/** How far a change is: `done` of `total` looked at, `changed` of them by it; the others were so already. */
export type ChangeProgress = {
  readonly id: ChangeId;
  readonly kind: ChangeKind;
  /** Where they are moved; null: out of any program, or no move. */
  readonly program: string | null;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

/** Keeps a change to be made; nothing of it is done yet. */
export async function keepChange(
  tx: Tx,
  shopId: ShopId,
  { id, kind, programId, creatorIds }: NewChange,
  now: Date,
): Promise<void> {
  await tx.query(
    "INSERT INTO creators_change (shop_id, id, kind, program_id, creator_ids, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    [shopId, id, kind, programId, creatorIds, now],
  );
}

/**
 * Locks a change and names the next creators it is for; empty when it is done, null when there is no such change.
 * Whoever else is at it waits, and then goes on behind.
 */
export async function lockChange(
  tx: Tx,
  shopId: ShopId,
  id: ChangeId,
  chunk: number,
): Promise<(NewChange & { readonly createdAt: Date }) | null> {
  const { rows } = await tx.query(
    `SELECT kind, program_id, creator_ids[done + 1 : done + $3] AS creator_ids, created_at FROM creators_change
     WHERE shop_id = $1 AND id = $2 FOR UPDATE`,
    [shopId, id, chunk],
  );
  const [row] = rows;
  if (!row) return null;
  const { kind, program_id: programId, creator_ids: creatorIds, created_at: createdAt } = row;
  return { id, kind, programId, creatorIds, createdAt };
}

/** Records that the next `done` creators were looked at and which of them changed; with none left, that it is finished. */
export async function noteProgress(
  tx: Tx,
  shopId: ShopId,
  id: ChangeId,
  done: number,
  changed: readonly CreatorId[],
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE creators_change SET done = done + $3, changed_ids = changed_ids || $4::text[],
       finished_at = CASE WHEN done + $3 >= cardinality(creator_ids) THEN coalesce(finished_at, $5) END
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, done, changed, now],
  );
}

/** The creators a change changed: those that undoing it is for. Null when there is no such change, or it is not finished. */
export async function findChanged(
  tx: Tx,
  shopId: ShopId,
  id: ChangeId,
): Promise<{ kind: ChangeKind; ids: CreatorId[] } | null> {
  const { rows } = await tx.query<{ kind: ChangeKind; ids: CreatorId[] }>(
    "SELECT kind, changed_ids AS ids FROM creators_change WHERE shop_id = $1 AND id = $2 AND finished_at IS NOT NULL",
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Finds how far a change is; null when the shop has no such change. */
export async function findProgress(
  database: Database,
  shop: { readonly id: ShopId },
  id: ChangeId,
): Promise<ChangeProgress | null> {
  return one(database, shop.id, Prisma.sql`change.id = ${id}`);
}

/** The newest change that is still being made, or that was of more than `above` creators and finished after `since`. */
export async function findNewest(
  database: Database,
  shop: { readonly id: ShopId },
  { since, above }: { readonly since: Date; readonly above: number },
): Promise<ChangeProgress | null> {
  const isTold = Prisma.sql`change.finished_at > ${since} AND cardinality(change.creator_ids) > ${above}`;
  return one(database, shop.id, Prisma.sql`(change.finished_at IS NULL OR ${isTold})`);
}

async function one(database: Database, shopId: ShopId, which: Prisma.Sql): Promise<ChangeProgress | null> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<ProgressRead[]>`
      SELECT change.id, change.kind, program.name AS program, cardinality(change.creator_ids) AS total, change.done,
        cardinality(change.changed_ids) AS changed, change.created_at, change.finished_at
      FROM creators_change change LEFT JOIN program ON program.shop_id = change.shop_id AND program.id = change.program_id
      WHERE change.shop_id = ${shopId} AND ${which} ORDER BY change.created_at DESC, change.id DESC LIMIT 1`,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { created_at: createdAt, finished_at: finishedAt, ...rest } = row;
  return { ...rest, createdAt, finishedAt };
}

/** A text that is another one whenever a change of the last day is further than it was. */
export async function changesPulse(
  database: Database,
  shop: { readonly id: ShopId },
  now: Date,
): Promise<string> {
  const since = new Date(now.getTime() - DAY_MS);
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<{ pulse: string }[]>`
      SELECT concat_ws('-', count(*), sum(done), count(finished_at)) AS pulse FROM creators_change
      WHERE shop_id = ${shop.id} AND created_at > ${since}`,
  ]);
  return rows[0]?.pulse ?? "";
}

/** Drops changes that were asked for before an instant. */
export async function removeOldChanges(tx: Tx, shopId: ShopId, before: Date): Promise<void> {
  await tx.query("DELETE FROM creators_change WHERE shop_id = $1 AND created_at < $2", [shopId, before]);
}

const DAY_MS = 86_400_000;

type ProgressRead = Omit<ChangeProgress, "createdAt" | "finishedAt"> & {
  created_at: Date;
  finished_at: Date | null;
};
