import type { Posted } from "#app/attribution/figures.server.ts";
import { moveLink } from "#app/attribution/moves.server.ts";
import type { Touch } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, OrderId, ShopId } from "#app/kernel/id.ts";

/** Moves the figures of the links that earned something, before and now, by the difference. */
export function moveLinkFigures(tx: Tx, shopId: ShopId, before: Posted | null, after: Posted): void {
  for (const [posted, sign] of [[before, -1] as const, [after, 1] as const]) {
    if (!posted?.isCounted) continue;
    for (const { linkId, net } of posted.parts)
      if (linkId !== null) moveLink(tx, shopId, [linkId, posted.currency], { orders: sign, net: sign * net });
  }
}

/** The orders whose buyers clicked a creator's links, decided or not, by id, `limit` at a time from behind `after`. */
export async function listLinkedOrders(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  after: string,
  limit: number,
): Promise<OrderId[]> {
  const { rows } = await tx.query<{ order_id: OrderId }>(
    `SELECT order_id FROM attribution WHERE shop_id = $1 AND linked_to @> ARRAY[$2] AND linked_to <> '{}' AND order_id > $3
     ORDER BY order_id LIMIT $4`,
    [shopId, creatorId, after, limit],
  );
  return rows.map((row) => row.order_id);
}

const linksIn = (touches: readonly Touch[]) =>
  touches.flatMap((touch) => (touch.kind === "link" ? [touch] : []));

/** The creators whose links were clicked, each once. */
export const linkedTo = (touches: readonly Touch[]): CreatorId[] => [
  ...new Set(linksIn(touches).flatMap(({ creatorId }) => (creatorId === null ? [] : [creatorId]))),
];
