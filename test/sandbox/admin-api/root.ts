import { GraphQLError } from "graphql";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { bulkFields } from "#test/sandbox/admin-api/bulk.ts";
import { catalogueFields, findCatalogueNode } from "#test/sandbox/admin-api/catalogue-fields.ts";
import { connection } from "#test/sandbox/admin-api/connection.ts";
import { discountFields } from "#test/sandbox/admin-api/discount-fields.ts";
import { discountNode } from "#test/sandbox/admin-api/discount-node.ts";
import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";
import { refundNode } from "#test/sandbox/admin-api/order-fields.ts";
import { findShown, isShown, searchOrders } from "#test/sandbox/admin-api/order-search.ts";
import { shopIdOf } from "#test/sandbox/order-life/ids.ts";
import { hostOf } from "#test/sandbox/order-life/shop.ts";

/** So many things may be named in one call. */
const MOST_IDS = 250;

/** What the roots Query and Mutation can answer; any other field of the schema is "not simulated". */
export function rootOf(api: AdminApi): Record<string, unknown> {
  return {
    shop: () => shopFields(api),
    currentAppInstallation: () => ({
      __typename: "AppInstallation",
      id: "gid://shopify/AppInstallation/1",
      accessScopes: api.granted.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    }),
    ...discountFields(api),
    orders: (search: Parameters<typeof searchOrders>[1]) => searchOrders(api, search),
    order: ({ id }: { id: string }) => findShown(api, id),
    nodes: ({ ids }: { ids: readonly string[] }) => {
      if (ids.length > MOST_IDS)
        throw new GraphQLError(
          `The input array size of ${ids.length} is greater than the maximum allowed of ${MOST_IDS}.`,
        );
      return ids.map((id) => findNode(api, id));
    },
    node: ({ id }: { id: string }) => findNode(api, id),
    // Only those made over the API; what shopify.app.toml declares is never listed.
    webhookSubscriptions: connection([]),
    ...bulkFields(api),
    ...catalogueFields(api),
  };
}

function findNode(api: AdminApi, gid: string): Record<string, unknown> | null {
  const [, kind, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid) ?? [];
  if (kind === "Order") return findShown(api, gid);
  if (kind === "Product" || kind === "Collection") return findCatalogueNode(api, gid);
  if (kind === "DiscountCodeNode") {
    const discount = api.discounts.get(gid);
    return discount && discountNode(api, discount);
  }
  if (kind !== "Refund") throw new NotSimulated(`the node ${gid}`);
  for (const order of api.books.orders.values()) {
    const refund = order.refunds.find((one) => one.id === id);
    if (refund && isShown(api, order)) return refundNode(order, refund);
  }
  return null;
}

function shopFields(api: AdminApi): Record<string, unknown> {
  const { domain, name, currency, timeZone, email, taxesIncluded } = api.shop.settings;
  const host = hostOf(api.shop.settings);
  return {
    __typename: "Shop",
    id: `gid://shopify/Shop/${shopIdOf(domain)}`,
    name,
    myshopifyDomain: domain,
    currencyCode: currency,
    ianaTimezone: timeZone,
    taxesIncluded: taxesIncluded ?? false,
    email,
    contactEmail: email,
    url: `https://${host}`,
    primaryDomain: {
      id: `gid://shopify/Domain/${shopIdOf(domain)}`,
      url: `https://${host}`,
      host,
      sslEnabled: true,
    },
  };
}
