import { listBatchKeys } from "#app/creators/batch-calls.server.ts";
import { lockCodes } from "#app/creators/codes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import type { BatchId, ShopId } from "#app/kernel/id.ts";
import { listOrdersWithCodes } from "#app/orders/orders.server.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";

/** Codes looked up at a time: each is locked for that long. */
const CHUNK = 250;

/**
 * Decides anew the orders that carry a code of a batch: those that came before it, and any that was being decided while it
 * was kept, which the locks wait for. One look for 250 codes, for hardly ever is there such an order. Twice changes nothing.
 */
export async function creditBatch(database: Database, shopId: ShopId, batchId: BatchId): Promise<JobOutcome> {
  for (let after = ""; ; ) {
    const keys = await inShop(database, shopId, (tx) => listBatchKeys(tx, shopId, batchId, after, CHUNK));
    for (let behind = ""; keys.length > 0; ) {
      const ids = await inShop(database, shopId, async (tx) => {
        await lockCodes(tx, shopId, keys);
        return listOrdersWithCodes(tx, shopId, keys, behind, CHUNK);
      });
      for (const id of ids) await inShop(database, shopId, (tx) => decideAnew(tx, shopId, id));
      behind = ids.at(-1) ?? behind;
      if (ids.length < CHUNK) break;
    }
    after = keys.at(-1) ?? after;
    if (keys.length < CHUNK) return { state: "done" };
  }
}
