import { sameCode } from "#test/sandbox/admin-api/discounts.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import {
  type Asked,
  addTo,
  changeLine,
  clearCart,
  newCart,
  setCodes,
  updateCart,
} from "#test/sandbox/storefront/cart-api.ts";
import { innerPath } from "#test/sandbox/storefront/inner-path.ts";
import { themeWords, tillOf } from "#test/sandbox/storefront/page.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import { LOCALES } from "#test/sandbox/storefront/settings.ts";
import { type Storefront, secondOf } from "#test/sandbox/storefront/storefront.ts";
import { reckon } from "#test/sandbox/storefront/till.ts";

/** What a form did: where the browser goes next, and what that page shall say. */
type Done = { readonly to: string; readonly said?: string };
type Act = (of: Storefront, session: Session, asked: Asked) => Done | Promise<Done>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the storefront's plain forms do, by their paths. Each throws a sentence for what cannot be. */
export const FORMS: Readonly<Record<string, Act>> = {
  "/cart/add": (of, session, asked) => {
    const [product] = addTo(session, asked);
    const words = themeWords(of, session);
    return { to: "/cart", said: words("cart.added").replace("{{ title }}", product?.title ?? "") };
  },
  "/cart/change": (_of, session, asked) => {
    changeLine(session, "remove" in asked ? { ...asked, quantity: 0 } : asked);
    return { to: "/cart" };
  },
  "/cart/update": (_of, session, asked) => {
    updateCart(session, asked);
    return { to: "/cart" };
  },
  "/cart/clear": (_of, session) => {
    clearCart(session);
    return { to: "/cart" };
  },
  "/localization": (_of, session, { locale_code: code, return_to: back }) => {
    const locale = LOCALES.find((one) => one === code);
    if (!locale) throw new Refused(422, `The shop does not speak "${text(code).slice(0, 20)}".`);
    session.locale = locale;
    return { to: innerPath(text(back)) };
  },
  "/account/login": ({ shop }, session, { id }) => {
    const customer = shop.customers.find(text(id));
    if (!customer) throw new Refused(422, "The shop has no such customer.");
    session.customerId = customer.id;
    return { to: "/account" };
  },
  "/account/logout": (_of, session) => {
    session.customerId = null;
    return { to: "/account" };
  },
  "/checkout": (of, session, asked) => {
    const code = text(asked.code).trim();
    if (asked.act === "code") {
      setCodes(session, [...session.codes, ...(session.linkCode ? [session.linkCode] : []), code]);
      return { to: "/checkout" };
    }
    if (asked.act === "drop") {
      if (session.linkCode !== null && sameCode(session.linkCode) === sameCode(code)) session.linkCode = null;
      session.codes = session.codes.filter((one) => sameCode(one) !== sameCode(code));
      return { to: "/checkout" };
    }
    return pay(of, session, text(asked.email).trim(), "joins" in asked);
  },
};

/** Places the order: the cart, its attributes, the codes that count, and how the buyer came if that may be known. */
async function pay(of: Storefront, session: Session, email: string, joins: boolean): Promise<Done> {
  const { customerId, cart, visits } = session;
  const at = secondOf(of);
  if (customerId === null && email === "") throw new Refused(422, "Type an e-mail address.");
  const shown = tillOf(of, session);
  const { checkout, codes } = reckon(of, session, { customerId, email, joins }, at);
  if (customerId === null) session.email = email;
  if (!checkout) throw new Refused(422, "The cart is empty.");
  // Whose e-mail it is may cost a code; the shopper shall see the new total before paying it.
  const lost = codes.find(({ refusal }, i) => refusal !== null && shown.codes[i]?.refusal === null);
  if (lost?.refusal) throw new Refused(422, lost.refusal);
  const last = visits.at(-1);
  const noteAttributes = [...cart.attributes].map(([name, value]) => ({ name, value }));
  const order = {
    ...checkout.order,
    noteAttributes,
    landingSite: last?.landingPage ?? null,
    referringSite: last?.referrer ?? null,
    journey: visits.length === 0 ? null : visits,
  };
  const { newcomer } = checkout;
  // Nothing may wait between reckoning and placing but the customer who is made for it: a second press finds no cart.
  const before = { cart, codes: session.codes, linkCode: session.linkCode };
  newCart(session);
  try {
    const made = newcomer === null ? null : await of.shop.saveCustomer({ email: newcomer, at });
    const { id } = await of.shop.placeOrder(made === null ? order : { ...order, customerId: made.id });
    session.orders.push(id);
    return { to: `/checkouts/${id}/thank-you` };
  } catch (error) {
    Object.assign(session, before);
    throw error;
  }
}
