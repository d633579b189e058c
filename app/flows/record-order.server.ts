import { codeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import { creditOrder } from "#app/flows/credit-order.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { worthOf } from "#app/orders/counted.ts";
import { customerOf } from "#app/orders/customer.ts";
import {
  customersWithEmail,
  learnEmail,
  listGuestOrders,
  lockEmail,
  removeIdle,
  saveCustomer,
} from "#app/orders/customers.server.ts";
import type { Order, Refund } from "#app/orders/order.ts";
import {
  findOrder,
  findRefunds,
  lockOrder,
  saveOrder,
  saveRefunds,
  snapshotOf,
} from "#app/orders/orders.server.ts";
import { mergeRefunds, newerOf } from "#app/orders/refund.ts";

/** A customer as Shopify told of it. */
type ToldCustomer = {
  readonly id: CustomerId;
  readonly emailHash: string | null;
  readonly updatedAt: Date;
};

/**
 * Records what Shopify says of an order: the newest snapshot wins, refunds are joined, guests follow their e-mail, and
 * the credit and the figures move by the difference. Any order of arrival, any number of times, ends the same.
 */
export async function recordOrder(tx: Tx, shopId: ShopId, incoming: Order): Promise<void> {
  const { emailHash } = incoming.buyer;
  await lockEmail(tx, shopId, emailHash);
  await lockOrder(tx, shopId, incoming.id);
  const stored = await findOrder(tx, shopId, incoming.id);
  const known = await findRefunds(tx, shopId, incoming.id);
  const isStale = stored !== null && newerOf(stored, snapshotOf(incoming)) === "stored";
  const refunds = mergeRefunds(known, incoming.refunds);
  const isNews = await learnEmail(tx, shopId, incoming.buyer);
  // A stale snapshot may still tell of a refund, or of whose e-mail a guest's is.
  if (isStale && !isNews && JSON.stringify(refunds) === JSON.stringify(known)) return;
  const order = { ...(isStale ? stored.order : incoming), refunds };
  await keepOrder(tx, shopId, order, stored?.customerId ?? null);
  if (isNews && emailHash !== null) await joinGuests(tx, shopId, emailHash, incoming.id);
}

/** Records a refund that came by itself; of an order not known yet it waits for the order. */
export async function recordRefund(tx: Tx, shopId: ShopId, orderId: OrderId, refund: Refund): Promise<void> {
  // No lock on the e-mail: whoever joins this guest meanwhile waits for the order, and records it again.
  await lockOrder(tx, shopId, orderId);
  const refunds = mergeRefunds(await findRefunds(tx, shopId, orderId), [refund]);
  const stored = await findOrder(tx, shopId, orderId);
  if (stored) await keepOrder(tx, shopId, { ...stored.order, refunds }, stored.customerId);
  else await saveRefunds(tx, shopId, orderId, refunds);
}

/** Records that a Shopify customer exists, and joins the guests who bought with the same e-mail. */
export async function recordCustomer(tx: Tx, shopId: ShopId, customer: ToldCustomer): Promise<void> {
  const { id, emailHash, updatedAt } = customer;
  await lockEmail(tx, shopId, emailHash);
  await saveCustomer(tx, shopId, id, updatedAt);
  const isNews = await learnEmail(tx, shopId, { customerId: id, emailHash });
  if (isNews && emailHash !== null) await joinGuests(tx, shopId, emailHash, null);
}

/** Stores an order as it now is, decides its credit, and lets go of whoever it was another's before. */
async function keepOrder(tx: Tx, shopId: ShopId, order: Order, before: CustomerId | null) {
  const customerId = customerOf(order.buyer, await customersWithEmail(tx, shopId, order.buyer.emailHash));
  const worth = worthOf(order);
  const codeKeys = order.codes.map((used) => codeKey(used.code));
  if (customerId !== null) await saveCustomer(tx, shopId, customerId, null);
  await saveRefunds(tx, shopId, order.id, order.refunds);
  await saveOrder(tx, shopId, order, codeKeys, customerId, worth);
  await creditOrder(tx, shopId, order, customerId, worth);
  if (before !== null && before !== customerId) await removeIdle(tx, shopId, before);
}

/** Guests' orders go to the customer their e-mail turned out to be. The caller holds the e-mail's lock. */
async function joinGuests(tx: Tx, shopId: ShopId, emailHash: string, except: OrderId | null) {
  for (const id of await listGuestOrders(tx, shopId, emailHash)) {
    if (id === except) continue;
    await lockOrder(tx, shopId, id);
    const stored = await findOrder(tx, shopId, id);
    if (!stored) continue;
    const order = { ...stored.order, refunds: await findRefunds(tx, shopId, id) };
    await keepOrder(tx, shopId, order, stored.customerId);
  }
}
