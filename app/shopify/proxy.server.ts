import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#app/env.server.ts";

/** A shopper's request to the storefront, as Shopify signed it and passed it on. */
export type Proxied = {
  readonly shopDomain: string;
  /** Digits of the customer who is signed in; null for nobody. Shopify vouches for who it is, not for what is theirs. */
  readonly customerId: string | null;
  /** Whom the request came from, to count by and nothing else. */
  readonly client: string;
  /** What the browser asked, of the names the route takes. */
  readonly asked: ReadonlyMap<string, string>;
};

/** What Shopify adds to a query, and the form it has. */
const ADDED: Readonly<Record<string, { readonly form: RegExp; readonly isNeeded: boolean }>> = {
  shop: { form: /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/, isNeeded: true },
  timestamp: { form: /^\d{10}$/, isNeeded: true },
  signature: { form: /^[0-9a-f]{64}$/, isNeeded: true },
  path_prefix: { form: /^(?:\/[A-Za-z0-9_-]+){1,4}$/, isNeeded: false },
  logged_in_customer_id: { form: /^(?:\d{1,20})?$/, isNeeded: false },
};
/** How far Shopify's clock and ours may be apart, the way of the request included. */
const WINDOW_MS = 90_000;
/** No page of ours asks for more. */
const LONGEST_QUERY = 2_000;

/**
 * Takes a request off the app proxy: signed by Shopify with our current or previous secret, at most 90 s ago, with what
 * Shopify adds, what the route takes (`names`), and nothing else.
 *
 * Shopify signs the `name=value` of all parameters, sorted and joined by nothing: `a=1&b=2` and `a=1b%3D2` have one
 * signature. So a query is read only in a form that lets each signed text be read in one way: names are known, written
 * plainly, each there once and none the end of another, and no value holds a "=". Every "=" of the text then ends a name,
 * and the letters before it say which.
 * @throws a Response: 400 and a sentence that says what is wrong
 */
export function readProxied(request: Request, names: readonly string[], now: Date): Proxied {
  const given = parametersOf(new URL(request.url).search.slice(1), [...Object.keys(ADDED), ...names]);
  for (const [name, { form, isNeeded }] of Object.entries(ADDED)) {
    const value = given.get(name);
    if (value === undefined ? isNeeded : !form.test(value))
      throw refuse(`the parameter "${name}" is ${value === undefined ? "missing" : "not of its form"}`);
  }
  if (!isSigned(given)) throw refuse("the signature is wrong");
  if (Math.abs(Number(given.get("timestamp")) * 1000 - now.getTime()) > WINDOW_MS)
    throw refuse("the request is not of this minute: are the clocks right?");
  return {
    shopDomain: given.get("shop") ?? "",
    customerId: given.get("logged_in_customer_id") || null,
    client: clientOf(request.headers),
    asked: new Map([...given].filter(([name]) => names.includes(name))),
  };
}

/** The parameters of a query as it was sent. Names count as they are written: Shopify and we write them plainly. */
function parametersOf(query: string, known: readonly string[]): Map<string, string> {
  if (query.length > LONGEST_QUERY) throw refuse("the query is too long");
  const pairs = query.split("&").map((pair) => ({ name: pair.split("=", 1)[0] ?? "", pair }));
  const meant = pairs.map(({ name }) => decoded(name) ?? name);
  const twice = meant.find((name, index) => meant.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`duplicated parameter "${shown(twice)}"`);
  return new Map(
    pairs.map(({ name, pair }) => {
      if (!known.includes(name)) throw refuse(`unknown parameter "${shown(name)}"`);
      const value = decoded(pair.slice(name.length + 1));
      if (pair === name || value === null || value.includes("="))
        throw refuse(`the parameter "${name}" cannot be read in one way`);
      return [name, value];
    }),
  );
}

/** A value as forms write it, spaces as "+"; null where it is no text. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

function isSigned(given: ReadonlyMap<string, string>): boolean {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  const signature = Buffer.from(given.get("signature") ?? "");
  const pairs = [...given]
    .filter(([name]) => name !== "signature")
    .map(([name, value]) => `${name}=${value}`);
  const text = pairs.sort().join("");
  return [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS].some((secret) => {
    if (!secret) return false;
    const right = Buffer.from(createHmac("sha256", secret).update(text).digest("hex"));
    return signature.length === right.length && timingSafeEqual(signature, right);
  });
}

/**
 * Whom a request came from. Everyone on the way adds whom they heard it from at the end of `X-Forwarded-For`: Shopify the
 * shopper, and whatever stands before the app Shopify. So the last two tell clients apart, with or without the latter,
 * and what a shopper claims to be stands before them where the app is hosted.
 */
function clientOf(headers: Headers): string {
  const hops = (headers.get("X-Forwarded-For") ?? "").split(",").map((hop) => hop.trim());
  return hops.slice(-2).join(" ");
}

const shown = (name: string) => name.slice(0, 40).replace(/[^\w%.[\]-]/g, "?");

const refuse = (because: string) =>
  new Response(`This is no request that Shopify passed on: ${because}.`, {
    status: 400,
    headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" },
  });
