import type { Attribution } from "#app/attribution/attribute.ts";
import { decidingLink, linkedTo, moveLinkFigures } from "#app/attribution/linked.server.ts";
import type { Touch } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, LinkId, OrderId, ShopId } from "#app/kernel/id.ts";

/** What an order adds to the figures of whoever it is credited to. Amounts in minor units of `currency`. */
export type Posting = {
  readonly instant: Date;
  readonly currency: string;
  readonly customerId: CustomerId | null;
  readonly isCounted: boolean;
  readonly net: number;
  readonly refunded: number;
};

/** Stands for a creator's id where counted orders are credited to no creator. */
export const NOBODY = "nobody";

/** One row of the figures, and by how much it moves. */
type Move = {
  credited: string;
  currency: string;
  orders: number;
  customers: number;
  net: number;
  refunded: number;
};

type Posted = Omit<Posting, "instant"> & {
  readonly credited: CreatorId | typeof NOBODY;
  readonly linkId: LinkId | null;
};

/**
 * Stores who an order is credited to and why, and moves the figures by the difference to what stood there before:
 * so it does not matter how often, or in which order, an order is told.
 */
export async function saveAttribution(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  attribution: Attribution,
  posting: Posting,
): Promise<void> {
  const before = await findPosted(tx, shopId, orderId);
  const linkId = decidingLink(attribution.touches);
  await tx.query(
    `INSERT INTO attribution (shop_id, order_id, creator_id, otherwise_id, because, touches, instant, currency, customer_id,
       is_counted, net, refunded, link_id, linked_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (shop_id, order_id) DO UPDATE SET creator_id = excluded.creator_id, otherwise_id = excluded.otherwise_id,
       because = excluded.because, touches = excluded.touches, instant = excluded.instant, currency = excluded.currency,
       customer_id = excluded.customer_id, is_counted = excluded.is_counted, net = excluded.net, refunded = excluded.refunded,
       link_id = excluded.link_id, linked_to = excluded.linked_to, revision = nextval('revision')`,
    [
      shopId,
      orderId,
      attribution.to,
      attribution.to === null ? attribution.otherwise : null,
      attribution.because,
      JSON.stringify(attribution.touches),
      posting.instant,
      posting.currency,
      posting.customerId,
      posting.isCounted,
      posting.net,
      posting.refunded,
      linkId,
      linkedTo(attribution.touches),
    ],
  );
  const after = { ...posting, credited: attribution.to ?? NOBODY, linkId } satisfies Posted;
  await moveFigures(tx, shopId, before, after);
  await moveLinkFigures(tx, shopId, before, after);
}

/** The touches of an order as they were decided; none when it was not decided yet. */
export async function findTouches(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<readonly Touch[]> {
  const { rows } = await tx.query<{ touches: readonly Touch[] }>(
    "SELECT touches FROM attribution WHERE shop_id = $1 AND order_id = $2",
    [shopId, orderId],
  );
  return rows[0]?.touches ?? [];
}

async function findPosted(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<Posted | null> {
  const { rows } = await tx.query(
    "SELECT creator_id, link_id, currency, customer_id, is_counted, net, refunded FROM attribution WHERE shop_id = $1 AND order_id = $2 FOR UPDATE",
    [shopId, orderId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    credited: row.creator_id ?? NOBODY,
    linkId: row.link_id,
    currency: row.currency,
    customerId: row.customer_id,
    isCounted: row.is_counted,
    net: Number(row.net),
    refunded: Number(row.refunded),
  };
}

/** Takes out what was posted and puts in what should be: customers first, the shared rows last and in one order, so that writers rarely wait. */
async function moveFigures(tx: Tx, shopId: ShopId, before: Posted | null, after: Posted): Promise<void> {
  const out = before?.isCounted ? before : null;
  const into = after.isCounted ? after : null;
  if (out === null && into === null) return;
  const isSameCustomer = out && into && sameRow(out, into) && out.customerId === into.customerId;
  const left = out && !isSameCustomer ? await moveCustomer(tx, shopId, out, -1) : 0;
  const came = into && !isSameCustomer ? await moveCustomer(tx, shopId, into, 1) : 0;
  const moves = new Map<string, Move>();
  if (out) add(moves, out, -1, left);
  if (into) add(moves, into, 1, came);
  const rows = [...moves.values()].filter(
    (move) => move.orders || move.customers || move.net || move.refunded,
  );
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO figures (shop_id, credited, currency, orders, customers, net, refunded)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::bigint[], $7::bigint[]) AS move (credited, currency)
     ORDER BY credited, currency
     ON CONFLICT (shop_id, credited, currency) DO UPDATE SET orders = figures.orders + excluded.orders,
       customers = figures.customers + excluded.customers, net = figures.net + excluded.net, refunded = figures.refunded + excluded.refunded`,
    [
      shopId,
      rows.map((move) => move.credited),
      rows.map((move) => move.currency),
      rows.map((move) => move.orders),
      rows.map((move) => move.customers),
      rows.map((move) => move.net),
      rows.map((move) => move.refunded),
    ],
  );
}

function add(moves: Map<string, Move>, posted: Posted, sign: 1 | -1, customers: number) {
  const key = `${posted.credited} ${posted.currency}`;
  const move = moves.get(key) ?? {
    credited: posted.credited,
    currency: posted.currency,
    orders: 0,
    customers: 0,
    net: 0,
    refunded: 0,
  };
  move.orders += sign;
  move.customers += customers;
  move.net += sign * posted.net;
  move.refunded += sign * posted.refunded;
  moves.set(key, move);
}

/** Moves one customer's order count behind a row of figures. @returns 1 when the customer is new there, -1 when gone, else 0 */
async function moveCustomer(
  tx: Tx,
  shopId: ShopId,
  { credited, currency, customerId }: Posted,
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

const sameRow = (a: Posted, b: Posted) => a.credited === b.credited && a.currency === b.currency;
