import { hundredthsOf } from "#test/sandbox/storefront/cart-view.ts";
import type { Till } from "#test/sandbox/storefront/till.ts";

/** What the theme shows of a till, in hundredths. */
export function tillView(till: Till, currency: string): Record<string, unknown> {
  const inHundredths = (minor: number) => hundredthsOf(minor, currency);
  const final = till.lines.reduce((sum, line) => sum + line.final, 0);
  return {
    goods: inHundredths(till.goods),
    so_far: inHundredths(final),
    shipping: inHundredths(till.shipping),
    shipping_off: inHundredths(till.shippingOff),
    shipping_due: inHundredths(till.shipping - till.shippingOff),
    total: inHundredths(till.total),
    codes: till.codes.map(({ code, taken, isShipping, refusal }) => ({
      code,
      taken: inHundredths(taken),
      is_shipping: isShipping,
      refusal,
    })),
  };
}
