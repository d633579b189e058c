import type {
  Made,
  MadeOrder,
  PlacedCancellation,
  PlacedOrder,
  PlacedRefund,
} from "#test/sandbox/contract.ts";
import { createChanges } from "#test/sandbox/order-life/changes.ts";
import { createCustomers } from "#test/sandbox/order-life/customers.ts";
import { createIds } from "#test/sandbox/order-life/ids.ts";
import { createInstantWriter } from "#test/sandbox/order-life/instant.ts";
import type { Happening } from "#test/sandbox/order-life/journal.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";
import { totalsOf } from "#test/sandbox/order-life/order.ts";
import { orderPayload } from "#test/sandbox/order-life/order-payload.ts";
import { createPeople } from "#test/sandbox/order-life/people.ts";
import { keepOrder } from "#test/sandbox/order-life/place.ts";
import { makeRefund, moneyBack } from "#test/sandbox/order-life/refund.ts";
import { refundPayload } from "#test/sandbox/order-life/refund-payload.ts";
import type { Customers, ShopSettings } from "#test/sandbox/order-life/shop.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

/** The orders and customers of a shop in memory, and how they change; each change answers with what Shopify would tell. */
export function createBooks(settings: ShopSettings) {
  const ids = createIds();
  const orders = new Map<string, KeptOrder>();
  const known = createCustomers(ids);
  const write = createInstantWriter(settings.timeZone);

  const payload = (order: KeptOrder) =>
    orderPayload(order, order.customerId === null ? null : known.find(order.customerId), write);

  function orderOf(id: string): KeptOrder {
    const order = orders.get(id);
    if (!order) throw new Error(`The shop has no order ${id}.`);
    return order;
  }

  /** Marks an order as changed: Shopify never tells two snapshots of one order with the same second. */
  function touch(order: KeptOrder, at: number): void {
    order.updatedAt = Math.max(at, order.updatedAt + 1000);
  }

  const changes = createChanges({ ids, orderOf, touch, payload, write });
  const people = createPeople({ ids, settings, known, orders, write });

  function place(placed: PlacedOrder): { made: MadeOrder; action: Action } {
    if (placed.id && orders.has(placed.id)) throw new Error(`The shop already has an order ${placed.id}.`);
    // A shopper who was merged buys as who they are by now.
    const customerId = placed.customerId === null ? null : known.nowOf(placed.customerId);
    const order = ids.undoOnThrow(() =>
      keepOrder({ ...placed, customerId }, settings, 1001 + orders.size, ids),
    );
    if (order.customerId !== null && !known.find(order.customerId)) {
      known.keep({ id: order.customerId, email: order.email });
    }
    orders.set(order.id, order);
    const made = { id: order.id, gid: `gid://shopify/Order/${order.id}`, name: order.name };
    return { made, action: { at: order.at, topics: [{ topic: "orders/create", payload: payload(order) }] } };
  }

  function refund(placed: PlacedRefund): { made: Made; action: Action } {
    const order = orderOf(placed.orderId);
    const one = ids.undoOnThrow(() => makeRefund(order, placed, ids));
    order.refunds = [...order.refunds, one];
    const isAll = moneyBack(order) >= totalsOf(order).total;
    order.financialStatus = isAll ? "refunded" : "partially_refunded";
    touch(order, one.at);
    const topics = [
      { topic: "refunds/create", payload: refundPayload(order, one, write) },
      { topic: "orders/updated", payload: payload(order) },
    ];
    return { made: { id: one.id, gid: `gid://shopify/Refund/${one.id}` }, action: { at: one.at, topics } };
  }

  function cancel({ orderId, at, reason }: PlacedCancellation): { made: Made; action: Action } {
    const order = orderOf(orderId);
    if (order.cancelledAt !== null) throw new Error(`${order.name} is already cancelled.`);
    order.cancelledAt = at.getTime();
    order.cancelReason = reason ?? "customer";
    if (["pending", "authorized"].includes(order.financialStatus)) order.financialStatus = "voided";
    touch(order, at.getTime());
    const body = payload(order);
    const topics = ["orders/cancelled", "orders/updated"].map((topic) => ({ topic, payload: body }));
    return {
      made: { id: orderId, gid: `gid://shopify/Order/${orderId}` },
      action: { at: at.getTime(), topics },
    };
  }

  /** Plays again what happened before a restart, telling nobody. True when the happening was the books' to play. */
  function restore(happening: Happening): boolean {
    if ("order" in happening) place(happening.order);
    else if ("refund" in happening) refund(happening.refund);
    else if ("cancellation" in happening) cancel(happening.cancellation);
    else if ("customer" in happening) known.keep(happening.customer);
    else if ("payment" in happening) changes.pay(happening.payment);
    else if ("fulfilment" in happening) changes.fulfil(happening.fulfilment);
    else if ("edit" in happening) changes.edit(happening.edit);
    else if ("merge" in happening) people.merge(happening.merge);
    else if ("dataRequest" in happening) people.requestData(happening.dataRequest);
    else if ("redaction" in happening) people.redact(happening.redaction);
    else return false;
    return true;
  }

  const latest = (count: number) => [...orders.values()].slice(-count).toReversed();
  const customers: Customers = known;
  /** An order as a webhook would tell it now. */
  const snapshot = (id: string): Record<string, unknown> => payload(orderOf(id));
  return {
    place,
    refund,
    cancel,
    ...changes,
    ...people,
    snapshot,
    restore,
    latest,
    orders,
    customers,
    settings,
  };
}

export type Books = ReturnType<typeof createBooks>;
