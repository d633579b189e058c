import type { IncomingMessage, ServerResponse } from "node:http";
import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { Acts } from "#test/sandbox/faces/act.ts";
import { controlsPage, type Said } from "#test/sandbox/faces/controls-page.ts";
import { customerActs } from "#test/sandbox/faces/customer-acts.ts";
import { discountActs } from "#test/sandbox/faces/discount-acts.ts";
import { onlyFrom, ownPage } from "#test/sandbox/faces/face.ts";
import { orderActs } from "#test/sandbox/faces/order-acts.ts";
import { shopActs } from "#test/sandbox/faces/shop-acts.ts";
import { storefrontActs } from "#test/sandbox/faces/storefront-acts.ts";
import { weatherActs } from "#test/sandbox/faces/weather-acts.ts";
import type { Weather } from "#test/sandbox/faces/weather-words.ts";
import { Refused, readBody, send } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import type { Shop } from "#test/sandbox/order-life/shop.ts";
import type { ShopLife } from "#test/sandbox/shop-life.ts";
import type { Storefront } from "#test/sandbox/storefront/storefront.ts";
import type { Deliveries } from "#test/sandbox/webhooks/deliveries.ts";

/** What Controls acts on. */
export type ControlsOf = {
  readonly origin: string;
  readonly adminPath: string;
  readonly appName: string;
  readonly shop: Shop;
  readonly life: ShopLife;
  readonly books: Books;
  readonly discounts: Discounts;
  readonly deliveries: Deliveries;
  readonly weather: Weather;
  readonly storefront: Storefront;
  readonly now: () => Date;
};

/** Answers everything under /controls: plain forms, and after each a page that says what was done. */
export function createControls(of: ControlsOf) {
  let said: Said | null = null;
  /** Shopify's instants are whole seconds. */
  const now = () => new Date(Math.floor(of.now().getTime() / 1000) * 1000);
  const acts: Acts = {
    ...orderActs(of, now),
    ...customerActs(of, now),
    ...discountActs(of),
    ...shopActs(of, now),
    ...weatherActs(of),
    ...storefrontActs(of),
  };

  function page(response: ServerResponse, status: number, note: Said | null, typed: URLSearchParams): void {
    const html = controlsPage({ of, said: note, typed });
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
    const act = Object.hasOwn(acts, path) ? acts[path] : undefined;
    if (!act) throw new Refused(404, "There is no such control.");
    const form = new URLSearchParams(await readBody(request, 20_000));
    try {
      said = { isRefused: false, text: await act(form) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return page(response, error instanceof Refused ? error.status : 422, { isRefused: true, text }, form);
    }
    const location = form.get("back") === "admin" ? of.adminPath : "/controls";
    response.writeHead(303, { location }).end();
  };
}
