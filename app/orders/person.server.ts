import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** Whom a request of the law is about, as it names them. */
type Named = {
  readonly customerId: CustomerId | null;
  readonly emailHash: string | null;
  readonly orderIds: readonly OrderId[];
};

/** An order of a person's, and by what it is theirs. */
export type TheirOrder = {
  readonly id: OrderId;
  readonly emailHash: string | null;
  readonly customerId: CustomerId | null;
};

/**
 * Every Shopify customer a person is, merges followed both ways, sorted: of the id; where there is none, of everybody seen
 * with the e-mail. `more` are customers that are known to be the same person, too.
 */
export async function findCustomersOf(
  tx: Tx,
  shopId: ShopId,
  { customerId, emailHash }: Pick<Named, "customerId" | "emailHash">,
  more: readonly CustomerId[] = [],
): Promise<CustomerId[]> {
  const { rows } = await tx.query<{ id: CustomerId }>(
    `WITH named AS (
       SELECT unnest($2::text[]) AS id
       UNION SELECT customer_id FROM customer_email WHERE shop_id = $1 AND email_hash = $3),
     survivor AS (
       SELECT id FROM named
       UNION SELECT into_id FROM customer_merge WHERE shop_id = $1 AND customer_id IN (SELECT id FROM named))
     SELECT id FROM survivor
     UNION SELECT customer_id FROM customer_merge WHERE shop_id = $1 AND into_id IN (SELECT id FROM survivor) ORDER BY id`,
    [shopId, customerId === null ? more : [customerId, ...more], customerId === null ? emailHash : null],
  );
  return rows.map((row) => row.id);
}

/**
 * Every order of a person's, by id: those the request names, those of their customers, and guests' with their e-mail.
 * Orders that were forgotten already are nobody's.
 */
export async function listOrdersOfPerson(
  tx: Tx,
  shopId: ShopId,
  { emailHash, orderIds }: Pick<Named, "emailHash" | "orderIds">,
  customers: readonly CustomerId[],
): Promise<TheirOrder[]> {
  const { rows } = await tx.query(
    `SELECT id, email_hash, customer_id FROM orders
     WHERE shop_id = $1 AND (id = ANY($2) OR customer_id = ANY($3) OR buyer_id = ANY($3) OR (email_hash = $4 AND buyer_id IS NULL))
       AND (customer_id IS NULL OR customer_id NOT LIKE 'redacted:%') ORDER BY id`,
    [shopId, orderIds, customers, emailHash],
  );
  return rows.map((row) => ({ id: row.id, emailHash: row.email_hash, customerId: row.customer_id }));
}
