import { listCodeKeys } from "#app/creators/creators.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { creditOrder } from "#app/flows/credit-order.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import { worthOf } from "#app/orders/counted.ts";
import { findOrder, findRefunds, listOrdersWithCodes, lockOrder } from "#app/orders/orders.server.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";

/** Orders decided in one transaction: enough to be quick, few enough that no webhook waits long for one of them. */
const CHUNK = 50;

/** Decides anew every order that carries a code the creator ever held. Doing it twice, or again after a crash, changes nothing. */
export async function reattribute(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
): Promise<JobOutcome> {
  const keys = await inShop(database, shopId, (tx) => listCodeKeys(tx, shopId, creatorId));
  for (let after = ""; ; ) {
    const last = await inShop(database, shopId, async (tx) => {
      const ids = await listOrdersWithCodes(tx, shopId, keys, after, CHUNK);
      for (const id of ids) {
        await lockOrder(tx, shopId, id);
        const stored = await findOrder(tx, shopId, id);
        if (!stored) continue;
        const order = { ...stored.order, refunds: await findRefunds(tx, shopId, id) };
        await creditOrder(tx, shopId, order, stored.customerId, worthOf(order));
      }
      return ids.length < CHUNK ? null : (ids.at(-1) ?? null);
    });
    if (last === null) return { state: "done" };
    after = last;
  }
}
