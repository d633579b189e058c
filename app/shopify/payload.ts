/**
 * Reads what Shopify sends (REST-shaped webhook bodies) into our own words, exactly: ids digit by digit, amounts from
 * their text, e-mails as keyed hashes only. It refuses what it cannot read with certainty (PayloadError); it stores nothing.
 */
import { type CodeKey, codeKey } from "#app/creators/code.ts";
import { countryIn } from "#app/kernel/country.ts";
import type { CustomerId, LineId, OrderId, RefundId } from "#app/kernel/id.ts";
import { parseMinor } from "#app/kernel/money.ts";
import type { Adjustment, Order, OrderLine, Refund, UsedCode } from "#app/orders/order.ts";
import { landingOf, referrerOf } from "#app/shopify/addresses.ts";
import { buyerOf, emailsIn, type PersonHash } from "#app/shopify/buyer.ts";
import { gid } from "#app/shopify/gid.ts";
import { PayloadError, parseJson, readShape } from "#app/shopify/json.ts";
import {
  type AmountSet,
  customerShape,
  type LineShape,
  type OrderShape,
  orderShape,
  type RefundShape,
  refundShape,
} from "#app/shopify/shapes.ts";

export { PayloadError, parseJson };

const MOST_VISITS = 10;

/**
 * Reads an order's webhook body into our `Order`; amounts in minor units of the shop's currency ("19.90" -> 1990).
 * Throws PayloadError, naming the path, for bodies that are no order: an unknown financial_status, 1e309, NUL, 1,001 codes.
 */
export function parseOrder(text: string, hash: PersonHash): Order {
  return readOrder(parseJson(text), hash);
}

/** Reads an order that is parsed already, in the words of a webhook body. Throws as `parseOrder` does. */
export function readOrder(body: unknown, hash: PersonHash): Order {
  const raw = readShape(orderShape, body);
  const { currency } = raw;
  const lines = raw.line_items.map((line, index) => orderLine(line, `line_items[${index}]`, currency));
  const gross = lines.reduce((all, line) => all + line.price * line.quantity, 0);
  if (!Number.isSafeInteger(gross))
    throw new PayloadError(`line_items: worth ${gross} in all, beyond 2^53 minor units`);
  return {
    id: gid("Order", raw) as OrderId,
    name: raw.name,
    createdAt: raw.created_at,
    processedAt: raw.processed_at ?? null,
    updatedAt: raw.updated_at,
    cancelledAt: raw.cancelled_at ?? null,
    fulfilledAt: fulfilledAt(raw),
    isTest: raw.test ?? false,
    financialStatus: raw.financial_status,
    sourceName: raw.source_name,
    currency,
    taxesIncluded: raw.taxes_included ?? false,
    buyer: buyerOf(raw, hash),
    lines,
    refunds: raw.refunds.map((refund, index) => refundOf(refund, `refunds[${index}]`, currency)),
    codes: codesOf(raw),
    landingSite: landingOf(raw.landing_site),
    referringSite: referrerOf(raw.referring_site),
    country: countryOf(raw),
    visits: visitsOf(raw),
  };
}

/**
 * Reads a `refunds/create` body: which order it is of, and what it takes back, in the shop's money as the body says it.
 * Throws PayloadError when an amount stands there without shop money: the payment's currency may be another.
 */
export function parseRefund(text: string): { orderId: OrderId; refund: Refund } {
  const raw = readShape(refundShape, parseJson(text));
  if (!raw.order_id)
    throw new PayloadError("order_id: is missing, so that nobody knows which order this refund is of");
  const sets = [
    ...raw.order_adjustments.map((one) => one.amount_set),
    ...raw.refund_line_items.map((one) => one.subtotal_set),
  ];
  const currency = sets.find((set) => set?.shop_money.currency_code)?.shop_money.currency_code ?? null;
  if (currency !== null && !/^[A-Z]{3}$/.test(currency))
    throw new PayloadError("currency: must be three capitals, such as USD");
  return { orderId: `gid://shopify/Order/${raw.order_id}` as OrderId, refund: refundOf(raw, "", currency) };
}

/** Reads a `customers/create` or `customers/update` body: who it is, and hashes of the e-mail (null when there is none). */
export function parseCustomer(
  text: string,
  hash: PersonHash,
): { id: CustomerId; emailHash: string | null; updatedAt: Date } {
  const raw = readShape(customerShape, parseJson(text));
  const [email] = emailsIn([raw.email]);
  return {
    id: gid("Customer", raw) as CustomerId,
    emailHash: email === undefined ? null : hash.email(email),
    updatedAt: raw.updated_at,
  };
}

/** When the last fulfilment of an order that is wholly fulfilled was made. */
function fulfilledAt({ fulfillment_status, fulfillments }: OrderShape): Date | null {
  if (fulfillment_status !== "fulfilled") return null;
  const made = fulfillments.filter(({ status }) => status === "success" || status === null);
  const last = Math.max(...made.map(({ created_at }) => Number(created_at)));
  return Number.isFinite(last) ? new Date(last) : null;
}

function orderLine(line: LineShape, path: string, currency: string): OrderLine {
  const amounts = (
    of: "discount_allocations" | "tax_lines",
    list: readonly { set: AmountSet; plain: string | null | undefined }[],
  ) =>
    list.reduce(
      (all, { set, plain }, index) => all + minor(set, plain, `${path}.${of}[${index}]`, currency),
      0,
    );
  return {
    id: gid("LineItem", line) as LineId,
    productId: line.product_id ? `gid://shopify/Product/${line.product_id}` : null,
    variantId: line.variant_id ? `gid://shopify/ProductVariant/${line.variant_id}` : null,
    title: line.title ?? "",
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    price: minor(line.price_set, line.price, `${path}.price`, currency),
    discount: amounts(
      "discount_allocations",
      line.discount_allocations.map((one) => ({ set: one.amount_set, plain: one.amount })),
    ),
    tax: amounts(
      "tax_lines",
      line.tax_lines.map((one) => ({ set: one.price_set, plain: one.price })),
    ),
    isGiftCard: line.gift_card ?? false,
    isTip: line.tip_payment_gateway !== undefined || line.tip_payment_method !== undefined,
  };
}

function refundOf(refund: RefundShape, path: string, currency: string | null): Refund {
  const at = path === "" ? "" : `${path}.`;
  return {
    id: gid("Refund", refund) as RefundId,
    createdAt: refund.created_at,
    lines: refund.refund_line_items.map(({ line_item_id, quantity }) => ({
      lineId: `gid://shopify/LineItem/${line_item_id}` as LineId,
      quantity,
    })),
    adjustments: refund.order_adjustments.map((one, index) => ({
      kind: adjustmentKind(`${one.kind} ${one.reason}`),
      amount: minor(one.amount_set, one.amount, `${at}order_adjustments[${index}].amount`, currency),
    })),
  };
}

function adjustmentKind(told: string): Adjustment["kind"] {
  if (/pending[ _]refund[ _]discrepancy/i.test(told)) return "pending-discrepancy";
  return /shipping[ _]refund/i.test(told) ? "shipping" : "other";
}

/** Every code on the order once, in the order's sequence, with all its allocations on lines and shipping. */
function codesOf(order: OrderShape): readonly UsedCode[] {
  const applied = order.discount_applications.map(({ type, code }) =>
    type === "discount_code" ? code : null,
  );
  const codes = new Map<CodeKey, { code: string; discount: number }>();
  for (const code of [...order.discount_codes.map((used) => used.code), ...applied]) {
    if (code?.trim() && !codes.has(codeKey(code))) codes.set(codeKey(code), { code, discount: 0 });
  }
  for (const part of ["line_items", "shipping_lines"] as const) {
    for (const [index, { discount_allocations }] of order[part].entries()) {
      for (const [nth, one] of discount_allocations.entries()) {
        const used = codes.get(codeKey(applied[one.discount_application_index ?? -1] ?? ""));
        const path = `${part}[${index}].discount_allocations[${nth}]`;
        if (used) used.discount += minor(one.amount_set, one.amount, path, order.currency);
      }
    }
  }
  return [...codes.values()];
}

/** Where the parcel goes, or, where nothing is sent, the bill: two letters. */
const countryOf = ({ shipping_address, billing_address }: OrderShape) =>
  countryIn(shipping_address?.country_code ?? billing_address?.country_code ?? "");

/** Visit ids the theme embed wrote, newest last; what has not their form was not written by it. */
function visitsOf(order: OrderShape): readonly string[] {
  const written = order.note_attributes
    .filter(({ name }) => name === "__trb")
    .map(({ value }) => String(value ?? ""));
  return written
    .flatMap((value) => value.split(/[,\s]+/))
    .filter((visit) => /^[A-Za-z0-9_-]{1,64}$/.test(visit))
    .slice(-MOST_VISITS);
}

function minor(
  set: AmountSet,
  plain: string | null | undefined,
  path: string,
  currency: string | null,
): number {
  const text = set?.shop_money.amount ?? plain;
  const told = set?.shop_money.currency_code ?? currency;
  if (text === undefined || text === null)
    throw new PayloadError(`${path}: no amount, neither in shop money nor plain`);
  if (currency === null) throw new PayloadError(`${path}: ${text} has no currency: read the order first`);
  if (told !== currency)
    throw new PayloadError(
      `${path}: ${text} is not in the order's ${currency}: shop money never is converted`,
    );
  try {
    return parseMinor(text, currency);
  } catch (error) {
    throw new PayloadError(`${path}: ${error instanceof Error ? error.message : "no amount"}`);
  }
}
