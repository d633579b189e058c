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

/** One row of the figures, and by how much it moves. */
type Move = {
  readonly credited: string;
  readonly currency: string;
  orders: number;
  share: number;
  customers: number;
  net: number;
  refunded: number;
};

/** Takes out what was posted and puts in what should be: customers first, the shared rows last and in one order, so that writers rarely wait. */
export async function moveFigures(
  tx: Tx,
  shopId: ShopId,
  before: Posted | null,
  after: Posted,
): Promise<void> {
  const [out, into] = [entriesOf(before), entriesOf(after)];
  const moves = new Map<string, Move>();
  for (const entry of out) add(moves, entry, -1);
  for (const entry of into) add(moves, entry, 1);
  const has = (entries: readonly Entry[], { key, customerId }: Entry) =>
    entries.some((each) => each.key === key && each.customerId === customerId);
  const left = out.filter((entry) => !has(into, entry)).map((entry) => ({ entry, by: -1 as const }));
  const came = into.filter((entry) => !has(out, entry)).map((entry) => ({ entry, by: 1 as const }));
  for (const { entry, by } of [...left, ...came].sort(
    (a, b) => a.by - b.by || (a.entry.key < b.entry.key ? -1 : 1),
  ))
    count(moves, entry, await moveCustomer(tx, shopId, entry, by));
  const rows = [...moves.values()].filter(
    (move) => move.orders || move.share || move.customers || move.net || move.refunded,
  );
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO figures (shop_id, credited, currency, orders, share, customers, net, refunded)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::int[], $7::bigint[], $8::bigint[]) AS move (credited, currency)
     ORDER BY credited, currency
     ON CONFLICT (shop_id, credited, currency) DO UPDATE SET orders = figures.orders + excluded.orders, share = figures.share + excluded.share,
       customers = figures.customers + excluded.customers, net = figures.net + excluded.net, refunded = figures.refunded + excluded.refunded`,
    [
      shopId,
      rows.map((move) => move.credited),
      rows.map((move) => move.currency),
      rows.map((move) => move.orders),
      rows.map((move) => move.share),
      rows.map((move) => move.customers),
      rows.map((move) => move.net),
      rows.map((move) => move.refunded),
    ],
  );
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

function add(
  moves: Map<string, Move>,
  { key, credited, currency, share, net, refunded }: Entry,
  sign: 1 | -1,
) {
  const none = { credited, currency, orders: 0, share: 0, customers: 0, net: 0, refunded: 0 };
  const move = moves.get(key) ?? none;
  move.orders += sign;
  move.share += sign * share;
  move.net += sign * net;
  move.refunded += sign * refunded;
  moves.set(key, move);
}

function count(moves: Map<string, Move>, { key }: Entry, customers: number) {
  const move = moves.get(key);
  if (move) move.customers += customers;
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
