import type { PlacedEdit, PlacedFulfilment, PlacedRefund } from "#test/sandbox/contract.ts";
import { type Acts, tale, unitsIn } from "#test/sandbox/faces/act.ts";
import { readCheckout } from "#test/sandbox/faces/checkout.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import { fulfilmentStatus } from "#test/sandbox/order-life/fulfilment.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";
import { PRODUCTS, priceOf } from "#test/sandbox/order-life/products.ts";

/** Buying, and all that happens to an order afterwards. */
export function orderActs({ shop, books, discounts, life }: ControlsOf, now: () => Date): Acts {
  const say = (what: string, ...topics: string[]) => tale(what, topics, life.isInstalled());

  /** An act on the order its form names. */
  const on = (act: (order: KeptOrder, form: URLSearchParams) => Promise<string>) => {
    return async (form: URLSearchParams) => {
      const order = books.orders.get(form.get("order") ?? "");
      if (!order) throw new Refused(404, "There is no such order.");
      return act(order, form);
    };
  };

  return {
    "/controls/orders": async (form) => {
      const { order, newcomer } = readCheckout(form, books, discounts, now());
      if (newcomer === null) {
        const { name } = await shop.placeOrder(order);
        return say(`${name} was placed`, "orders/create");
      }
      const { id } = await shop.saveCustomer({ email: newcomer, at: now() });
      const { name } = await shop.placeOrder({ ...order, customerId: id });
      return say(`${name} was placed`, "customers/create", "orders/create");
    },
    "/controls/refunds": on(async (order, form) => {
      await shop.refundOrder(readRefund(order, form, now()));
      return say(`${order.name} was refunded`, "refunds/create", "orders/updated");
    }),
    "/controls/payments": on(async (order) => {
      await shop.payOrder({ orderId: order.id, at: now() });
      return say(`${order.name} was paid`, "orders/paid", "orders/updated");
    }),
    "/controls/fulfillments": on(async (order, form) => {
      await shop.fulfilOrder(readFulfilment(order, form, now()));
      if (fulfilmentStatus(order) !== "fulfilled")
        return say(`${order.name} was fulfilled in part`, "orders/updated");
      return say(`${order.name} was fulfilled`, "orders/fulfilled", "orders/updated");
    }),
    "/controls/edits": on(async (order, form) => {
      await shop.editOrder(readEdit(order, form, now()));
      return say(`${order.name} was edited`, "orders/edited", "orders/updated");
    }),
    "/controls/cancellations": on(async (order) => {
      await shop.cancelOrder({ orderId: order.id, at: now(), reason: "customer" });
      return say(`${order.name} was cancelled`, "orders/cancelled", "orders/updated");
    }),
  };
}

function readRefund(order: KeptOrder, form: URLSearchParams, at: Date): PlacedRefund {
  const lines = order.lines.map((_, line) => ({
    line,
    quantity: Number(form.get(`units-${line}`) || 0),
  }));
  const amount = form.get("amount")?.trim().replace(",", ".");
  return {
    orderId: order.id,
    at,
    lines: lines.filter((one) => one.quantity !== 0),
    ...(amount ? { amountOnly: amount } : {}),
  };
}

function readFulfilment(order: KeptOrder, form: URLSearchParams, at: Date): PlacedFulfilment {
  const line = form.get("line");
  if (!line) return { orderId: order.id, at };
  return { orderId: order.id, at, lines: [{ line: Number(line), quantity: unitsIn(form, "units") }] };
}

function readEdit(order: KeptOrder, form: URLSearchParams, at: Date): PlacedEdit {
  const line = form.get("line");
  const product = PRODUCTS.find(({ productId }) => productId === form.get("product"));
  const reason = form.get("reason")?.trim();
  return {
    orderId: order.id,
    at,
    remove: line ? [{ line: Number(line), quantity: unitsIn(form, "units") }] : [],
    add: product
      ? [
          {
            title: product.title,
            productId: product.productId,
            variantId: product.variantId,
            price: priceOf(product, order.currency),
            quantity: unitsIn(form, "more"),
          },
        ]
      : [],
    ...(reason ? { reason } : {}),
  };
}
