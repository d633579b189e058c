import type { Tx } from "#app/db.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";

/**
 * Makes the shop's other merges wait, and orders being recorded for this customer, or for anybody merged into them before.
 * @returns those customers, this one among them
 */
export async function lockMerges(tx: Tx, shopId: ShopId, id: CustomerId): Promise<CustomerId[]> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${shopId} merges`]);
  const { rows } = await tx.query<{ customer_id: CustomerId }>(
    "SELECT customer_id FROM customer_merge WHERE shop_id = $1 AND into_id = $2",
    [shopId, id],
  );
  const all = [id, ...rows.map((row) => row.customer_id)].sort();
  for (const each of all)
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${shopId} ${each}`]);
  return all;
}

/** Who a customer has become: the survivor of its merges, or itself. */
export async function findSurvivor(tx: Tx, shopId: ShopId, id: CustomerId): Promise<CustomerId> {
  const { rows } = await tx.query<{ into_id: CustomerId }>(
    "SELECT into_id FROM customer_merge WHERE shop_id = $1 AND customer_id = $2",
    [shopId, id],
  );
  return rows[0]?.into_id ?? id;
}

/** Who of these customers has become somebody else: the survivor of each. */
export async function findSurvivors(
  tx: Tx,
  shopId: ShopId,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerId>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<{ customer_id: CustomerId; into_id: CustomerId }>(
    "SELECT customer_id, into_id FROM customer_merge WHERE shop_id = $1 AND customer_id = ANY($2)",
    [shopId, ids],
  );
  return new Map(rows.map((row) => [row.customer_id, row.into_id]));
}

/** Keeps a merge. Chains are kept short: whoever was merged into the deleted customer points to the survivor, too. */
export async function saveMerge(
  tx: Tx,
  shopId: ShopId,
  deletedId: CustomerId,
  survivor: CustomerId,
): Promise<void> {
  await tx.query("UPDATE customer_merge SET into_id = $3 WHERE shop_id = $1 AND into_id = $2", [
    shopId,
    deletedId,
    survivor,
  ]);
  await tx.query("INSERT INTO customer_merge (shop_id, customer_id, into_id) VALUES ($1, $2, $3)", [
    shopId,
    deletedId,
    survivor,
  ]);
}

/** Keyed hashes of the e-mails these customers were ever seen with, sorted. */
export async function listEmailsOf(tx: Tx, shopId: ShopId, ids: readonly CustomerId[]): Promise<string[]> {
  const { rows } = await tx.query<{ email_hash: string }>(
    "SELECT DISTINCT email_hash FROM customer_email WHERE shop_id = $1 AND customer_id = ANY($2) ORDER BY email_hash",
    [shopId, ids],
  );
  return rows.map((row) => row.email_hash);
}
