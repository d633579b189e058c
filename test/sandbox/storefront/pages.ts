import { Refused } from "#test/sandbox/network/body.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { totalsOf } from "#test/sandbox/order-life/order.ts";
import { COLLECTIONS, PRODUCTS } from "#test/sandbox/order-life/products.ts";
import { customersLike } from "#test/sandbox/storefront/account.ts";
import { collectionObject, customerObject, productObject } from "#test/sandbox/storefront/objects.ts";
import { type Page, renderPage, tillOf } from "#test/sandbox/storefront/page.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import { localeOf, type Storefront } from "#test/sandbox/storefront/storefront.ts";
import { tillView } from "#test/sandbox/storefront/till-view.ts";

const PEOPLE = 20;
const ORDERS = 50;

/** The page at an address of the storefront; null when there is none. `said` is what a form before it has to tell. */
export function pageAt(of: Storefront, session: Session, url: URL, said = ""): Page | null {
  const { currency } = of.shop.settings;
  const here = url.pathname + url.search;
  const [, room = "", name = "", more] = url.pathname.replace(/\/$/, "").split("/");
  if (more !== undefined && room !== "checkouts") return null;
  switch (room) {
    case "": {
      const products = PRODUCTS.map((one) => productObject(one, currency));
      return { template: "index", title: "t:home.title", here, own: { products } };
    }
    case "products": {
      const product = PRODUCTS.find(({ handle }) => handle === name);
      if (!product) return null;
      const objects = { product: productObject(product, currency) };
      return { template: "product", title: product.title, here, objects };
    }
    case "collections": {
      if (name === "") return { template: "collections", title: "t:collections.title", here };
      const collection = COLLECTIONS.find(({ handle }) => handle === name);
      if (!collection) return null;
      const objects = { collection: collectionObject(collection, currency) };
      return { template: "collection", title: collection.title, here, objects };
    }
    case "cart":
      return name === ""
        ? withTill(of, session, { template: "cart", title: "t:cart.title", here, own: { said } })
        : null;
    case "checkout": {
      if (name !== "") return null;
      const own = { refusal: said, email: session.email };
      return withTill(of, session, {
        template: "checkout",
        title: "t:checkout.title",
        here,
        own,
        isPlain: true,
      });
    }
    case "checkouts":
      return more === "thank-you" ? thanksPage(of, session, name, here) : null;
    case "account":
      return name === "" ? accountPage(of, session, url, here) : null;
    default:
      return null;
  }
}

/** The page for an address that leads nowhere. */
export function missingPage(of: Storefront, session: Session, url: URL): string {
  const here = url.pathname + url.search;
  const own = { text: "" };
  return renderPage(of, session, { template: "page", title: "t:page.missing", here, own, isPlain: true });
}

function withTill(of: Storefront, session: Session, page: Page): Page {
  const till = tillView(tillOf(of, session), of.shop.settings.currency);
  return { ...page, own: { ...page.own, till } };
}

function thanksPage(of: Storefront, session: Session, id: string, here: string): Page {
  const order = session.orders.includes(id) ? of.books.orders.get(id) : undefined;
  if (!order) throw new Refused(404, "This browser placed no such order.");
  const { name, lines, codes, currency } = order;
  const total = `${formatMinor(totalsOf(order).total, currency)} ${currency}`;
  const shown = lines.map(({ title, quantity }) => ({ title, quantity }));
  const own = { order: { name, total, lines: shown, codes: codes.map(({ code }) => code).join(", ") } };
  return { template: "thanks", title: "t:thanks.title", here, own, isPlain: true };
}

function accountPage(of: Storefront, session: Session, url: URL, here: string): Page {
  const search = url.searchParams.get("q") ?? "";
  const base = { template: "account", title: "t:account.title", here };
  if (session.customerId === null) {
    const found = customersLike(of.shop.customers, search);
    const people = found.slice(0, PEOPLE).map(customerObject);
    return { ...base, own: { search, people, more: found.length - people.length } };
  }
  const when = new Intl.DateTimeFormat(localeOf(of, session), { dateStyle: "medium" });
  const theirs = [...of.books.orders.values()].filter(({ customerId }) => customerId === session.customerId);
  const orders = theirs
    .slice(-ORDERS)
    .toReversed()
    .map((order) => ({
      name: order.name,
      when: when.format(order.at),
      total: `${formatMinor(totalsOf(order).total, order.currency)} ${order.currency}`,
    }));
  return { ...base, own: { orders } };
}
