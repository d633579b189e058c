import { createHmac } from "node:crypto";

/** What Shopify adds to a query that it passes on to the app. */
export type Added = {
  readonly secret: string;
  readonly shop: string;
  readonly prefix: string;
  /** Of who is signed in; "" for nobody. */
  readonly customerId: string;
  /** The real clock. */
  readonly seconds: number;
};

/**
 * The query as the app gets it: what the shopper asked, as it was written, and behind it what Shopify adds, with its
 * signature. A parameter of the shopper's with one of Shopify's names comes twice.
 */
export function forwardedQuery(asked: string, { secret, shop, prefix, customerId, seconds }: Added): string {
  const added = new URLSearchParams({
    shop,
    logged_in_customer_id: customerId,
    path_prefix: prefix,
    timestamp: String(seconds),
  });
  const all = asked === "" ? String(added) : `${asked}&${added}`;
  return `${all}&signature=${signatureOf(all, secret)}`;
}

/** HMAC-SHA256 over the decoded parameters: `name=value` each, values of one name joined by commas, sorted, unseparated. */
function signatureOf(query: string, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    if (name !== "signature") values.set(name, [...(values.get(name) ?? []), value]);
  const lines = [...values].map(([name, all]) => Buffer.from(`${name}=${all.join(",")}`));
  return createHmac("sha256", secret)
    .update(Buffer.concat(lines.sort(Buffer.compare)))
    .digest("hex");
}
