/**
 * Turns an order of the Admin API into the words of a webhook body, so that one reader (payload.ts) decides what an order
 * is, whichever way it came. It decides nothing itself, and leaves out what nobody reads.
 */

type Money = { readonly shopMoney: { readonly amount: string; readonly currencyCode: string } };
type Allocation = {
  readonly allocatedAmountSet: Money;
  readonly discountApplication: { readonly index: number };
};

/** A line as the Admin API gives it. */
export type LineNode = {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly isGiftCard: boolean;
  readonly product: { readonly id: string } | null;
  readonly variant: { readonly id: string } | null;
  readonly originalUnitPriceSet: Money;
  readonly discountAllocations: readonly Allocation[];
  readonly taxLines: readonly { readonly priceSet: Money }[];
};

/** Units a refund took back, as the Admin API gives them. */
export type RefundLineNode = { readonly lineItem: { readonly id: string }; readonly quantity: number };

/** An address, of which only the country is asked for. */
type Address = { readonly countryCodeV2: string | null } | null;

/** An order as the Admin API gives it, all its pages read. */
export type OrderNode = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly processedAt: string | null;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly test: boolean;
  readonly displayFinancialStatus: string | null;
  readonly displayFulfillmentStatus: string;
  readonly sourceName: string | null;
  readonly currencyCode: string;
  readonly taxesIncluded: boolean;
  readonly email: string | null;
  readonly discountCodes: readonly string[];
  readonly customer: {
    readonly id: string;
    readonly defaultEmailAddress: { readonly emailAddress: string } | null;
  } | null;
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[];
  readonly customerJourneySummary: {
    readonly lastVisit: { readonly landingPage: string | null; readonly referrerUrl: string | null } | null;
  } | null;
  readonly shippingAddress: Address;
  readonly billingAddress: Address;
  readonly totalTipReceivedSet: Money;
  readonly fulfillments: readonly { readonly createdAt: string; readonly status: string }[];
  readonly lines: readonly LineNode[];
  readonly shippingLines: {
    readonly nodes: readonly { readonly discountAllocations: readonly Allocation[] }[];
  };
  readonly discountApplications: {
    readonly nodes: readonly {
      readonly __typename: string;
      readonly index: number;
      readonly code?: string;
    }[];
  };
  readonly refunds: readonly {
    readonly id: string;
    readonly createdAt: string | null;
    readonly lines: readonly RefundLineNode[];
    readonly refundShippingLines: { readonly nodes: readonly { readonly subtotalAmountSet: Money }[] };
    readonly orderAdjustments: {
      readonly nodes: readonly { readonly reason: string | null; readonly amountSet: Money }[];
    };
  }[];
};

/** The body a webhook about this order would have had, as far as `readOrder` reads it. Ids as digits, amounts as texts. */
export function bodyOf(order: OrderNode): Record<string, unknown> {
  const visit = order.customerJourneySummary?.lastVisit;
  const tip = tipLine(order);
  return {
    id: digitsOf(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    test: order.test,
    financial_status: order.displayFinancialStatus?.toLowerCase(),
    fulfillment_status: order.displayFulfillmentStatus.toLowerCase(),
    fulfillments: order.fulfillments.map(({ createdAt, status }) => ({
      created_at: createdAt,
      status: status.toLowerCase(),
    })),
    source_name: order.sourceName,
    currency: order.currencyCode,
    taxes_included: order.taxesIncluded,
    email: order.email,
    customer: order.customer && {
      id: digitsOf(order.customer.id),
      email: order.customer.defaultEmailAddress?.emailAddress ?? null,
    },
    landing_site: visit?.landingPage ?? null,
    referring_site: visit?.referrerUrl ?? null,
    shipping_address: addressBody(order.shippingAddress),
    billing_address: addressBody(order.billingAddress),
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    discount_codes: order.discountCodes.map((code) => ({ code })),
    discount_applications: applicationsOf(order),
    line_items: order.lines.map((line) => ({
      ...lineBody(line),
      ...(line === tip && { tip_payment_gateway: null }),
    })),
    shipping_lines: order.shippingLines.nodes.map((line) => ({
      discount_allocations: line.discountAllocations.map(allocationBody),
    })),
    refunds: order.refunds.map((refund) => ({
      id: digitsOf(refund.id),
      created_at: refund.createdAt ?? order.updatedAt,
      refund_line_items: refund.lines.map(({ lineItem, quantity }) => ({
        line_item_id: digitsOf(lineItem.id),
        quantity,
      })),
      order_adjustments: [
        ...refund.refundShippingLines.nodes.map(({ subtotalAmountSet }) => ({
          kind: "shipping_refund",
          amount_set: setBody(subtotalAmountSet, "-"),
        })),
        ...refund.orderAdjustments.nodes.map(({ reason, amountSet }) => ({
          kind: "refund_discrepancy",
          reason,
          amount_set: setBody(amountSet),
        })),
      ],
    })),
  };
}

const addressBody = (address: Address) => address && { country_code: address.countryCodeV2 };

/** The Admin API does not mark tips: it is the line without a product whose price is all the tips together. */
function tipLine({ lines, totalTipReceivedSet }: OrderNode): LineNode | undefined {
  const tips = Number(totalTipReceivedSet.shopMoney.amount);
  const priceOf = (line: LineNode) => Number(line.originalUnitPriceSet.shopMoney.amount);
  const isTip = (line: LineNode) => line.product === null && line.quantity === 1 && priceOf(line) === tips;
  return tips === 0 ? undefined : lines.find(isTip);
}

/** Discounts at their own index, as allocations point to them. */
function applicationsOf({ discountApplications: { nodes } }: OrderNode): unknown[] {
  const last = Math.max(-1, ...nodes.map(({ index }) => index));
  return Array.from({ length: last + 1 }, (_, place) => {
    const found = nodes.find(({ index }) => index === place);
    const isCode = found?.__typename === "DiscountCodeApplication";
    return { type: isCode ? "discount_code" : "automatic", code: isCode ? found.code : null };
  });
}

function lineBody(line: LineNode): Record<string, unknown> {
  return {
    id: digitsOf(line.id),
    product_id: line.product && digitsOf(line.product.id),
    variant_id: line.variant && digitsOf(line.variant.id),
    title: line.title,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price_set: setBody(line.originalUnitPriceSet),
    gift_card: line.isGiftCard,
    discount_allocations: line.discountAllocations.map(allocationBody),
    tax_lines: line.taxLines.map(({ priceSet }) => ({ price_set: setBody(priceSet) })),
  };
}

function allocationBody({ allocatedAmountSet, discountApplication }: Allocation): Record<string, unknown> {
  return {
    amount_set: setBody(allocatedAmountSet),
    discount_application_index: discountApplication.index,
  };
}

function setBody({ shopMoney }: Money, sign: "" | "-" = ""): Record<string, unknown> {
  const isNothing = Number(shopMoney.amount) === 0;
  return {
    shop_money: { amount: (isNothing ? "" : sign) + shopMoney.amount, currency_code: shopMoney.currencyCode },
  };
}

const digitsOf = (gid: string) => gid.replace(/^.*\/(\d+)(\?.*)?$/, "$1");
