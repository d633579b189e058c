import { listLinkedOrders } from "#app/attribution/linked.server.ts";
import { listCodeKeys } from "#app/creators/codes.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import type { CreatorId, OrderId, ShopId } from "#app/kernel/id.ts";
import { listOrdersWithCodes } from "#app/orders/orders.server.ts";
import { enqueueAnew, type JobOutcome } from "#app/queue/outbox.server.ts";

/** Orders looked up at a time. */
const CHUNK = 500;

/** Asks, once per change, to decide anew the orders that a creator's codes or links led to. */
export async function askReattribution(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  now: Date,
): Promise<void> {
  await enqueueAnew(tx, shopId, { kind: "reattribute", of: creatorId, payload: { creatorId } }, now);
}

/**
 * Decides anew every order that carries a code the creator ever held, or that a click on their links led to: each in a transaction of its own, because one
 * that holds a creator's figures and waits for the next order would lock out the webhooks. Doing it twice changes nothing.
 */
export async function reattribute(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
): Promise<JobOutcome> {
  const keys = await inShop(database, shopId, (tx) => listCodeKeys(tx, shopId, creatorId));
  const lists: readonly OrderList[] = [
    (tx, after) => listOrdersWithCodes(tx, shopId, keys, after, CHUNK),
    (tx, after) => listLinkedOrders(tx, shopId, creatorId, after, CHUNK),
  ];
  for (const list of lists) await decideAll(database, shopId, list);
  return { state: "done" };
}

/** Orders by id, a chunk at a time from behind `after`. */
type OrderList = (tx: Tx, after: string) => Promise<OrderId[]>;

async function decideAll(database: Database, shopId: ShopId, list: OrderList) {
  for (let after = ""; ; ) {
    const ids = await inShop(database, shopId, (tx) => list(tx, after));
    for (const id of ids) await inShop(database, shopId, (tx) => decideAnew(tx, shopId, id));
    after = ids.at(-1) ?? after;
    if (ids.length < CHUNK) return;
  }
}
