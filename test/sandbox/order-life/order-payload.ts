import { customerPayload } from "#test/sandbox/order-life/customer-payload.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { fulfilmentStatus } from "#test/sandbox/order-life/fulfilment.ts";
import { fulfilmentPayload } from "#test/sandbox/order-life/fulfilment-payload.ts";
import { exact } from "#test/sandbox/order-life/json.ts";
import { allocationsOf, linePayload, moneySet, taxLine } from "#test/sandbox/order-life/line-payload.ts";
import { type KeptCode, type KeptOrder, removedWorth, totalsOf } from "#test/sandbox/order-life/order.ts";
import { moneyBack } from "#test/sandbox/order-life/refund.ts";
import { refundPayload } from "#test/sandbox/order-life/refund-payload.ts";
import type { Customer } from "#test/sandbox/order-life/shop.ts";

const UNPAID = ["pending", "authorized", "expired"];

/** The whole REST order as its webhooks carry it. Ids are exact numbers: pass it to JSON.stringify as it is. */
export function orderPayload(order: KeptOrder, customer: Customer | null, write: (ms: number) => string) {
  const { currency } = order;
  const totals = totalsOf(order);
  const at = write(order.at);
  const cancelledAt = order.cancelledAt === null ? null : write(order.cancelledAt);
  return {
    id: exact(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: 580_111,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason,
    cancelled_at: cancelledAt,
    cart_token: null,
    checkout_token: null,
    closed_at: cancelledAt,
    confirmed: true,
    billing_address: addressOf(order),
    contact_email: order.email,
    created_at: at,
    currency,
    ...currentFigures(order),
    ...discountsOf(order),
    email: order.email,
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: fulfilmentStatus(order),
    fulfillments: order.fulfilments.map((one) => fulfilmentPayload(order, one, write)),
    landing_site: order.landingSite,
    name: order.name,
    note: null,
    note_attributes: order.noteAttributes ?? [],
    number: order.number - 1000,
    order_number: order.number,
    payment_gateway_names: ["shopify_payments"],
    phone: null,
    presentment_currency: currency,
    processed_at: at,
    referring_site: order.referringSite,
    shipping_address: addressOf(order),
    source_identifier: null,
    source_name: order.sourceName,
    subtotal_price: formatMinor(totals.subtotal, currency),
    subtotal_price_set: moneySet(totals.subtotal, currency),
    tags: "",
    tax_exempt: false,
    tax_lines: totals.tax === 0 ? [] : [taxLine(order, totals.tax)],
    taxes_included: order.taxesIncluded,
    test: order.test,
    total_discounts: formatMinor(totals.discounts, currency),
    total_discounts_set: moneySet(totals.discounts, currency),
    total_line_items_price: formatMinor(totals.gross, currency),
    total_outstanding: formatMinor(UNPAID.includes(order.financialStatus) ? totals.total : 0, currency),
    total_price: formatMinor(totals.total, currency),
    total_price_set: moneySet(totals.total, currency),
    total_shipping_price_set: moneySet(totals.shipping, currency),
    total_tax: formatMinor(totals.tax, currency),
    total_tax_set: moneySet(totals.tax, currency),
    total_tip_received: formatMinor(totals.tips, currency),
    updated_at: write(order.updatedAt),
    customer: customer === null ? null : customerPayload(customer, currency, write, order.at),
    line_items: order.lines.map((line, index) => linePayload(order, line, index)),
    refunds: order.refunds.map((refund) => refundPayload(order, refund, write)),
    shipping_lines: shippingLines(order),
  };
}

/** Of an address the stand-in knows the country only. */
const addressOf = ({ country }: KeptOrder) => (country === null ? null : { country_code: country });

function currentFigures(order: KeptOrder) {
  const { currency } = order;
  const totals = totalsOf(order);
  const isOff = order.cancelledAt !== null;
  const returned = order.refunds.flatMap((refund) => refund.lines);
  const goods = returned
    .filter((one) => !order.lines[one.line]?.isTip)
    .reduce((a, one) => a + one.subtotal, 0);
  const removed = removedWorth(order);
  const subtotal = isOff ? 0 : Math.max(0, totals.subtotal - goods - removed);
  const total = isOff ? 0 : Math.max(0, totals.total - moneyBack(order) - removed);
  return {
    current_subtotal_price: formatMinor(subtotal, currency),
    current_subtotal_price_set: moneySet(subtotal, currency),
    current_total_price: formatMinor(total, currency),
    current_total_price_set: moneySet(total, currency),
  };
}

function discountsOf(order: KeptOrder) {
  return {
    discount_applications: order.codes.map((one) => ({
      type: "discount_code",
      code: one.code,
      value: one.value,
      value_type: valueType(one),
      allocation_method: one.kind === "shipping" ? "each" : "across",
      target_selection: "all",
      target_type: one.kind === "shipping" ? "shipping_line" : "line_item",
    })),
    discount_codes: order.codes.map((one) => ({
      code: one.code,
      amount: formatMinor(one.taken, order.currency),
      type: one.kind,
    })),
  };
}

function valueType(code: KeptCode): string {
  return code.kind === "fixed_amount" ? "fixed_amount" : "percentage";
}

function shippingLines(order: KeptOrder) {
  if (order.shipping === null) return [];
  const { id, price, allocations } = order.shipping;
  const net = price - allocations.reduce((a, b) => a + b, 0);
  return [
    {
      id: exact(id),
      code: "Standard",
      title: "Standard",
      source: "shopify",
      price: formatMinor(price, order.currency),
      price_set: moneySet(price, order.currency),
      discounted_price: formatMinor(net, order.currency),
      discounted_price_set: moneySet(net, order.currency),
      discount_allocations: allocationsOf(allocations, order.currency),
      tax_lines: [],
    },
  ];
}
