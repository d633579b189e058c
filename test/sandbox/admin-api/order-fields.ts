import { amountOf } from "#test/sandbox/admin-api/amount.ts";
import { connection } from "#test/sandbox/admin-api/connection.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { fulfilmentStatus } from "#test/sandbox/order-life/fulfilment.ts";
import {
  currentUnits,
  type KeptLine,
  type KeptOrder,
  type KeptRefund,
  totalsOf,
} from "#test/sandbox/order-life/order.ts";
import type { Customer } from "#test/sandbox/order-life/shop.ts";

const STATUS = { none: "UNFULFILLED", partial: "PARTIALLY_FULFILLED", fulfilled: "FULFILLED" };

/** An order's GID. */
export const orderGid = (order: Pick<KeptOrder, "id">): string => `gid://shopify/Order/${order.id}`;

/** Instants as the Admin API writes them: in UTC, with milliseconds only where there are some. */
export const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");

const addressOf = ({ country }: KeptOrder) =>
  country === null ? null : { __typename: "MailingAddress", countryCodeV2: country };

/** An order as the Admin API shows it: the same truth as its webhooks. `journey` is its `customerJourneySummary`, `ordersOf` counts a customer's orders. */
export function orderNode(
  order: KeptOrder,
  customer: Customer | null,
  journey: Record<string, unknown> | null,
  ordersOf: (customerId: string) => number,
): Record<string, unknown> {
  const { currency } = order;
  const gid = (kind: string, id: string | null) =>
    id === null ? null : { id: `gid://shopify/${kind}/${id}` };
  const set = (minor: number) => moneySet(minor, currency);
  const applications = order.codes.map((one, index) => ({
    __typename: "DiscountCodeApplication",
    index,
    code: one.code,
  }));
  const allocationsOf = (parts: readonly number[]) =>
    parts.flatMap((minor, index) =>
      minor === 0 ? [] : [{ allocatedAmountSet: set(minor), discountApplication: applications[index] }],
    );
  const lineOf = (line: KeptLine, index: number) => ({
    __typename: "LineItem",
    id: `gid://shopify/LineItem/${line.id}`,
    title: line.title,
    quantity: line.quantity,
    currentQuantity: currentUnits(order, index),
    isGiftCard: line.isGiftCard,
    product: gid("Product", line.productId),
    variant: gid("ProductVariant", line.variantId),
    originalUnitPriceSet: set(line.price),
    discountAllocations: allocationsOf(line.allocations),
    taxLines: line.tax === 0 ? [] : [{ priceSet: set(line.tax) }],
  });
  return {
    __typename: "Order",
    id: orderGid(order),
    name: order.name,
    createdAt: isoOf(order.at),
    processedAt: isoOf(order.at),
    updatedAt: isoOf(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : isoOf(order.cancelledAt),
    test: order.test,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus: STATUS[fulfilmentStatus(order) ?? "none"],
    fulfillments: ({ first }: { first?: number | null }) =>
      order.fulfilments.slice(0, first ?? undefined).map((one) => ({
        __typename: "Fulfillment",
        id: `gid://shopify/Fulfillment/${one.id}`,
        createdAt: isoOf(one.at),
        status: "SUCCESS",
      })),
    sourceName: order.sourceName,
    currencyCode: currency,
    taxesIncluded: order.taxesIncluded,
    email: order.email,
    shippingAddress: addressOf(order),
    billingAddress: addressOf(order),
    discountCodes: order.codes.map((one) => one.code),
    customer: customer && {
      id: `gid://shopify/Customer/${customer.id}`,
      numberOfOrders: () => String(ordersOf(customer.id)),
      defaultEmailAddress: customer.email === null ? null : { emailAddress: customer.email },
    },
    customAttributes: (order.noteAttributes ?? []).map(({ name, value }) => ({ key: name, value })),
    customerJourneySummary: journey,
    totalTipReceivedSet: set(totalsOf(order).tips),
    lineItems: connection(order.lines.map(lineOf)),
    shippingLines: connection(
      order.shipping === null ? [] : [{ discountAllocations: allocationsOf(order.shipping.allocations) }],
    ),
    discountApplications: connection(applications),
    refunds: order.refunds.map((refund) => refundNode(order, refund)),
  };
}

/** A refund as the Admin API shows it. */
export function refundNode(order: KeptOrder, refund: KeptRefund): Record<string, unknown> {
  const { adjustment } = refund;
  return {
    __typename: "Refund",
    id: `gid://shopify/Refund/${refund.id}`,
    createdAt: isoOf(refund.at),
    refundLineItems: connection(
      refund.lines.map((one) => ({
        lineItem: { id: `gid://shopify/LineItem/${order.lines[one.line]?.id}` },
        quantity: one.quantity,
      })),
    ),
    refundShippingLines: connection([]),
    orderAdjustments: connection(
      adjustment === null
        ? []
        : [{ reason: "REFUND_DISCREPANCY", amountSet: moneySet(-adjustment.amount, order.currency) }],
    ),
  };
}

function moneySet(minor: number, currency: string) {
  const money = { amount: amountOf(formatMinor(minor, currency)), currencyCode: currency };
  return { shopMoney: money, presentmentMoney: money };
}
