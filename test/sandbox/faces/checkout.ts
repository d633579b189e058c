import { type Discounts, sameCode, statusOf } from "#test/sandbox/admin-api/discounts.ts";
import type { PlacedCode, PlacedOrder } from "#test/sandbox/contract.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { PRODUCTS, priceOf } from "#test/sandbox/order-life/products.ts";

type Basket = { readonly customerId: string | null; readonly email: string | null };

const STATUSES = ["paid", "pending", "authorized", "partially_paid"] as const;

/** Reads the Controls form as checkout would, or refuses it with a sentence. Codes keep the letter case as typed. */
export function readCheckout(
  form: URLSearchParams,
  books: Books,
  discounts: Discounts,
  now: Date,
): PlacedOrder {
  const { currency } = books.settings;
  const lines = PRODUCTS.flatMap((one) => {
    const quantity = Number(form.get(`units-${one.productId}`) || 0);
    if (!(Number.isInteger(quantity) && quantity >= 0 && quantity <= 999)) {
      throw new Refused(422, `${one.title}: "${quantity}" is no number of units.`);
    }
    if (quantity === 0) return [];
    const { title, productId, variantId } = one;
    return [{ title, price: priceOf(one, currency), quantity, productId, variantId }];
  });
  if (lines.length === 0)
    throw new Refused(422, "The basket is empty: give at least one product a quantity.");
  const codes = typedCodes(form).map((code) => redeem(code, basketOf(form, books), books, discounts, now));
  const basket = basketOf(form, books, true);
  const status = STATUSES.find((one) => one === form.get("status")) ?? "paid";
  const landingSite = form.get("landing")?.trim() || "/";
  return { at: now, ...basket, lines, codes, financialStatus: status, test: form.has("test"), landingSite };
}

function typedCodes(form: URLSearchParams): string[] {
  const codes = (form.get("codes") ?? "").split(/[,\n]+/).map((code) => code.trim());
  const typed = codes.filter((code) => code !== "");
  if (new Set(typed.map(sameCode)).size < typed.length) throw new Refused(422, "One code was entered twice.");
  return typed;
}

function redeem(code: string, buyer: Basket, books: Books, discounts: Discounts, now: Date): PlacedCode {
  const discount = discounts.find(code);
  if (!discount || statusOf(discount, now) !== "ACTIVE") {
    throw new Refused(422, `The code "${code}" is not valid.`);
  }
  if (discount.appliesOncePerCustomer && hasUsed(sameCode(code), buyer, books)) {
    throw new Refused(422, `The code "${code}" was already used by this customer.`);
  }
  if ("amount" in discount.value) return { code, takes: { amount: discount.value.amount } };
  return { code, takes: { percent: String(Number((discount.value.percentage * 100).toFixed(4))) } };
}

function hasUsed(code: string, buyer: Basket, books: Books): boolean {
  for (const order of books.orders.values()) {
    const isSame =
      (buyer.customerId !== null && order.customerId === buyer.customerId) ||
      (buyer.email !== null && order.email?.toLowerCase() === buyer.email.toLowerCase());
    if (isSame && order.codes.some((one) => sameCode(one.code) === code)) return true;
  }
  return false;
}

/** Who buys. A new customer is made only with `mayMake`, when nothing else of the form was refused. */
function basketOf(form: URLSearchParams, books: Books, mayMake = false): Basket {
  const email = form.get("email")?.trim() || null;
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refused(422, `"${email}" is no e-mail address.`);
  if (form.get("who") === "guest") return { customerId: null, email };
  if (form.get("who") === "new") {
    if (email === null) throw new Refused(422, "A new customer needs an e-mail address.");
    const known = books.customers.findByEmail(email) ?? (mayMake ? books.customers.keep({ email }) : null);
    return { customerId: known?.id ?? null, email };
  }
  if (email !== null) {
    throw new Refused(
      422,
      "An e-mail was typed for a customer of the shop: choose somebody new or a guest, or empty it.",
    );
  }
  const customer = books.customers.find(form.get("customer") ?? "");
  if (!customer) throw new Refused(422, "Choose a customer, or buy as somebody new.");
  return { customerId: customer.id, email: customer.email };
}
