/**
 * What the Admin API must answer of an order, reckoned from the body of its webhook alone: two ways to say one truth.
 * Texts of the body only; nothing of how the stand-in keeps orders.
 */

type Money = { shop_money: { amount: string; currency_code: string } };
type Allocation = { amount_set: Money; discount_application_index: number };
type Id = string | number | null;

type Address = {
  address1: string | null;
  address2: string | null;
  zip: string | null;
  country_code: string;
  phone: string | null;
} | null;

type Line = {
  admin_graphql_api_id: string;
  title: string;
  quantity: number;
  current_quantity: number;
  gift_card: boolean;
  product_id: Id;
  variant_id: Id;
  price_set: Money;
  discount_allocations: Allocation[];
  tax_lines: { price_set: Money }[];
};

type Refund = {
  admin_graphql_api_id: string;
  created_at: string;
  refund_line_items: { line_item_id: Id; quantity: number }[];
  order_adjustments: { kind: string; amount_set: Money }[];
};

/** The body of orders/create and the like, as far as it is compared. */
type Rest = {
  admin_graphql_api_id: string;
  name: string;
  created_at: string;
  processed_at: string;
  updated_at: string;
  cancelled_at: string | null;
  test: boolean;
  financial_status: string;
  fulfillment_status: string | null;
  source_name: string;
  currency: string;
  taxes_included: boolean;
  email: string | null;
  phone: string | null;
  discount_codes: { code: string }[];
  discount_applications: { code: string }[];
  customer: { id: Id; email: string | null; phone: string | null } | null;
  note_attributes: { name: string; value: string }[];
  landing_site: string | null;
  referring_site: string | null;
  shipping_address: Address;
  billing_address: Address;
  total_tip_received: string;
  fulfillments: { created_at: string; status: string }[];
  line_items: Line[];
  shipping_lines: { discount_allocations: Allocation[] }[];
  refunds: Refund[];
};

/** The order as GraphQL shows it, its first ten lines at most being all. */
export function restAsGraphql(rest: Rest, domain: string): Record<string, unknown> {
  const { currency } = rest;
  return {
    id: rest.admin_graphql_api_id,
    name: rest.name,
    createdAt: utc(rest.created_at),
    processedAt: utc(rest.processed_at),
    updatedAt: utc(rest.updated_at),
    cancelledAt: rest.cancelled_at && utc(rest.cancelled_at),
    test: rest.test,
    displayFinancialStatus: rest.financial_status.toUpperCase(),
    displayFulfillmentStatus: FULFILMENT[rest.fulfillment_status ?? "null"],
    sourceName: rest.source_name,
    currencyCode: currency,
    taxesIncluded: rest.taxes_included,
    email: rest.email,
    phone: rest.phone,
    discountCodes: rest.discount_codes.map(({ code }) => code),
    customer: customerOf(rest.customer),
    customAttributes: rest.note_attributes.map(({ name, value }) => ({
      key: name,
      value,
    })),
    customerJourneySummary: journeyOf(rest, domain),
    shippingAddress: addressOf(rest.shipping_address),
    billingAddress: addressOf(rest.billing_address),
    totalTipReceivedSet: set({ shop_money: { amount: rest.total_tip_received, currency_code: currency } }),
    fulfillments: rest.fulfillments.map((one) => ({
      createdAt: utc(one.created_at),
      status: one.status.toUpperCase(),
    })),
    lineItems: { nodes: rest.line_items.map(lineOf), pageInfo: { hasNextPage: false } },
    shippingLines: {
      nodes: rest.shipping_lines.map((one) => ({ discountAllocations: one.discount_allocations.map(part) })),
    },
    discountApplications: {
      nodes: rest.discount_applications.map(({ code }, index) => ({
        __typename: "DiscountCodeApplication",
        index,
        code,
      })),
    },
    refunds: rest.refunds.map(refundOf),
  };
}

const FULFILMENT: Record<string, string> = {
  null: "UNFULFILLED",
  partial: "PARTIALLY_FULFILLED",
  fulfilled: "FULFILLED",
};

function lineOf(line: Line) {
  return {
    id: line.admin_graphql_api_id,
    title: line.title,
    quantity: line.quantity,
    currentQuantity: line.current_quantity,
    isGiftCard: line.gift_card,
    product: gid("Product", line.product_id),
    variant: gid("ProductVariant", line.variant_id),
    originalUnitPriceSet: set(line.price_set),
    discountAllocations: line.discount_allocations.map(part),
    taxLines: line.tax_lines.map((tax) => ({ priceSet: set(tax.price_set) })),
  };
}

function refundOf(refund: Refund) {
  const adjustments = refund.order_adjustments;
  return {
    id: refund.admin_graphql_api_id,
    createdAt: utc(refund.created_at),
    refundLineItems: {
      nodes: refund.refund_line_items.map(({ line_item_id, quantity }) => ({
        lineItem: gid("LineItem", line_item_id),
        quantity,
      })),
      pageInfo: { hasNextPage: false },
    },
    refundShippingLines: {
      nodes: adjustments
        .filter(({ kind }) => kind === "shipping_refund")
        .map((one) => ({ subtotalAmountSet: set(one.amount_set) })),
    },
    orderAdjustments: {
      nodes: adjustments
        .filter(({ kind }) => kind === "refund_discrepancy")
        .map((one) => ({ reason: "REFUND_DISCREPANCY", amountSet: set(one.amount_set) })),
    },
  };
}

function customerOf(customer: Rest["customer"]) {
  if (customer === null) return null;
  const { email, phone } = customer;
  return {
    ...gid("Customer", customer.id),
    defaultEmailAddress: email === null ? null : { emailAddress: email },
    defaultPhoneNumber: phone === null ? null : { phoneNumber: phone },
  };
}

function addressOf(address: Address) {
  if (address === null) return null;
  const { country_code, ...lines } = address;
  return { ...lines, countryCodeV2: country_code };
}

function journeyOf({ landing_site, referring_site }: Rest, domain: string) {
  if (landing_site === null && referring_site === null) return null;
  const landingPage = landing_site === null ? null : `https://${domain}${landing_site}`;
  return { lastVisit: { landingPage, referrerUrl: referring_site } };
}

const gid = (kind: string, id: Id) => (id === null ? null : { id: `gid://shopify/${kind}/${id}` });

const part = ({ amount_set, discount_application_index: index }: Allocation) => ({
  allocatedAmountSet: set(amount_set),
  discountApplication: { index },
});

/** The Admin API writes one decimal at least, and no more than there are. */
function set({ shop_money: { amount, currency_code } }: Money) {
  const [whole = "", decimals = ""] = amount.split(".");
  const shown = `${whole}.${decimals.replace(/0+$/, "") || "0"}`;
  return { shopMoney: { amount: shown, currencyCode: currency_code } };
}

const utc = (local: string) => new Date(local).toISOString().replace(".000Z", "Z");
