import { moveFigures as moveShared } from "#app/attribution/moves.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, LinkId, ShopId } from "#app/kernel/id.ts";

/** Stands for a creator's id where counted orders are credited to no creator. */
export const NOBODY = "nobody";

/** What one creator, or nobody, has of an order. `share` in millionths, amounts in minor units. */
export type Part = {
  readonly credited: CreatorId | typeof NOBODY;
  readonly linkId: LinkId | null;
  readonly share: number;
  readonly net: number;
  readonly refunded: number;
};

/** What an order adds to the figures, in parts that add up to it. */
export type Posted = {
  readonly currency: string;
  readonly customerId: CustomerId | null;
  readonly isCounted: boolean;
  readonly parts: readonly Part[];
};

/** Takes out what was posted and puts in what should be: customers at once, the rows that orders share at the transaction's end. */
export async function moveFigures(
  tx: Tx,
  shopId: ShopId,
  before: Posted | null,
  after: Posted,
): Promise<void> {
  const [out, into] = [entriesOf(before), entriesOf(after)];
  for (const entry of out) move(tx, shopId, entry, -1);
  for (const entry of into) move(tx, shopId, entry, 1);
  const has = (entries: readonly Entry[], { key, customerId }: Entry) =>
    entries.some((each) => each.key === key && each.customerId === customerId);
  const left = out.filter((entry) => !has(into, entry)).map((entry) => ({ entry, by: -1 as const }));
  const came = into.filter((entry) => !has(out, entry)).map((entry) => ({ entry, by: 1 as const }));
  for (const { entry, by } of [...left, ...came].sort(
    (a, b) => a.by - b.by || (a.entry.key < b.entry.key ? -1 : 1),
  )) {
    const customers = await moveCustomer(tx, shopId, entry, by);
    moveShared(tx, shopId, [entry.credited, entry.currency], { customers });
  }
}

type Entry = Part & {
  readonly key: string;
  readonly currency: string;
  readonly customerId: CustomerId | null;
};

/** An order's parts as they stand in the figures; none of one that does not count. */
function entriesOf(posted: Posted | null): Entry[] {
  if (!posted?.isCounted) return [];
  const { currency, customerId, parts } = posted;
  return parts.map((part) => ({ ...part, key: `${part.credited} ${currency}`, currency, customerId }));
}

function move(tx: Tx, shopId: ShopId, { credited, currency, share, net, refunded }: Entry, sign: 1 | -1) {
  const by = { orders: sign, share: sign * share, net: sign * net, refunded: sign * refunded };
  moveShared(tx, shopId, [credited, currency], by);
}

/** Moves one customer's order count behind a row of figures. @returns 1 when the customer is new there, -1 when gone, else 0 */
async function moveCustomer(
  tx: Tx,
  shopId: ShopId,
  { credited, currency, customerId }: Entry,
  by: 1 | -1,
): Promise<number> {
  if (customerId === null) return 0;
  const { rows } = await tx.query<{ orders: number }>(
    `INSERT INTO figures_customer (shop_id, credited, currency, customer_id, orders) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (shop_id, credited, currency, customer_id) DO UPDATE SET orders = figures_customer.orders + excluded.orders
     RETURNING orders`,
    [shopId, credited, currency, customerId, by],
  );
  const orders = rows[0]?.orders ?? 0;
  if (by === 1) return orders === 1 ? 1 : 0;
  if (orders !== 0) return 0;
  await tx.query(
    "DELETE FROM figures_customer WHERE shop_id = $1 AND credited = $2 AND currency = $3 AND customer_id = $4",
    [shopId, credited, currency, customerId],
  );
  return -1;
}
