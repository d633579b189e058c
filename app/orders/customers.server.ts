import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import type { Buyer } from "#app/orders/order.ts";

/** Which Shopify customers were ever seen with an e-mail, by its keyed hash. */
export async function customersWithEmail(
  tx: Tx,
  shopId: ShopId,
  emailHash: string | null,
): Promise<CustomerId[]> {
  if (emailHash === null) return [];
  const { rows } = await tx.query<{ customer_id: CustomerId }>(
    "SELECT customer_id FROM customer_email WHERE shop_id = $1 AND email_hash = $2 ORDER BY customer_id",
    [shopId, emailHash],
  );
  return rows.map((row) => row.customer_id);
}

/** Remembers that a Shopify customer was seen with an e-mail. @returns whether that is news */
export async function learnEmail(
  tx: Tx,
  shopId: ShopId,
  { customerId, emailHash }: Pick<Buyer, "customerId" | "emailHash">,
): Promise<boolean> {
  if (customerId === null || emailHash === null) return false;
  const { rowCount } = await tx.query(
    "INSERT INTO customer_email (shop_id, email_hash, customer_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [shopId, emailHash, customerId],
  );
  return rowCount === 1;
}

/** Makes other transactions about the same e-mail wait their turn: a guest's orders are joined to a customer under it. */
export async function lockEmail(tx: Tx, shopId: ShopId, emailHash: string | null): Promise<void> {
  if (emailHash === null) return;
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${shopId} ${emailHash}`]);
}

/** The guests' orders with an e-mail: they follow whoever the e-mail turns out to be. */
export async function listGuestOrders(tx: Tx, shopId: ShopId, emailHash: string): Promise<OrderId[]> {
  const { rows } = await tx.query<{ id: OrderId }>(
    "SELECT id FROM orders WHERE shop_id = $1 AND email_hash = $2 AND buyer_id IS NULL ORDER BY id",
    [shopId, emailHash],
  );
  return rows.map((row) => row.id);
}

/** Keeps that somebody bought; `updatedAt` is of Shopify's own customer, when it was the customer that told us. */
export async function saveCustomer(
  tx: Tx,
  shopId: ShopId,
  id: CustomerId,
  updatedAt: Date | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO customer (shop_id, id, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (shop_id, id) DO UPDATE SET updated_at = excluded.updated_at
       WHERE excluded.updated_at IS NOT NULL AND (customer.updated_at IS NULL OR customer.updated_at < excluded.updated_at)`,
    [shopId, id, updatedAt],
  );
}

/**
 * Removes somebody whose orders all turned out to be another's: a guest, or a customer known from orders only. Whom
 * Shopify told of stays. The row is locked first, so that an order of theirs being recorded meanwhile is seen.
 */
export async function removeIdle(tx: Tx, shopId: ShopId, id: CustomerId): Promise<void> {
  await tx.query("SELECT 1 FROM customer WHERE shop_id = $1 AND id = $2 FOR UPDATE", [shopId, id]);
  await tx.query(
    `DELETE FROM customer WHERE shop_id = $1 AND id = $2 AND updated_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM orders WHERE shop_id = $1 AND customer_id = $2)`,
    [shopId, id],
  );
}
