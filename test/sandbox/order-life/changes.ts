import type { Made, PlacedEdit, PlacedFulfilment, PlacedPayment } from "#test/sandbox/contract.ts";
import { editPayload, makeEdit } from "#test/sandbox/order-life/edit.ts";
import { fulfilmentStatus, makeFulfilment } from "#test/sandbox/order-life/fulfilment.ts";
import type { Ids } from "#test/sandbox/order-life/ids.ts";
import { type KeptOrder, lineTotal } from "#test/sandbox/order-life/order.ts";
import { moneyBack } from "#test/sandbox/order-life/refund.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

/** What changing an order needs of the books. */
type Page = {
  readonly ids: Ids;
  orderOf(id: string): KeptOrder;
  /** Marks an order as changed. */
  touch(order: KeptOrder, at: number): void;
  payload(order: KeptOrder): Record<string, unknown>;
  write(ms: number): string;
};

type Change = { readonly made: Made; readonly action: Action };

const UNPAID = ["pending", "authorized", "partially_paid"];

/** How a placed order goes on: it is paid, sent, edited. Each throws a sentence when it cannot be. */
export function createChanges({ ids, orderOf, touch, payload, write }: Page) {
  /** Tells a topic and orders/updated, both with the order as it now is. */
  function both(topic: string, order: KeptOrder, at: number): Action {
    const body = payload(order);
    return { at, topics: [topic, "orders/updated"].map((one) => ({ topic: one, payload: body })) };
  }

  return {
    pay({ orderId, at }: PlacedPayment): Change {
      const order = orderOf(orderId);
      if (order.cancelledAt !== null || !UNPAID.includes(order.financialStatus))
        throw new Error(`${order.name} is ${whatItIs(order)}; there is nothing to pay.`);
      order.financialStatus = moneyBack(order) > 0 ? "partially_refunded" : "paid";
      touch(order, at.getTime());
      return { made: madeOf("Order", order.id), action: both("orders/paid", order, at.getTime()) };
    },

    fulfil(placed: PlacedFulfilment): Change {
      const order = orderOf(placed.orderId);
      const one = ids.undoOnThrow(() => makeFulfilment(order, placed, ids));
      order.fulfilments = [...order.fulfilments, one];
      touch(order, one.at);
      const isAll = fulfilmentStatus(order) === "fulfilled";
      const updated = { topic: "orders/updated", payload: payload(order) };
      const action = isAll ? both("orders/fulfilled", order, one.at) : { at: one.at, topics: [updated] };
      return { made: madeOf("Fulfillment", one.id), action };
    },

    edit(placed: PlacedEdit): Change {
      const order = orderOf(placed.orderId);
      const one = ids.undoOnThrow(() => makeEdit(order, placed, ids));
      const added = one.lines.slice(order.lines.length).reduce((sum, line) => sum + lineTotal(line), 0);
      order.lines = one.lines;
      if (added > 0 && !["pending", "authorized"].includes(order.financialStatus))
        order.financialStatus = "partially_paid";
      touch(order, one.at);
      const topics = [
        { topic: "orders/edited", payload: editPayload(order, one, write) },
        { topic: "orders/updated", payload: payload(order) },
      ];
      return { made: madeOf("OrderEdit", one.id), action: { at: one.at, topics } };
    },
  };
}

function whatItIs({ cancelledAt, financialStatus }: KeptOrder): string {
  return cancelledAt === null ? financialStatus.replaceAll("_", " ") : "cancelled";
}

function madeOf(kind: string, id: string): Made {
  return { id, gid: `gid://shopify/${kind}/${id}` };
}
