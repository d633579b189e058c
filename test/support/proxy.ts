import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { readProxied } from "#app/shopify/proxy.server.ts";
import { at } from "#test/support/make.ts";

// Who reads the secrets reads the whole environment.
process.env.DATABASE_URL ??= "postgres://nowhere";

/** The instant of requests that are read here. */
export const NOW = at("2026-03-01T12:00:00Z");
export const SECONDS = NOW.getTime() / 1000;
export const AS: SignedAs = { seconds: SECONDS };

/** A query as Shopify's app proxy passes it on: what the browser asked, what Shopify adds, and the signature of both. */
export type SignedAs = {
  readonly shop?: string;
  readonly secret?: string;
  /** When, in seconds of the real clock. */
  readonly seconds?: number;
  readonly customerId?: string;
};

/** Signs as Shopify says it does: every `name=value`, sorted, joined by nothing, HMAC-SHA256 in hexadecimal. */
export function signatureOf(pairs: readonly (readonly [string, string])[], secret: string): string {
  const text = pairs.map(([name, value]) => `${name}=${value}`);
  return createHmac("sha256", secret).update(text.sort().join("")).digest("hex");
}

/** The parameters of a request passed on, the signature last: `signed([["ref", "ada"]])`. */
export function signed(
  asked: readonly (readonly [string, string])[] = [],
  as: SignedAs = {},
): [string, string][] {
  const { shop = "demo.myshopify.com", secret = "test_secret", customerId = "" } = as;
  const pairs: [string, string][] = [
    ...asked.map(([name, value]): [string, string] => [name, value]),
    ["shop", shop],
    ["logged_in_customer_id", customerId],
    ["path_prefix", "/apps/tributary"],
    ["timestamp", String(as.seconds ?? Math.floor(Date.now() / 1000))],
  ];
  return [...pairs, ["signature", signatureOf(pairs, secret)]];
}

/** The same as a query. */
export const signedQuery = (asked?: readonly (readonly [string, string])[], as?: SignedAs): string =>
  String(new URLSearchParams(signed(asked, as)));

/** A query, its names and values as they are. */
export const raw = (pairs: readonly (readonly string[])[]): string =>
  pairs.map((pair) => pair.join("=")).join("&");

/** Reads a query as the guard of a route that takes `ref`. */
export function read(query: string, headers: Record<string, string> = {}, now = NOW) {
  return readProxied(new Request(`https://app.test/proxy/greeting?${query}`, { headers }), ["ref"], now);
}
/** What the guard says to a query that it refuses; `accepted` where it does not. */
export async function refusalOf(query: string, now = NOW): Promise<string> {
  try {
    read(query, {}, now);
  } catch (refusal) {
    expect(refusal).toBeInstanceOf(Response);
    expect((refusal as Response).status).toBe(400);
    expect((refusal as Response).headers.get("Cache-Control")).toBe("no-store");
    return (refusal as Response).text();
  }
  return "accepted";
}
