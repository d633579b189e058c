import type { Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import type { Refund } from "#app/orders/order.ts";

/** Every refund known of an order, also of one not known yet. */
export async function findRefunds(tx: Tx, shopId: ShopId, id: OrderId): Promise<Refund[]> {
  const { rows } = await tx.query(
    "SELECT refund_id, created_at, lines, adjustments FROM refund WHERE shop_id = $1 AND order_id = $2 ORDER BY refund_id",
    [shopId, id],
  );
  return rows.map((row) => ({
    id: row.refund_id,
    createdAt: row.created_at,
    lines: row.lines,
    adjustments: row.adjustments,
  }));
}

/** Keeps refunds as they now are. */
export async function saveRefunds(
  tx: Tx,
  shopId: ShopId,
  id: OrderId,
  refunds: readonly Refund[],
): Promise<void> {
  if (refunds.length === 0) return;
  await tx.query(
    `INSERT INTO refund (shop_id, order_id, refund_id, created_at, lines, adjustments)
     SELECT $1, $2, * FROM unnest($3::text[], $4::timestamptz[], $5::jsonb[], $6::jsonb[])
     ON CONFLICT (shop_id, order_id, refund_id) DO UPDATE SET
       created_at = excluded.created_at, lines = excluded.lines, adjustments = excluded.adjustments`,
    [
      shopId,
      id,
      refunds.map((refund) => refund.id),
      refunds.map((refund) => refund.createdAt),
      refunds.map((refund) => JSON.stringify(refund.lines)),
      refunds.map((refund) => JSON.stringify(refund.adjustments)),
    ],
  );
}
