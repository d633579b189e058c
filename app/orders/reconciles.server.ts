import { type Database, inShop, type Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";

/** A comparison of Shopify's orders with ours, as it stands. */
export type Run = {
  readonly id: string;
  readonly from: Date | null;
  readonly to: Date;
  /** How far it has come: the newest change it has dealt with. */
  readonly seenTo: Date | null;
  readonly listed: number;
};

/** What a run found: an order no webhook told of, one whose last change none told of, or one that cannot be read. */
export type Find = {
  readonly orderId: OrderId;
  readonly name: string;
  readonly what: "missing" | "behind" | "unreadable";
  readonly updatedAt: Date;
};

/** Changes are looked at again for so long: Shopify's list may lag behind its own clock. */
const OVERLAP_MS = 5 * 60_000;

/** The run of a kind that was cut off, to be gone on with, or a new one that begins where the last one of its kind ended. */
export async function openRun(
  database: Database,
  shopId: ShopId,
  kind: "recent" | "sweep",
  { id, from, to }: { id: string; from: Date | null; to: Date },
  now: Date,
): Promise<Run> {
  return inShop(database, shopId, async (tx) => {
    const { rows } = await tx.query(
      "SELECT id, from_at, to_at, seen_to, listed FROM reconcile_run WHERE shop_id = $1 AND kind = $2 AND finished_at IS NULL ORDER BY started_at LIMIT 1",
      [shopId, kind],
    );
    const [open] = rows;
    if (open)
      return { id: open.id, from: open.from_at, to: open.to_at, seenTo: open.seen_to, listed: open.listed };
    await tx.query(
      "INSERT INTO reconcile_run (shop_id, id, kind, from_at, to_at, started_at) VALUES ($1, $2, $3, $4, $5, $6)",
      [shopId, id, kind, from, to, now],
    );
    return { id, from, to, seenTo: null, listed: 0 };
  });
}

/** Since when changes have to be looked at: the newest that runs have dealt with, less an overlap; null when none has yet. */
export async function findReconciledTo(database: Database, shopId: ShopId): Promise<Date | null> {
  const { rows } = await inShop(database, shopId, (tx) =>
    tx.query<{ seen_to: Date }>(
      `SELECT seen_to FROM reconcile_run WHERE shop_id = $1 AND kind = 'recent' AND finished_at IS NOT NULL AND seen_to IS NOT NULL
       ORDER BY started_at DESC LIMIT 1`,
      [shopId],
    ),
  );
  return rows[0] ? new Date(rows[0].seen_to.getTime() - OVERLAP_MS) : null;
}

/** Which of these orders we do not have, or have as they were before. */
export async function listBehind<Listed extends { id: OrderId; updatedAt: Date }>(
  database: Database,
  shopId: ShopId,
  listed: readonly Listed[],
): Promise<Listed[]> {
  const { rows } = await inShop(database, shopId, (tx) =>
    tx.query<{ id: OrderId; updated_at: Date }>(
      "SELECT id, updated_at FROM orders WHERE shop_id = $1 AND id = ANY($2)",
      [shopId, listed.map(({ id }) => id)],
    ),
  );
  const known = new Map(rows.map((row) => [row.id, row.updated_at]));
  return listed.filter(({ id, updatedAt }) => {
    const ours = known.get(id);
    return ours === undefined || ours < updatedAt;
  });
}

/** Keeps what a run found; once for each order, however often it goes over it. */
export async function saveFind(tx: Tx, shopId: ShopId, runId: string, find: Find, now: Date): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO reconcile_find (shop_id, run_id, order_id, name, what, updated_at, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT DO NOTHING`,
    [shopId, runId, find.orderId, find.name, find.what, find.updatedAt, now],
  );
  if (rowCount === 1)
    await tx.query("UPDATE reconcile_run SET found = found + 1 WHERE shop_id = $1 AND id = $2", [
      shopId,
      runId,
    ]);
}

/** Keeps how far a run has come: `listed` more orders compared, `fetched` more asked for, up to the change at `seenTo`. */
export async function saveProgress(
  database: Database,
  shopId: ShopId,
  runId: string,
  { listed, fetched, seenTo }: { listed: number; fetched: number; seenTo: Date | null },
): Promise<void> {
  await inShop(database, shopId, (tx) =>
    tx.query(
      `UPDATE reconcile_run SET listed = listed + $3, fetched = fetched + $4, seen_to = greatest(seen_to, $5)
       WHERE shop_id = $1 AND id = $2 AND finished_at IS NULL`,
      [shopId, runId, listed, fetched, seenTo],
    ),
  );
}

/** Ends a run. Where nothing at all was listed, the next one begins where this one did. */
export async function finishRun(tx: Tx, shopId: ShopId, { id, from }: Run, now: Date): Promise<void> {
  const seenTo = from && new Date(from.getTime() + OVERLAP_MS);
  await tx.query(
    "UPDATE reconcile_run SET finished_at = $3, seen_to = coalesce(seen_to, $4) WHERE shop_id = $1 AND id = $2",
    [shopId, id, now, seenTo],
  );
}
