import type { ServerResponse } from "node:http";
import { Refused, sendJson } from "#test/sandbox/network/body.ts";
import { type Asked, addTo, changeLine, clearCart, updateCart } from "#test/sandbox/storefront/cart-api.ts";
import { cartView } from "#test/sandbox/storefront/cart-view.ts";
import { tillOf } from "#test/sandbox/storefront/page.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import type { Storefront } from "#test/sandbox/storefront/storefront.ts";

type Act = (session: Session, asked: Asked) => void;

const CHANGES: Readonly<Record<string, Act>> = {
  "/cart/change.js": changeLine,
  "/cart/update.js": updateCart,
  "/cart/clear.js": clearCart,
};

/**
 * Answers a POST of the cart API with the cart, or with what was put into it; a wish that cannot be with Shopify's
 * `{status, message, description}`. False when the path is not the API's.
 */
export function answerCart(
  of: Storefront,
  session: Session,
  response: ServerResponse,
  pathname: string,
  asked: Asked,
): boolean {
  const change = Object.hasOwn(CHANGES, pathname) ? CHANGES[pathname] : undefined;
  if (!change && pathname !== "/cart/add.js") return false;
  try {
    if (change) {
      change(session, asked);
      sendCart(of, session, response);
      return true;
    }
    const added = addTo(session, asked).map(({ variantId }) => Number(variantId));
    const { items } = shown(of, session) as { items: readonly { readonly id: number }[] };
    const lines = items.filter(({ id }) => added.includes(id));
    sendJson(response, Array.isArray(asked.items) ? { items: lines } : lines[0]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { status, message: description } = error;
    sendJson(response, { status, message: "Cart Error", description }, status);
  }
  return true;
}

/** `/cart.js` */
export function sendCart(of: Storefront, session: Session, response: ServerResponse): void {
  response.setHeader("cache-control", "no-store");
  sendJson(response, shown(of, session));
}

function shown(of: Storefront, session: Session) {
  return cartView(session, tillOf(of, session), of.shop.settings.currency);
}
