import { type Discounts, sameCode } from "#test/sandbox/admin-api/discounts.ts";
import type { PlacedOrder } from "#test/sandbox/contract.ts";
import { type Buyer, redeem } from "#test/sandbox/faces/redeem.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { PRODUCTS, priceOf } from "#test/sandbox/order-life/products.ts";

const STATUSES = ["paid", "pending", "authorized", "partially_paid"] as const;

/** What a checkout comes to: the order, and the e-mail of a customer who has to be made first. */
type Checkout = { readonly order: PlacedOrder; readonly newcomer: string | null };

/** Reads the Controls form as checkout would, or refuses it with a sentence. Codes keep the letter case as typed. */
export function readCheckout(form: URLSearchParams, books: Books, discounts: Discounts, now: Date): Checkout {
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
  const basket = basketOf(form, books);
  const codes = typedCodes(form).map((code) => redeem(code, basket, lines, books, discounts, now));
  const status = STATUSES.find((one) => one === form.get("status")) ?? "paid";
  const landingSite = form.get("landing")?.trim() || "/";
  const { customerId, email } = basket;
  const isTest = form.has("test");
  return {
    order: {
      ...{ at: now, customerId, email, lines, codes, financialStatus: status, test: isTest, landingSite },
      ...deliveryIn(form),
    },
    newcomer: form.get("who") === "new" && customerId === null ? email : null,
  };
}

function typedCodes(form: URLSearchParams): string[] {
  const codes = (form.get("codes") ?? "").split(/[,\n]+/).map((code) => code.trim());
  const typed = codes.filter((code) => code !== "");
  if (new Set(typed.map(sameCode)).size < typed.length) throw new Refused(422, "One code was entered twice.");
  return typed;
}

/** Where the parcel goes, and a phone for its carrier; nothing where neither was typed. */
function deliveryIn(form: URLSearchParams): Pick<PlacedOrder, "phone" | "shippingAddress"> {
  const typed = (name: string) => form.get(name)?.trim() ?? "";
  const [phone, address1, address2, zip, letters] = ["phone", "street", "more", "zip", "country"].map(
    typed,
  ) as [string, string, string, string, string];
  if (`${address1}${address2}${zip}${letters}` === "") return { phone: phone || null };
  const country = letters.toUpperCase();
  if (!/^[A-Z]{2}$/.test(country))
    throw new Refused(422, `"${letters}" is no country: an address needs one of two letters, such as DE.`);
  return { phone: phone || null, shippingAddress: { address1, address2, zip, country } };
}

/** Who buys; without id a guest, or a customer still to be made. */
function basketOf(form: URLSearchParams, books: Books): Buyer {
  const email = form.get("email")?.trim() || null;
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refused(422, `"${email}" is no e-mail address.`);
  if (form.get("who") === "guest") return { customerId: null, email };
  if (form.get("who") === "new") {
    if (email === null) throw new Refused(422, "A new customer needs an e-mail address.");
    return { customerId: books.customers.findByEmail(email)?.id ?? null, email };
  }
  if (email !== null) {
    throw new Refused(
      422,
      "An e-mail was typed for a customer of the shop: choose somebody new or a guest, or empty it.",
    );
  }
  const customer = books.customers.find(form.get("shopper") ?? "");
  if (!customer) throw new Refused(422, "Choose a customer, or buy as somebody new.");
  return { customerId: customer.id, email: customer.email };
}
