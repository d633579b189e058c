import { z } from "zod";
import { JOURNEY_FIELDS } from "#app/shopify/journey-shapes.ts";
import type { LineNode, RefundLineNode } from "#app/shopify/order-node.ts";

/** What of an order the Admin API is asked for, and the shapes its answers must have. */

const MONEY = "{ shopMoney { amount currencyCode } }";
const ALLOCATIONS = `discountAllocations { allocatedAmountSet ${MONEY} discountApplication { index } }`;
const LINE = `id title quantity currentQuantity isGiftCard product { id } variant { id }
  originalUnitPriceSet ${MONEY} ${ALLOCATIONS} taxLines { priceSet ${MONEY} }`;
const LINES = `nodes { ${LINE} } pageInfo { hasNextPage endCursor }`;
const REFUND_LINES = "nodes { lineItem { id } quantity } pageInfo { hasNextPage endCursor }";
const APPLICATION = "__typename index ... on DiscountCodeApplication { code }";
const ORDER = `id name createdAt processedAt updatedAt cancelledAt test displayFinancialStatus displayFulfillmentStatus
  sourceName currencyCode taxesIncluded email discountCodes
  customer { id defaultEmailAddress { emailAddress } }
  customAttributes { key value }
  customerJourneySummary { lastVisit { landingPage referrerUrl } }
  shippingAddress { countryCodeV2 } billingAddress { countryCodeV2 }
  totalTipReceivedSet ${MONEY}
  fulfillments(first: 50) { createdAt status }`;

/** Whole orders by id, the first `$lines` lines of each. */
export const FULL_ORDERS = `#graphql
  query FullOrders($ids: [ID!]!, $lines: Int!) {
    nodes(ids: $ids) {
      ... on Order {
        ${ORDER}
        lineItems(first: $lines) { ${LINES} }
        shippingLines(first: 3) { nodes { ${ALLOCATIONS} } }
        discountApplications(first: 10) { nodes { ${APPLICATION} } }
        refunds {
          id createdAt
          refundLineItems(first: $lines) { ${REFUND_LINES} }
          refundShippingLines(first: 3) { nodes { subtotalAmountSet ${MONEY} } }
          orderAdjustments(first: 5) { nodes { reason amountSet ${MONEY} } }
        }
      }
    }
  }`;

/**
 * The same of every order Shopify shows, the oldest first, as a bulk operation asks for it: connections without pages,
 * each node with its type's name. Of refunds it gets the ids alone: a bulk operation takes no connection within a list.
 */
export const ALL_ORDERS = `{
  orders(sortKey: PROCESSED_AT) { edges { node {
    ${ORDER}
    ${JOURNEY_FIELDS}
    refunds { id }
    lineItems { edges { node { __typename ${LINE} } } }
    shippingLines { edges { node { __typename ${ALLOCATIONS} } } }
    discountApplications { edges { node { ${APPLICATION} } } }
  } } }
}`;

/** The next lines of one order. */
export const MORE_LINES = `#graphql
  query MoreLines($id: ID!, $after: String!) {
    order(id: $id) { lineItems(first: 50, after: $after) { ${LINES} } }
  }`;

/** Every refund's lines of one order whose refunds have many. */
export const MORE_REFUND_LINES = `#graphql
  query MoreRefundLines($id: ID!, $after: String!) {
    node(id: $id) { ... on Refund { refundLineItems(first: 100, after: $after) { ${REFUND_LINES} } } }
  }`;

/** Which orders changed in a stretch of time, oldest change first. */
export const CHANGED_ORDERS = `#graphql
  query ChangedOrders($query: String!, $after: String) {
    orders(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id name updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
const allocations = z.array(
  z.object({ allocatedAmountSet: money, discountApplication: z.object({ index: z.number() }) }),
);
const id = z.object({ id: z.string() });
const line: z.ZodType<LineNode> = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.number(),
  currentQuantity: z.number(),
  isGiftCard: z.boolean(),
  product: id.nullable(),
  variant: id.nullable(),
  originalUnitPriceSet: money,
  discountAllocations: allocations,
  taxLines: z.array(z.object({ priceSet: money })),
});
const refundLine: z.ZodType<RefundLineNode> = z.object({ lineItem: id, quantity: z.number() });

/** A page of an order's lines. */
export const linePage = z.object({ nodes: z.array(line), pageInfo });
/** A page of a refund's lines. */
export const refundLinePage = z.object({ nodes: z.array(refundLine), pageInfo });

const address = z.object({ countryCodeV2: z.string().nullable() }).nullable();
const shippingLine = z.object({ discountAllocations: allocations });
const application = z.object({ __typename: z.string(), index: z.number(), code: z.string().optional() });

/** What of an order is no connection. */
const order = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  processedAt: z.string().nullable(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  test: z.boolean(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  sourceName: z.string().nullable(),
  currencyCode: z.string(),
  taxesIncluded: z.boolean(),
  email: z.string().nullable(),
  discountCodes: z.array(z.string()),
  customer: z
    .object({ id: z.string(), defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable() })
    .nullable(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  customerJourneySummary: z
    .object({
      lastVisit: z
        .object({ landingPage: z.string().nullable(), referrerUrl: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
  shippingAddress: address,
  billingAddress: address,
  totalTipReceivedSet: money,
  fulfillments: z.array(z.object({ createdAt: z.string(), status: z.string() })),
});

/** An order whose pages may not all be read. */
export const fullOrder = order.extend({
  lineItems: linePage,
  shippingLines: z.object({ nodes: z.array(shippingLine) }),
  discountApplications: z.object({ nodes: z.array(application) }),
  refunds: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string().nullable(),
      refundLineItems: refundLinePage,
      refundShippingLines: z.object({ nodes: z.array(z.object({ subtotalAmountSet: money })) }),
      orderAdjustments: z.object({
        nodes: z.array(z.object({ reason: z.string().nullable(), amountSet: money })),
      }),
    }),
  ),
});

/** An order as a bulk operation gives it, with those of its connections beside it. */
export const bulkOrder = order.extend({
  refunds: z.array(id),
  lineItems: z.array(line),
  shippingLines: z.array(shippingLine),
  discountApplications: z.array(application),
});

/** An order as listed: when it last changed. */
export const listedOrder = z.object({
  id: z.string(),
  name: z.string(),
  updatedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

/** A page of listed orders. */
export const listedPage = z.object({ nodes: z.array(listedOrder), pageInfo });
