import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { readSessionToken } from "#app/shopify/session-token.server.ts";
import { shopify } from "#app/shopify/shopify.server.ts";

/**
 * Lets a merchant's request in: whose shop it is, and a way to call that shop's Admin API. Our own guard comes first,
 * because the library lets more pass. @throws the library's Responses
 */
export async function authenticateAdmin(
  request: Request,
): Promise<{ domain: string; graphql: AdminGraphql }> {
  const { secret, guarded } = guard(request, new Date());
  const { session, admin } = await shopify(secret).authenticate.admin(guarded);
  return { domain: session.shop, graphql: (query, options) => admin.graphql(query, options) };
}

/**
 * Holds a request's session token against our rules, if it has one. The header's decides, as in the library: the one in
 * the address may have run out long before its page reloads its data.
 * @returns which secret signed it, and the request; a refused one without its token, so that the library answers as it
 * does to any bad token: 401 with its retry header to a fetch, a bounce to a document
 */
function guard(request: Request, now: Date): { secret: "current" | "previous"; guarded: Request } {
  const url = new URL(request.url);
  const inHeader = request.headers.get("Authorization");
  const token = inHeader ? inHeader.replace("Bearer ", "") : url.searchParams.get("id_token");
  if (!token) return { secret: "current", guarded: request };
  const { SHOPIFY_API_KEY: key, SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  const secrets = [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS].filter((each) => each !== undefined);
  const bearer = readSessionToken(token, { key, secrets, now });
  const because = "because" in bearer ? bearer.because : otherShop(url, bearer.domain);
  if ("domain" in bearer && !because)
    return { secret: bearer.secret === 0 ? "current" : "previous", guarded: request };
  log().debug({ because }, "a session token was refused");
  const headers = new Headers(request.headers);
  if (inHeader) headers.set("Authorization", "Bearer refused");
  url.searchParams.delete("id_token");
  return { secret: "current", guarded: new Request(url, { method: request.method, headers }) };
}

/** An address that names a shop names the token's, as often as it does. */
function otherShop(url: URL, domain: string): "another-shop" | null {
  return url.searchParams.getAll("shop").every((each) => each === domain) ? null : "another-shop";
}
