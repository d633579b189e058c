import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import type { Buyer } from "#app/orders/order.ts";

/** Who an order's buyer may be, merges followed: Shopify's customer, and every customer ever seen with the e-mail. */
export async function findBuyer(
  tx: Tx,
  shopId: ShopId,
  { customerId, emailHash }: Pick<Buyer, "customerId" | "emailHash">,
): Promise<{ customerId: CustomerId | null; withEmail: CustomerId[] }> {
  if (customerId === null && emailHash === null) return { customerId: null, withEmail: [] };
  const { rows } = await tx.query<{ customer_id: CustomerId; is_buyer: boolean }>(
    `SELECT coalesce(merged.into_id, known.customer_id) AS customer_id, known.is_buyer
     FROM (SELECT $2::text AS customer_id, true AS is_buyer WHERE $2 IS NOT NULL
       UNION ALL SELECT customer_id, false FROM customer_email WHERE shop_id = $1 AND email_hash = $3) AS known
     LEFT JOIN customer_merge AS merged ON merged.shop_id = $1 AND merged.customer_id = known.customer_id`,
    [shopId, customerId, emailHash],
  );
  return {
    customerId: rows.find((row) => row.is_buyer)?.customer_id ?? null,
    withEmail: rows.filter((row) => !row.is_buyer).map((row) => row.customer_id),
  };
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

/**
 * Makes other transactions about the same buyer wait their turn: merges of the customer (orders share that lock), and
 * whatever joins guests with this e-mail to somebody. Locks are always taken in one sequence: merges, customers, e-mails, orders.
 */
export async function lockBuyer(
  tx: Tx,
  shopId: ShopId,
  { customerId, emailHash }: Pick<Buyer, "customerId" | "emailHash">,
): Promise<void> {
  await tx.query(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))",
    [customerId && `${shopId} ${customerId}`, emailHash && `${shopId} ${emailHash}`],
  );
}

/** The guests' orders with an e-mail: they follow whoever the e-mail turns out to be. */
export async function listGuestOrders(tx: Tx, shopId: ShopId, emailHash: string): Promise<OrderId[]> {
  const { rows } = await tx.query<{ id: OrderId }>(
    "SELECT id FROM orders WHERE shop_id = $1 AND email_hash = $2 AND buyer_id IS NULL ORDER BY id",
    [shopId, emailHash],
  );
  return rows.map((row) => row.id);
}

/** The orders that are a customer's by now, guests joined to them included. */
export async function listOrdersOf(tx: Tx, shopId: ShopId, id: CustomerId): Promise<OrderId[]> {
  const { rows } = await tx.query<{ id: OrderId }>(
    "SELECT id FROM orders WHERE shop_id = $1 AND customer_id = $2 ORDER BY id",
    [shopId, id],
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

/** Removes a customer who is another by now. */
export async function removeCustomer(tx: Tx, shopId: ShopId, id: CustomerId): Promise<void> {
  await tx.query("DELETE FROM customer WHERE shop_id = $1 AND id = $2", [shopId, id]);
}
