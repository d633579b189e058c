import type { Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import type { Journey } from "#app/orders/journey.ts";

/** What Shopify told of an order's buyer, and when it was asked. */
export type ReadJourney = Journey & { readonly readAt: Date };

/** What Shopify told of the ways to some orders; an order it was not asked about, or had nothing to tell of yet, is missing. */
export async function findJourneys(
  tx: Tx,
  shopId: ShopId,
  ids: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, ReadJourney>> {
  const { rows } = await tx.query(
    `SELECT order_id AS id, visits, came, position, orders, read_at AS "readAt" FROM order_journey
     WHERE shop_id = $1 AND order_id = ANY($2) AND read_at IS NOT NULL`,
    [shopId, ids],
  );
  return new Map(
    rows.map(({ id, ...row }) => {
      const visits = row.visits as { at: string; ref: string }[];
      return [id, { ...row, visits: visits.map(({ at, ref }) => ({ at: new Date(at), ref })) }];
    }),
  );
}

/** Keeps what Shopify told of the ways to some orders; what it told later stays. */
export async function saveJourneys(
  tx: Tx,
  shopId: ShopId,
  journeys: ReadonlyMap<OrderId, Journey>,
  now: Date,
): Promise<void> {
  const told = [...journeys].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(
    `INSERT INTO order_journey (shop_id, order_id, visits, came, position, orders, read_at)
     SELECT $1, u.*, $7 FROM unnest($2::text[], $3::jsonb[], $4::jsonb[], $5::int[], $6::int[]) AS u
     ON CONFLICT (shop_id, order_id) DO UPDATE SET visits = excluded.visits, came = excluded.came,
       position = excluded.position, orders = excluded.orders, read_at = excluded.read_at
     WHERE order_journey.read_at IS NULL OR order_journey.read_at <= excluded.read_at`,
    [
      ...[shopId, told.map(([id]) => id), told.map(([, { visits }]) => JSON.stringify(visits))],
      told.map(([, { came }]) => (came === null ? null : JSON.stringify(came))),
      ...[told.map(([, { position }]) => position), told.map(([, { orders }]) => orders), now],
    ],
  );
}

/** Which of these orders Shopify has told the way to. */
export async function listTold(
  tx: Tx,
  shopId: ShopId,
  ids: readonly OrderId[],
): Promise<ReadonlySet<OrderId>> {
  const { rows } = await tx.query<{ id: OrderId }>(
    "SELECT order_id AS id FROM order_journey WHERE shop_id = $1 AND order_id = ANY($2) AND read_at IS NOT NULL",
    [shopId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Notes that Shopify is to be asked for the way to an order. @returns false when it was noted, or asked, before */
export async function wantJourney(tx: Tx, shopId: ShopId, id: OrderId, since: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "INSERT INTO order_journey (shop_id, order_id, visits, since) VALUES ($1, $2, '[]', $3) ON CONFLICT DO NOTHING",
    [shopId, id, since],
  );
  return rowCount === 1;
}

/** Orders whose way Shopify is still to be asked for, and since when, by id, `limit` at a time from behind `after`. */
export async function listWanted(
  tx: Tx,
  shopId: ShopId,
  after: string,
  limit: number,
): Promise<{ readonly id: OrderId; readonly since: Date }[]> {
  const { rows } = await tx.query<{ id: OrderId; since: Date }>(
    `SELECT order_id AS id, since FROM order_journey WHERE shop_id = $1 AND read_at IS NULL AND order_id > $2
     ORDER BY order_id LIMIT $3`,
    [shopId, after, limit],
  );
  return rows;
}

/** Removes the ways by which the buyers of these orders came: they are forgotten. */
export async function removeJourneys(tx: Tx, shopId: ShopId, ids: readonly OrderId[]): Promise<void> {
  await tx.query("DELETE FROM order_journey WHERE shop_id = $1 AND order_id = ANY($2)", [shopId, ids]);
}
