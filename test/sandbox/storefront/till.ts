import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { PlacedOrder } from "#test/sandbox/contract.ts";
import { readCheckout } from "#test/sandbox/faces/checkout.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { createIds } from "#test/sandbox/order-life/ids.ts";
import { lineTotal, totalsOf } from "#test/sandbox/order-life/order.ts";
import { keepOrder } from "#test/sandbox/order-life/place.ts";
import { PRODUCTS, type Product, priceOf } from "#test/sandbox/order-life/products.ts";
import { codesOf, type Session } from "#test/sandbox/storefront/session.ts";

/** A code of the session: what it takes off in minor units, or why it does not count. */
export type TillCode = {
  readonly code: string;
  readonly taken: number;
  readonly isShipping: boolean;
  readonly refusal: string | null;
};

/** What a cart comes to, in minor units of the shop's currency. */
export type Till = {
  readonly lines: readonly {
    readonly product: Product;
    readonly units: number;
    readonly price: number;
    readonly total: number;
    readonly final: number;
  }[];
  readonly codes: readonly TillCode[];
  readonly goods: number;
  readonly shipping: number;
  readonly shippingOff: number;
  readonly total: number;
  /** What would be placed, and the e-mail of a customer who has to be made first; null for an empty cart. */
  readonly checkout: { readonly order: PlacedOrder; readonly newcomer: string | null } | null;
};

/** Who is at the till: a customer, or whoever typed an e-mail, to be kept as a customer or not. */
export type Buyer = { readonly customerId: string | null; readonly email: string; readonly joins: boolean };

type Shop = { readonly books: Books; readonly discounts: Discounts };

/** Shopify takes so many codes off the goods, and one off the shipping. */
const MOST_CODES = 5;
const SHIPPING = { hundredths: 490 };
const EMPTY: Till = { lines: [], codes: [], goods: 0, shipping: 0, shippingOff: 0, total: 0, checkout: null };

/** Reckons a session's cart with the arithmetic of every other checkout of the stand-in. */
export function reckon({ books, discounts }: Shop, session: Session, buyer: Buyer, at: Date): Till {
  const { settings } = books;
  const goods = PRODUCTS.flatMap((product) => {
    const units = session.cart.units.get(product.variantId) ?? 0;
    return units > 0 ? [{ product, units }] : [];
  });
  if (goods.length === 0) return EMPTY;
  const form = new URLSearchParams(
    goods.map(({ product, units }) => [`units-${product.productId}`, String(units)]),
  );
  if (buyer.customerId !== null) form.set("shopper", buyer.customerId);
  else form.set("email", buyer.email);
  form.set("who", buyer.customerId !== null ? "existing" : buyer.joins ? "new" : "guest");
  const read = (codes: readonly string[]) => {
    form.set("codes", codes.join(","));
    return readCheckout(form, books, discounts, at);
  };

  const counted: string[] = [];
  const refused = new Map<string, string>();
  for (const code of codesOf(session)) {
    try {
      mustFit(read([...counted, code]).order);
      counted.push(code);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.set(code, error.message);
    }
  }
  const checkout = read(counted);
  const order: PlacedOrder = { ...checkout.order, shipping: priceOf(SHIPPING, settings.currency) };
  const kept = keepOrder(order, settings, 0, createIds());
  const totals = totalsOf(kept);
  const taken = (kept.shipping?.allocations ?? []).reduce((a, b) => a + b, 0);
  return {
    lines: kept.lines.flatMap((line, index) => {
      const product = goods[index]?.product;
      const [price, units] = [line.price, line.quantity];
      return product ? [{ product, units, price, total: price * units, final: lineTotal(line) }] : [];
    }),
    codes: codesOf(session).map((code) => {
      const one = kept.codes.find((each) => each.code === code);
      return {
        code,
        taken: one?.taken ?? 0,
        isShipping: one?.kind === "shipping",
        refusal: refused.get(code) ?? null,
      };
    }),
    goods: totals.gross,
    shipping: totals.shipping,
    shippingOff: taken,
    total: totals.total,
    checkout: { ...checkout, order },
  };
}

function mustFit({ codes = [] }: PlacedOrder): void {
  const ofShipping = codes.filter(({ takes }) => "shipping" in takes).length;
  if (ofShipping > 1) throw new Refused(422, "An order takes one code for free shipping.");
  if (codes.length - ofShipping > MOST_CODES)
    throw new Refused(422, `An order takes ${MOST_CODES} codes, and one for free shipping.`);
}
