import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { shopify } from "#app/shopify/shopify.server.ts";

/** Lets a merchant's request in: whose shop it is, and a way to call that shop's Admin API. @throws the library's Responses */
export async function authenticateAdmin(
  request: Request,
): Promise<{ domain: string; graphql: AdminGraphql }> {
  const { session, admin } = await shopify().authenticate.admin(request);
  return { domain: session.shop, graphql: (query, options) => admin.graphql(query, options) };
}
