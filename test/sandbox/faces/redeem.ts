import { type Discount, type Discounts, sameCode, statusOf } from "#test/sandbox/admin-api/discounts.ts";
import type { PlacedCode, PlacedLine } from "#test/sandbox/contract.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { formatMinor, minorOf } from "#test/sandbox/order-life/decimal.ts";
import { COLLECTIONS, productsOf } from "#test/sandbox/order-life/products.ts";

/** Who buys, as far as a code asks: a customer, or whoever has this e-mail. */
export type Buyer = { readonly customerId: string | null; readonly email: string | null };

/**
 * What a code takes off a basket, as checkout decides it: the letter case is the shopper's. Refuses with a sentence a code
 * that is unknown, ended or not yet begun, used up, for other products, or for more than is in the basket.
 */
export function redeem(
  code: string,
  buyer: Buyer,
  lines: readonly PlacedLine[],
  books: Books,
  discounts: Discounts,
  now: Date,
): PlacedCode {
  const discount = discounts.find(code);
  if (!discount || statusOf(discount, now) !== "ACTIVE") {
    throw new Refused(422, `The code "${code}" is not valid.`);
  }
  // Once per customer is once for the discount, whichever of its codes it was.
  const codes = new Set(discounts.codesOf(discount).map(sameCode));
  if (discount.appliesOncePerCustomer && hasUsed(codes, buyer, books)) {
    throw new Refused(422, `The code "${code}" was already used by this customer.`);
  }
  if (discount.usageLimit && usesOf(code, books) >= discount.usageLimit)
    throw new Refused(422, `The code "${code}" was used as often as it can be.`);
  const on = productsIn(discount);
  const entitled = on === null ? lines : lines.filter(({ productId }) => productId && on.includes(productId));
  if (entitled.length === 0) throw new Refused(422, `The code "${code}" is for other products.`);
  mustReach(discount, code, entitled, books.settings.currency);
  return { code, takes: takesOf(discount), ...(on !== null && { on }) };
}

function takesOf({ value }: Discount): PlacedCode["takes"] {
  if ("shipping" in value) return { shipping: true };
  if ("amount" in value) return { amount: value.amount };
  return { percent: String(Number((value.percentage * 100).toFixed(4))) };
}

/** The ids of the products a discount takes off from; null for all. */
function productsIn({ scope }: Discount): readonly string[] | null {
  if (!scope) return null;
  if ("products" in scope) return scope.products;
  const chosen = COLLECTIONS.filter(({ id }) => scope.collections.includes(id));
  return chosen.flatMap((one) => productsOf(one).map(({ productId }) => productId));
}

function mustReach(
  { minimum }: Discount,
  code: string,
  lines: readonly PlacedLine[],
  currency: string,
): void {
  if (!minimum) return;
  if ("quantity" in minimum) {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    if (units >= minimum.quantity) return;
    throw new Refused(422, `The code "${code}" asks for ${minimum.quantity} units or more.`);
  }
  const subtotal = lines.reduce((sum, { price, quantity }) => sum + minorOf(price, currency) * quantity, 0);
  const least = minorOf(minimum.subtotal, currency);
  if (subtotal >= least) return;
  throw new Refused(422, `The code "${code}" asks for ${formatMinor(least, currency)} ${currency} or more.`);
}

/** Shopify counts a discount's uses by the code, whoever used it. */
function usesOf(code: string, books: Books): number {
  const carry = ({ codes }: { codes: readonly { code: string }[] }) =>
    codes.some((one) => sameCode(one.code) === sameCode(code));
  return [...books.orders.values()].filter(carry).length;
}

function hasUsed(codes: ReadonlySet<string>, buyer: Buyer, books: Books): boolean {
  for (const order of books.orders.values()) {
    const isSame =
      (buyer.customerId !== null && order.customerId === buyer.customerId) ||
      (buyer.email !== null && order.email?.toLowerCase() === buyer.email.toLowerCase());
    if (isSame && order.codes.some((one) => codes.has(sameCode(one.code)))) return true;
  }
  return false;
}
