import type { Touch } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, LinkId, OrderId, ShopId } from "#app/kernel/id.ts";

/** What an order adds to the figures of the link that decided. `net` in minor units of `currency`. */
type LinkPosting = {
  readonly linkId: LinkId | null;
  readonly currency: string;
  readonly isCounted: boolean;
  readonly net: number;
};

/** Moves the figures of the links that decided, before and now, by the difference. */
export async function moveLinkFigures(
  tx: Tx,
  shopId: ShopId,
  before: LinkPosting | null,
  after: LinkPosting,
): Promise<void> {
  const out = before?.isCounted && before.linkId ? [{ ...before, sign: -1 }] : [];
  const into = after.isCounted && after.linkId ? [{ ...after, sign: 1 }] : [];
  const moves = [...out, ...into].sort((a, b) => ((a.linkId ?? "") < (b.linkId ?? "") ? -1 : 1));
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

/** The link whose click decided; null when none did. */
export const decidingLink = (touches: readonly Touch[]): LinkId | null =>
  linksIn(touches).find(({ verdict }) => verdict === "decided")?.linkId ?? null;

/** The creators whose links were clicked, each once. */
export const linkedTo = (touches: readonly Touch[]): CreatorId[] => [
  ...new Set(linksIn(touches).flatMap(({ creatorId }) => (creatorId === null ? [] : [creatorId]))),
];
