import { randomBytes } from "node:crypto";
import type { Tx } from "#app/db.server.ts";
import { type CustomerId, newId, type OrderId, type ShopId } from "#app/kernel/id.ts";
import { anonymous, isForgotten } from "#app/orders/customer.ts";
import { removeJourneys } from "#app/orders/journeys.server.ts";
import { type StoredOrder, snapshotOf } from "#app/orders/orders.server.ts";

/** Who forgotten buyers are from now on: for each customer they were, somebody without a past. */
export type NewNames = ReadonlyMap<CustomerId, CustomerId>;

/** A person of whom nothing is known: `redacted:` and 20 letters of chance. */
export function newNobody(): CustomerId {
  return `redacted:${newId("code", randomBytes(20)).slice(3)}` as CustomerId;
}

/** Whom an order belongs to that was forgotten before we heard of it, or of its buyer; null when it was not. */
export async function findForgotten(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<CustomerId | null> {
  const { rows } = await tx.query<{ customer_id: CustomerId }>(
    "SELECT customer_id FROM forgotten_order WHERE shop_id = $1 AND order_id = $2",
    [shopId, orderId],
  );
  return rows[0]?.customer_id ?? null;
}

/** Remembers orders of a forgotten person that cannot be told by their buyer: not stored yet, or stored without one. */
export async function rememberForgotten(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly OrderId[],
  nobody: CustomerId,
): Promise<void> {
  await tx.query(
    `INSERT INTO forgotten_order (shop_id, order_id, customer_id)
     SELECT $1, named.id, $3 FROM unnest($2::text[]) AS named (id)
     WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.shop_id = $1 AND orders.id = named.id AND orders.customer_id IS NOT NULL)
     ON CONFLICT DO NOTHING`,
    [shopId, orderIds, nobody],
  );
}

/** Whether an order was forgotten, heard of or not: what tells of it may not be kept. */
export async function isForgottenOrder(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<boolean> {
  const { rows } = await tx.query<{ customer_id: CustomerId | null }>(
    "SELECT customer_id FROM orders WHERE shop_id = $1 AND id = $2",
    [shopId, orderId],
  );
  const customerId = rows[0]?.customer_id ?? null;
  return customerId === null ? (await findForgotten(tx, shopId, orderId)) !== null : isForgotten(customerId);
}

/** Takes the buyers, and the way they came, out of stored orders; what was sold, for how much and with which code stays. */
export async function anonymizeOrders(
  tx: Tx,
  shopId: ShopId,
  orders: readonly StoredOrder[],
  names: NewNames,
): Promise<void> {
  const now = orders.map(({ order, isFetched, customerId }) => ({
    id: order.id,
    customerId: customerId && names.get(customerId),
    // As the next telling of the same snapshot will be hashed, so that it disputes nothing.
    contentHash: snapshotOf(anonymous(order), isFetched).contentHash,
  }));
  await tx.query(
    `UPDATE orders SET buyer_id = NULL, email_hash = NULL, mailbox_hashes = '{}', phone_hashes = '{}', house_hash = NULL, flat_hash = NULL, country = NULL, landing_site = NULL, referring_site = NULL,
       visits = '{}', customer_id = forgotten.customer_id, content_hash = forgotten.content_hash
     FROM unnest($2::text[], $3::text[], $4::text[]) AS forgotten (id, customer_id, content_hash)
     WHERE orders.shop_id = $1 AND orders.id = forgotten.id`,
    [
      shopId,
      now.map(({ id }) => id),
      now.map(({ customerId }) => customerId),
      now.map(({ contentHash }) => contentHash),
    ],
  );
  await removeJourneys(
    tx,
    shopId,
    now.map(({ id }) => id),
  );
}

/** Removes a person's customers, e-mails and merges; whoever else lost their last order to a new name goes, too. */
export async function removePerson(
  tx: Tx,
  shopId: ShopId,
  customers: readonly CustomerId[],
  emailHash: string | null,
  names: NewNames,
): Promise<void> {
  await tx.query("INSERT INTO customer (shop_id, id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING", [
    shopId,
    [...names.values()],
  ]);
  await tx.query(
    `DELETE FROM customer WHERE shop_id = $1 AND (id = ANY($2) OR id = ANY($3) AND updated_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.shop_id = $1 AND orders.customer_id = customer.id))`,
    [shopId, customers, [...names.keys()]],
  );
  await tx.query(
    "DELETE FROM customer_email WHERE shop_id = $1 AND (customer_id = ANY($2) OR email_hash = $3)",
    [shopId, customers, emailHash],
  );
  await tx.query(
    "DELETE FROM customer_merge WHERE shop_id = $1 AND (customer_id = ANY($2) OR into_id = ANY($2))",
    [shopId, customers],
  );
}
