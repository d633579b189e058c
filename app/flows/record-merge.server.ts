import { listCodeKeys, lockCodes } from "#app/creators/codes.server.ts";
import { listCreatorsOf, moveCreator } from "#app/creators/creators.server.ts";
import type { Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { keepAgain } from "#app/flows/record-order.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";
import {
  listGuestOrders,
  listOrdersOf,
  lockBuyer,
  removeCustomer,
  saveCustomer,
} from "#app/orders/customers.server.ts";
import { findSurvivor, listEmailsOf, lockMerges, saveMerge } from "#app/orders/merges.server.ts";

/**
 * Records that Shopify made one customer out of two. Whatever was the deleted one's is the kept one's: orders, the guests
 * joined to them, a creator's own account. Chains end at the last survivor; telling it twice changes nothing.
 */
export async function recordMerge(
  tx: Tx,
  shopId: ShopId,
  { keptId, deletedId }: { keptId: CustomerId; deletedId: CustomerId },
  now: Date,
): Promise<void> {
  const gone = await lockMerges(tx, shopId, deletedId);
  const survivor = await findSurvivor(tx, shopId, keptId);
  // What Shopify merged once it has deleted, so that a second telling, or one that goes in a circle, is an old one.
  if (survivor === deletedId || (await findSurvivor(tx, shopId, deletedId)) !== deletedId) return;
  const emails = await listEmailsOf(tx, shopId, gone);
  for (const emailHash of emails) await lockBuyer(tx, shopId, { customerId: null, emailHash });
  await saveMerge(tx, shopId, deletedId, survivor);
  await saveCustomer(tx, shopId, survivor, MERGED);
  const ids = new Set(await listOrdersOf(tx, shopId, deletedId));
  for (const email of emails) for (const id of await listGuestOrders(tx, shopId, email)) ids.add(id);
  await keepAgain(tx, shopId, [...ids]);
  await removeCustomer(tx, shopId, deletedId);
  for (const creatorId of await listCreatorsOf(tx, shopId, deletedId)) {
    await lockCodes(tx, shopId, await listCodeKeys(tx, shopId, creatorId));
    await moveCreator(tx, shopId, creatorId, survivor);
    await askReattribution(tx, shopId, creatorId, now);
  }
}

/** Shopify told of the survivor, if not of when it changed: it stays, with orders or without. */
const MERGED = new Date(0);
