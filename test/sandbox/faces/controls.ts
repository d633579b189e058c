import type { IncomingMessage, ServerResponse } from "node:http";
import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { PlacedRefund } from "#test/sandbox/contract.ts";
import { readCheckout } from "#test/sandbox/faces/checkout.ts";
import { controlsPage, type Said } from "#test/sandbox/faces/controls-page.ts";
import { onlyFrom, ownPage } from "#test/sandbox/faces/face.ts";
import { Refused, readBody, send } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import type { Shop } from "#test/sandbox/order-life/shop.ts";

/** What Controls acts on. */
export type ControlsOf = {
  readonly origin: string;
  readonly adminPath: string;
  readonly shop: Shop;
  readonly books: Books;
  readonly discounts: Discounts;
  readonly now: () => Date;
};

/** Answers everything under /controls: plain forms, and after each a page that says what was done. */
export function createControls(of: ControlsOf) {
  let said: Said | null = null;
  /** Shopify's instants are whole seconds. */
  const now = () => new Date(Math.floor(of.now().getTime() / 1000) * 1000);

  async function act(path: string, form: URLSearchParams): Promise<string> {
    if (path === "/controls/orders") {
      const { name } = await of.shop.placeOrder(readCheckout(form, of.books, of.discounts, now()));
      return `${name} was placed, and orders/create is on its way.`;
    }
    const order = of.books.orders.get(form.get("order") ?? "");
    if (!order) throw new Refused(404, "There is no such order.");
    if (path === "/controls/refunds") {
      await of.shop.refundOrder(readRefund(order.id, order.lines.length, form, now()));
      return `${order.name} was refunded; refunds/create and orders/updated are on their way.`;
    }
    if (path !== "/controls/cancellations") throw new Refused(404, "There is no such control.");
    await of.shop.cancelOrder({ orderId: order.id, at: now(), reason: "customer" });
    return `${order.name} was cancelled; orders/cancelled and orders/updated are on their way.`;
  }

  function page(response: ServerResponse, status: number, note: Said | null, typed: URLSearchParams): void {
    const { books, discounts, adminPath } = of;
    const html = controlsPage({ books, discounts, adminPath, said: note, typed });
    send(response, status, "text/html; charset=utf-8", html, ownPage());
  }

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method !== "POST") {
      if (path !== "/controls") throw new Refused(404, "There is no such page.");
      const note = said;
      said = null;
      return page(response, 200, note, new URLSearchParams());
    }
    onlyFrom(request, of.origin);
    const form = new URLSearchParams(await readBody(request, 20_000));
    try {
      said = { isRefused: false, text: await act(path, form) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const typed = path === "/controls/orders" ? form : new URLSearchParams();
      return page(response, error instanceof Refused ? error.status : 422, { isRefused: true, text }, typed);
    }
    response.writeHead(303, { location: "/controls" }).end();
  };
}

function readRefund(orderId: string, count: number, form: URLSearchParams, at: Date): PlacedRefund {
  const lines = Array.from({ length: count }, (_, line) => ({
    line,
    quantity: Number(form.get(`units-${line}`) || 0),
  }));
  const amount = form.get("amount")?.trim().replace(",", ".");
  return {
    orderId,
    at,
    lines: lines.filter((one) => one.quantity !== 0),
    ...(amount ? { amountOnly: amount } : {}),
  };
}
