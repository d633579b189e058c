import { codeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import { askRefetch } from "#app/flows/ask-refetch.server.ts";
import { type Credit, creditOrder } from "#app/flows/credit-order.server.ts";
import { askJourney } from "#app/flows/read-journey.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { worthOf } from "#app/orders/counted.ts";
import { anonymous, customerOf, isForgotten } from "#app/orders/customer.ts";
import {
  findBuyer,
  learnEmail,
  listGuestOrders,
  lockBuyer,
  removeIdle,
  saveCustomer,
} from "#app/orders/customers.server.ts";
import { findForgotten } from "#app/orders/forgotten.server.ts";
import type { Order, Refund } from "#app/orders/order.ts";
import { findOrder, lockOrder, type StoredOrder, saveOrder, snapshotOf } from "#app/orders/orders.server.ts";
import { isDisputed, joined, mergeRefunds, newerOf } from "#app/orders/refund.ts";
import { findRefunds, saveRefunds } from "#app/orders/refunds.server.ts";

/** How an order reached us: told by a webhook, or fetched because we asked Shopify for it. */
export type Source = "told" | "fetched";

/** A customer as Shopify told of it. */
type ToldCustomer = {
  readonly id: CustomerId;
  readonly emailHash: string | null;
  readonly updatedAt: Date;
};

/**
 * Records what Shopify says of an order: the newest snapshot wins, refunds are joined, guests follow their e-mail, and
 * the credit and the figures move by the difference. Any order of arrival, any number of times, ends the same.
 * @returns how it stood here before: missing, behind this snapshot, or known (as it is, or newer)
 */
export async function recordOrder(
  tx: Tx,
  shopId: ShopId,
  told: Order,
  now: Date,
  source: Source = "told",
): Promise<"missing" | "behind" | "known"> {
  await lockBuyer(tx, shopId, told.buyer);
  await lockOrder(tx, shopId, told.id);
  const stored = await findOrder(tx, shopId, told.id);
  // A buyer may be forgotten before the order is heard of, or before anybody knew whose it was.
  const before = stored?.customerId ?? (await findForgotten(tx, shopId, told.id));
  const incoming = isForgotten(before) ? anonymous(told) : told;
  const snapshot = snapshotOf(incoming, source === "fetched");
  if (stored && isDisputed(stored, snapshot))
    await askRefetch(tx, shopId, told.id, { because: "disputed", body: snapshot.contentHash }, now);
  const refunds = await findRefunds(tx, shopId, told.id);
  const known = stored && { ...stored.order, refunds };
  const isStale = stored !== null && newerOf(stored, snapshot) === "stored";
  const order = isStale && known ? joined(known, incoming) : joined(incoming, known ?? { refunds });
  const isNews = await learnEmail(tx, shopId, incoming.buyer);
  // A stale snapshot may still tell of a refund, or of whose e-mail a guest's is.
  if (!isStale || isNews || JSON.stringify(order) !== JSON.stringify(known)) {
    const { isFetched } = isStale ? stored : snapshot;
    const customerId = stored ? stored.customerId : before;
    const credit = await keepOrder(tx, shopId, { order, isFetched, customerId });
    if (!isForgotten(customerId)) await askJourney(tx, shopId, order, credit, now);
    const { emailHash } = incoming.buyer;
    if (isNews && emailHash !== null) await joinGuests(tx, shopId, emailHash, told.id);
  }
  if (!stored) return "missing";
  return stored.updatedAt < told.updatedAt ? "behind" : "known";
}

/** Records a refund that came by itself; of an order not known yet it waits for the order, which is asked for. */
export async function recordRefund(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  refund: Refund,
  now: Date,
): Promise<void> {
  // No lock on the buyer: whoever joins this guest meanwhile waits for the order, and records it again.
  await lockOrder(tx, shopId, orderId);
  const refunds = mergeRefunds(await findRefunds(tx, shopId, orderId), [refund]);
  const stored = await findOrder(tx, shopId, orderId);
  if (stored) {
    await keepOrder(tx, shopId, { ...stored, order: { ...stored.order, refunds } });
    return;
  }
  await saveRefunds(tx, shopId, orderId, refunds);
  await askRefetch(tx, shopId, orderId, { because: "unknown", refundId: refund.id }, now);
}

/** Records that an order was edited: its new snapshot comes by itself, and is asked for where it does not. */
export async function recordEdit(
  tx: Tx,
  shopId: ShopId,
  { orderId, editedAt }: { orderId: OrderId; editedAt: Date },
  now: Date,
): Promise<void> {
  await askRefetch(tx, shopId, orderId, { because: "edited", editedAt }, now);
}

/** Records that a Shopify customer exists, and joins the guests who bought with the same e-mail. */
export async function recordCustomer(tx: Tx, shopId: ShopId, customer: ToldCustomer): Promise<void> {
  const { id, emailHash, updatedAt } = customer;
  await lockBuyer(tx, shopId, { customerId: id, emailHash });
  const { customerId } = await findBuyer(tx, shopId, { customerId: id, emailHash: null });
  if (customerId === id) await saveCustomer(tx, shopId, id, updatedAt);
  const isNews = await learnEmail(tx, shopId, { customerId: id, emailHash });
  if (isNews && emailHash !== null) await joinGuests(tx, shopId, emailHash, null);
}

/** Stores stored orders again, each as what is known of its buyer by now says. The caller holds the locks of whoever they may be. */
export async function keepAgain(tx: Tx, shopId: ShopId, ids: readonly OrderId[]): Promise<void> {
  const sorted = [...ids].sort();
  // All of them before the first is decided: whoever holds one of them may wait for a history that this would hold by then.
  for (const id of sorted) await lockOrder(tx, shopId, id);
  for (const id of sorted) {
    const stored = await findOrder(tx, shopId, id);
    if (!stored) continue;
    const order = { ...stored.order, refunds: await findRefunds(tx, shopId, id) };
    await keepOrder(tx, shopId, { ...stored, order });
  }
}

/** Stores an order as it now is, decides its credit, and lets go of whoever it was another's before. */
async function keepOrder(
  tx: Tx,
  shopId: ShopId,
  { order, isFetched, customerId: before }: Pick<StoredOrder, "order" | "isFetched" | "customerId">,
): Promise<Credit> {
  const customerId = isForgotten(before) ? before : await findCustomerOf(tx, shopId, order);
  const worth = worthOf(order);
  const codeKeys = order.codes.map((used) => codeKey(used.code));
  if (customerId !== null) await saveCustomer(tx, shopId, customerId, null);
  await saveRefunds(tx, shopId, order.id, order.refunds);
  await saveOrder(tx, shopId, { order, isFetched }, codeKeys, customerId, worth);
  const credit = await creditOrder(tx, shopId, order, { customerId, before }, worth);
  if (before !== null && before !== customerId) await removeIdle(tx, shopId, before);
  return credit;
}

async function findCustomerOf(tx: Tx, shopId: ShopId, { buyer }: Order): Promise<CustomerId | null> {
  const { customerId, withEmail } = await findBuyer(tx, shopId, buyer);
  return customerOf({ customerId, emailHash: buyer.emailHash }, withEmail);
}

/** Guests' orders go to the customer their e-mail turned out to be. The caller holds the e-mail's lock. */
async function joinGuests(tx: Tx, shopId: ShopId, emailHash: string, except: OrderId | null) {
  const guests = await listGuestOrders(tx, shopId, emailHash);
  await keepAgain(
    tx,
    shopId,
    guests.filter((id) => id !== except),
  );
}
