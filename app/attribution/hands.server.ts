import type { HandCredit } from "#app/attribution/attribute.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CreatorId, HandCreditId, OrderId, ShopId } from "#app/kernel/id.ts";

/** A merchant's word on whose an order is, why, and until when it stood; null: it stands. */
export type KeptHand = HandCredit & {
  readonly id: HandCreditId;
  readonly reason: string;
  readonly endedAt: Date | null;
};

/** What stands by hand of some orders; an order that the rules decide is missing. */
export async function findHands(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, KeptHand>> {
  const { rows } = await tx.query<KeptHand & { orderId: OrderId }>(
    `SELECT order_id AS "orderId", id, creator_id AS "creatorId", reason, given_at AS "givenAt", ended_at AS "endedAt"
     FROM hand_credit WHERE shop_id = $1 AND order_id = ANY($2) AND ended_at IS NULL`,
    [shopId, orderIds],
  );
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** Keeps the merchant's word on an order of which none stands. */
export async function saveHand(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  { id, creatorId, reason, givenAt }: Omit<KeptHand, "endedAt">,
): Promise<void> {
  await tx.query(
    "INSERT INTO hand_credit (shop_id, id, order_id, creator_id, reason, given_at) VALUES ($1, $2, $3, $4, $5, $6)",
    [shopId, id, orderId, creatorId, reason, givenAt],
  );
}

/** Ends what stands by hand of an order; its row stays. @returns whether anything stood */
export async function endHand(tx: Tx, shopId: ShopId, orderId: OrderId, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "UPDATE hand_credit SET ended_at = greatest($3, given_at) WHERE shop_id = $1 AND order_id = $2 AND ended_at IS NULL",
    [shopId, orderId, now],
  );
  return rowCount === 1;
}

/** Takes the reasons out of what was said about orders: they may name whoever bought them. */
export async function forgetReasons(tx: Tx, shopId: ShopId, orderIds: readonly OrderId[]): Promise<void> {
  await tx.query("UPDATE hand_credit SET reason = '' WHERE shop_id = $1 AND order_id = ANY($2)", [
    shopId,
    orderIds,
  ]);
}

/** A merchant's word as the order's page tells it. */
export type ToldHand = Omit<KeptHand, "creatorId"> & {
  readonly creator: { readonly id: CreatorId; readonly name: string } | null;
};

/** All that was ever said by hand about an order, the newest first. */
export async function listHands(database: Database, shopId: ShopId, orderId: OrderId): Promise<ToldHand[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.handCredit.findMany({ where: { shopId, orderId }, orderBy: { givenAt: "desc" } }),
  ]);
  const ids = rows.flatMap(({ creatorId }) => creatorId ?? []);
  const [creators] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } }),
  ]);
  return rows.map(({ id, creatorId, reason, givenAt, endedAt }) => ({
    ...{ id: id as HandCreditId, reason, givenAt, endedAt },
    creator: (creators.find((each) => each.id === creatorId) as ToldHand["creator"]) ?? null,
  }));
}
