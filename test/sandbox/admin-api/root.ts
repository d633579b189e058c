import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { discountMutations, discountNode } from "#test/sandbox/admin-api/discount-fields.ts";
import { shopIdOf } from "#test/sandbox/order-life/ids.ts";

/** What the roots Query and Mutation can answer; any other field of the schema is "not simulated". */
export function rootOf(api: AdminApi): Record<string, unknown> {
  return {
    shop: () => shopFields(api),
    currentAppInstallation: () => ({
      __typename: "AppInstallation",
      id: "gid://shopify/AppInstallation/1",
      accessScopes: api.granted.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    }),
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const found = api.discounts.find(code);
      return found && discountNode(found, api.shop.settings.currency, api.discounts.now());
    },
    ...discountMutations(api),
  };
}

function shopFields(api: AdminApi): Record<string, unknown> {
  const { domain, name, currency, timeZone, email, taxesIncluded } = api.shop.settings;
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
    url: `https://${domain}`,
    primaryDomain: {
      id: `gid://shopify/Domain/${shopIdOf(domain)}`,
      url: `https://${domain}`,
      host: domain,
      sslEnabled: true,
    },
  };
}
