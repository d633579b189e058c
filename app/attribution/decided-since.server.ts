import type { Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";

/** An order's place in time. */
export type Placed = { readonly instant: Date; readonly id: OrderId };

/** Orders in the sequence in which they were placed, a number at a time from behind a place; the id "" stands before every order of its instant. */
export async function listDecidedSince(
  tx: Tx,
  shopId: ShopId,
  after: { readonly instant: Date; readonly id: string },
  limit: number,
): Promise<Placed[]> {
  const { rows } = await tx.query<Placed>(
    `SELECT instant, order_id AS id FROM attribution WHERE shop_id = $1 AND (instant, order_id) > ($2, $3)
     ORDER BY instant, order_id LIMIT $4`,
    [shopId, after.instant, after.id, limit],
  );
  return rows;
}
