import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** How far reading a shop's past orders is. */
export type Backfill = {
  readonly askedAt: Date;
  /** Shopify's bulk operation in hand; null until one is asked for, and again when it failed. */
  readonly operation: string | null;
  /** How many were asked for, those that failed among them. */
  readonly operations: number;
  /** When Shopify had the whole list; null until then. */
  readonly listedAt: Date | null;
  /** Whether Shopify shows all orders; null until it was asked. */
  readonly isAll: boolean | null;
  /** Since when orders are known, where it does not show all. */
  readonly horizon: Date | null;
  /** Orders in the list, as far as it is made; dealt with; and of these, those nobody can read. */
  readonly total: number;
  readonly done: number;
  readonly unreadable: number;
  /** Where in the list's file the next order begins, in bytes. */
  readonly bytes: number;
  /** When the oldest order was placed; null until one is dealt with. */
  readonly firstAt: Date | null;
  /** Why it does not go on; it is tried again by itself. */
  readonly problem: string | null;
  readonly finishedAt: Date | null;
};

/**
 * Begins to read a shop's past orders, unless that is under way already. `isSeamless`: nothing was missed since the last
 * time, so that what was known since then is known still.
 * @returns whether it was begun
 */
export async function openBackfill(tx: Tx, shopId: ShopId, now: Date, isSeamless: boolean): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO backfill (shop_id, asked_at) VALUES ($1, $2)
     ON CONFLICT (shop_id) DO UPDATE SET asked_at = $2, operation = NULL, operations = 0, listed_at = NULL, is_all = NULL,
       horizon = CASE WHEN $3 THEN backfill.horizon END, total = 0, done = 0, bytes = 0, unreadable = 0, first_at = NULL,
       problem = NULL, finished_at = NULL
     WHERE backfill.finished_at IS NOT NULL`,
    [shopId, now, isSeamless],
  );
  return rowCount === 1;
}

/** The reading of a shop's past orders; null when none was ever begun. */
export async function findBackfill(database: Database, shopId: ShopId): Promise<Backfill | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.backfill.findFirst({ where: { shopId } }),
  ]);
  return row && { ...row, bytes: Number(row.bytes) };
}

/** Keeps the bulk operation that was asked for, and since when Shopify shows orders; null: since ever. */
export async function saveOperation(
  tx: Tx,
  shopId: ShopId,
  operation: string,
  horizon: Date | null,
): Promise<void> {
  await tx.query(
    `UPDATE backfill SET operation = $2, operations = operations + 1, is_all = $3, listed_at = NULL,
       horizon = CASE WHEN NOT $3 THEN least(horizon, $4) END,
       total = 0, done = 0, bytes = 0, unreadable = 0 WHERE shop_id = $1 AND operation IS NULL AND finished_at IS NULL`,
    [shopId, operation, horizon === null, horizon],
  );
}

/** Keeps how far Shopify is with its list; `at` is when it had the whole of it. */
export async function saveListed(tx: Tx, shopId: ShopId, operation: string, total: number, at: Date | null) {
  await tx.query(
    "UPDATE backfill SET total = $3, listed_at = coalesce(listed_at, $4), problem = NULL WHERE shop_id = $1 AND operation = $2",
    [shopId, operation, total, at],
  );
}

/** What was dealt with of a list: so many orders, those unreadable among them, up to a byte of its file, the oldest placed when. */
export type DealtWith = {
  readonly done: number;
  readonly unreadable: number;
  readonly bytes: number;
  readonly firstAt: Date | null;
};

/** Moves on behind what was dealt with. @returns false when another worker has moved it meanwhile, so that nothing is counted twice */
export async function moveBackfill(
  tx: Tx,
  shopId: ShopId,
  { operation, bytes }: Pick<Backfill, "operation" | "bytes">,
  dealtWith: DealtWith,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE backfill SET done = done + $4, unreadable = unreadable + $5, bytes = $6, first_at = least(first_at, $7), problem = NULL
     WHERE shop_id = $1 AND operation = $2 AND bytes = $3 AND finished_at IS NULL`,
    [
      ...[shopId, operation, bytes, dealtWith.done, dealtWith.unreadable],
      ...[dealtWith.bytes, dealtWith.firstAt],
    ],
  );
  return rowCount === 1;
}

/** Gives a list up that failed or is gone, so that another is asked for. What was recorded stays. */
export async function dropOperation(
  tx: Tx,
  shopId: ShopId,
  operation: string,
  problem: string,
): Promise<void> {
  await tx.query(
    "UPDATE backfill SET operation = NULL, listed_at = NULL, problem = $3 WHERE shop_id = $1 AND operation = $2",
    [shopId, operation, problem],
  );
}

/** Keeps why it does not go on. */
export async function saveProblem(tx: Tx, shopId: ShopId, problem: string): Promise<void> {
  await tx.query("UPDATE backfill SET problem = $2 WHERE shop_id = $1 AND finished_at IS NULL", [
    shopId,
    problem.slice(0, 300),
  ]);
}

/** Ends it. */
export async function finishBackfill(tx: Tx, shopId: ShopId, operation: string, now: Date): Promise<void> {
  await tx.query(
    "UPDATE backfill SET finished_at = $3, total = done, problem = NULL WHERE shop_id = $1 AND operation = $2 AND finished_at IS NULL",
    [shopId, operation, now],
  );
}

/** Since when the reading that is under way looks at orders as they are: what changed before it sees itself; null when none is. */
export async function findBackfilling(database: Database, shopId: ShopId): Promise<Date | null> {
  const found = await findBackfill(database, shopId);
  return found && found.finishedAt === null ? found.askedAt : null;
}

/** Whether past orders were read of which Shopify did not show all. */
export async function isPartial(tx: Tx, shopId: ShopId): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM backfill WHERE shop_id = $1 AND NOT is_all", [shopId]);
  return rowCount === 1;
}
