import { Session } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { inSystem } from "#app/db.server.ts";
import { offlineId, saveSession } from "#app/shopify/session.server.ts";
import "#app/shopify/shopify.server.ts";
import { type TestDatabase, testKeys } from "#test/support/database.ts";

/** A call that Shopify's library made: of the OAuth door what grant it asks for, of GraphQL the token it carries. */
export type Call = { readonly to: "oauth" | "graphql"; readonly with: string };

/** Stands in for Shopify where its library leaves the process. Each call is remembered, and answered by the test. */
export type ShopifyNetwork = {
  readonly calls: Call[];
  oauth: (body: Record<string, string>) => Response | Promise<Response>;
  graphql: (token: string, query: string) => Response | Promise<Response>;
};

/** What Shopify says of an empty shop. */
export const SHOP_TOLD = {
  name: "Demo",
  currencyCode: "USD",
  ianaTimezone: "UTC",
  primaryDomain: { host: "demo.myshopify.com" },
};

/** Puts the stand-in under Shopify's library; it answers every operation with an empty shop unless told otherwise. */
export function takeNetwork(): ShopifyNetwork {
  const network: ShopifyNetwork = {
    calls: [],
    oauth: () => grant(),
    graphql: () => Response.json({ data: { shop: SHOP_TOLD } }),
  };
  setAbstractFetchFunc((async (url: string, init: RequestInit) => {
    if (url.endsWith("/oauth/access_token")) {
      const body = JSON.parse(String(init.body)) as Record<string, string>;
      network.calls.push({ to: "oauth", with: body.refresh_token ?? body.subject_token ?? "" });
      return network.oauth(body);
    }
    const token = new Headers(init.headers).get("X-Shopify-Access-Token") ?? "";
    network.calls.push({ to: "graphql", with: token });
    return network.graphql(token, String(init.body));
  }) as typeof fetch);
  return network;
}

/** What Shopify answers when it gives tokens: an hour, and ninety days. */
export const grant = (over: Record<string, unknown> = {}): Response =>
  Response.json({
    access_token: "shpat_new",
    scope: "read_orders",
    expires_in: 3600,
    refresh_token: "shprt_new",
    refresh_token_expires_in: 7_776_000,
    ...over,
  });

/** Gives a shop an offline session, as the first admin page does: good for an hour unless `minutes` says otherwise. */
export function giveSession(
  database: TestDatabase,
  shop: string,
  { minutes = 60, access = "shpat_old", refresh = "shprt_old", storedAt = new Date() } = {},
): Promise<void> {
  const session = new Session({
    id: offlineId(shop),
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: access,
    expires: new Date(Date.now() + minutes * 60_000),
    refreshToken: refresh || undefined,
    refreshTokenExpires: new Date(Date.now() + 86_400_000),
  });
  return inSystem(database, (tx) => saveSession(tx, testKeys, session, storedAt));
}
