import { exponentOf } from "#test/sandbox/order-life/decimal.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import type { Till } from "#test/sandbox/storefront/till.ts";

/** Money as Liquid and the cart API have it: hundredths of whatever currency, also where there are none. */
export function hundredthsOf(minor: number, currency: string): number {
  return minor * 10 ** (2 - exponentOf(currency));
}

/** Where a product's picture lies. */
export const pictureOf = (handle: string): string => `/cdn/products/${handle}.svg`;

/** The cart as `/cart.js` shows it, and Liquid's `cart`. Attributes that begin with `__` are private: neither shows them. */
export function cartView(
  { cart }: Pick<Session, "cart">,
  till: Till,
  currency: string,
): Record<string, unknown> {
  const inHundredths = (minor: number) => hundredthsOf(minor, currency);
  const items = till.lines.map(({ product, units, price, total, final }) => ({
    id: Number(product.variantId),
    key: `${product.variantId}:${cart.token}`,
    quantity: units,
    title: product.title,
    price: inHundredths(price),
    original_price: inHundredths(price),
    line_price: inHundredths(total),
    original_line_price: inHundredths(total),
    final_line_price: inHundredths(final),
    total_discount: inHundredths(total - final),
    variant_id: Number(product.variantId),
    product_id: Number(product.productId),
    product_title: product.title,
    variant_title: null,
    sku: "",
    grams: 0,
    vendor: "",
    gift_card: false,
    requires_shipping: true,
    taxable: true,
    url: `/products/${product.handle}?variant=${product.variantId}`,
    handle: product.handle,
    image: pictureOf(product.handle),
    properties: {},
    discounts: [],
    line_level_discount_allocations: [],
  }));
  const off = till.lines.reduce((sum, { total, final }) => sum + total - final, 0);
  const applied = till.codes.filter(({ refusal, isShipping }) => refusal === null && !isShipping);
  const open = [...cart.attributes].filter(([name]) => !name.startsWith("__"));
  return {
    token: cart.token,
    note: cart.note,
    attributes: Object.fromEntries(open),
    original_total_price: inHundredths(till.goods),
    total_price: inHundredths(till.goods - off),
    items_subtotal_price: inHundredths(till.goods - off),
    total_discount: inHundredths(off),
    total_weight: 0,
    item_count: till.lines.reduce((sum, { units }) => sum + units, 0),
    items,
    requires_shipping: items.length > 0,
    currency,
    cart_level_discount_applications: applied.map(({ code, taken }) => ({
      type: "discount_code",
      title: code,
      total_allocated_amount: inHundredths(taken),
    })),
    discount_codes: till.codes.map(({ code, refusal }) => ({ code, applicable: refusal === null })),
  };
}
