import { renameUsers } from "#app/attribution/code-uses.server.ts";
import { lockHistories } from "#app/attribution/history.server.ts";
import { moveFigures } from "#app/attribution/moves.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/**
 * Gives the customers of these orders new names, in decisions and figures, and takes out which visits were theirs. No amount and no count of orders moves; distinct
 * customers stay as many, unless one keeps other orders under the old name and so turns out to be two.
 * The caller holds the orders' locks, and settles the customers of both names.
 */
export async function renameCustomers(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly OrderId[],
  names: ReadonlyMap<CustomerId, CustomerId>,
): Promise<void> {
  await lockHistories(tx, shopId, [...names].flat());
  const values = [shopId, orderIds, [...names.keys()], [...names.values()]];
  const { rows } = await tx.query<Moved>(
    `SELECT coalesce(part.creator_id, attribution.creator_id, 'nobody') AS credited, currency, named.was, named.becomes, count(*)::int AS orders
     FROM attribution JOIN unnest($3::text[], $4::text[]) AS named (was, becomes) ON named.was = customer_id
       LEFT JOIN credit_share part ON part.shop_id = attribution.shop_id AND part.order_id = attribution.order_id
     WHERE attribution.shop_id = $1 AND attribution.order_id = ANY($2) AND is_counted GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`,
    values,
  );
  await tx.query(
    `UPDATE attribution SET customer_id = named.becomes, revision = nextval('revision')
     FROM unnest($3::text[], $4::text[]) AS named (was, becomes)
     WHERE shop_id = $1 AND order_id = ANY($2) AND customer_id = named.was`,
    values,
  );
  // Of a click there stays whose link it was and when: that is why somebody is credited.
  await tx.query(
    `UPDATE attribution SET touches = (
       SELECT jsonb_agg(CASE WHEN touch ? 'visit' THEN touch || '{"visit": null}' ELSE touch END ORDER BY at)
       FROM jsonb_array_elements(touches) WITH ORDINALITY AS each (touch, at))
     WHERE shop_id = $1 AND order_id = ANY($2) AND touches @> '[{"kind": "link"}]'`,
    [shopId, orderIds],
  );
  await renameUsers(tx, shopId, orderIds, names);
  for (const moved of rows) await renameIn(tx, shopId, moved);
}

type Moved = { credited: string; currency: string; was: string; becomes: string; orders: number };

async function renameIn(tx: Tx, shopId: ShopId, { credited, currency, was, becomes, orders }: Moved) {
  await tx.query(
    `INSERT INTO figures_customer (shop_id, credited, currency, customer_id, orders) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (shop_id, credited, currency, customer_id) DO UPDATE SET orders = figures_customer.orders + excluded.orders`,
    [shopId, credited, currency, becomes, orders],
  );
  const left = await tx.query<{ orders: number }>(
    `UPDATE figures_customer SET orders = orders - $5
     WHERE shop_id = $1 AND credited = $2 AND currency = $3 AND customer_id = $4 RETURNING orders`,
    [shopId, credited, currency, was, orders],
  );
  if (left.rows[0]?.orders === 0) {
    await tx.query(
      "DELETE FROM figures_customer WHERE shop_id = $1 AND credited = $2 AND currency = $3 AND customer_id = $4",
      [shopId, credited, currency, was],
    );
    return;
  }
  // One who was thought to be one customer is two by now.
  moveFigures(tx, shopId, [credited, currency], { customers: 1 });
}
