import type { Posted } from "#app/attribution/figures.server.ts";
import type { Touch } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, OrderId, ShopId } from "#app/kernel/id.ts";

/** Moves the figures of the links that earned something, before and now, by the difference. */
export async function moveLinkFigures(
  tx: Tx,
  shopId: ShopId,
  before: Posted | null,
  after: Posted,
): Promise<void> {
  const entries = (posted: Posted | null, sign: 1 | -1) =>
    posted?.isCounted
      ? posted.parts.flatMap(({ linkId, net }) =>
          linkId === null ? [] : [{ linkId, net, sign, currency: posted.currency }],
        )
      : [];
  const moves = [...entries(before, -1), ...entries(after, 1)].sort((a, b) => (a.linkId < b.linkId ? -1 : 1));
  for (const { linkId, currency, net, sign } of moves) {
    await tx.query(
      `INSERT INTO link_figures (shop_id, link_id, currency, orders, net) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (shop_id, link_id, currency) DO UPDATE SET orders = link_figures.orders + excluded.orders,
         net = link_figures.net + excluded.net`,
      [shopId, linkId, currency, sign, sign * net],
    );
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
