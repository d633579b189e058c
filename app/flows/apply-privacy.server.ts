import { type Tx, withinShop } from "#app/db.server.ts";
import { eraseShop } from "#app/flows/erase-shop.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { recordDataRequest } from "#app/orders/privacy-requests.server.ts";
import type { Outcome, Waiting } from "#app/queue/inbox.server.ts";
import { parseDataRequest, parseRedact, parseShopRedact } from "#app/shopify/privacy.ts";
import type { SecretKey } from "#app/shopify/secret.server.ts";
import { personHash } from "#app/shopify/shops.server.ts";

/** The three topics the law asks every app to obey. */
export const OF_THE_LAW: ReadonlySet<string> = new Set([
  "customers/data_request",
  "customers/redact",
  "shop/redact",
]);

/**
 * Applies a delivery of the law: a customer's wish to know or to be forgotten, or a shop's end, also of a shop we do not
 * know. The bodies name people and are dropped. Throws PayloadError for what cannot be read, or is another shop's.
 */
export async function applyPrivacy(
  tx: Tx,
  { id, shopDomain, topic, triggeredAt, shop }: Waiting,
  text: string,
  keys: readonly SecretKey[],
  now: Date,
): Promise<Outcome> {
  if (topic === "shop/redact") {
    parseShopRedact(text, shopDomain);
    await eraseShop(tx, shopDomain, shop?.id ?? null, triggeredAt, now);
    return { state: "applied" };
  }
  if (!shop) return { state: "parked", reason: "unknown-shop" };
  const hash = personHash(keys, shopDomain, shop.hashKey);
  if (topic === "customers/data_request") {
    const request = parseDataRequest(text, shopDomain, hash);
    await withinShop(tx, shop.id, () => recordDataRequest(tx, shop.id, id, request, now));
  } else {
    const redact = parseRedact(text, shopDomain, hash);
    await forgetCustomer(tx, { id: shop.id, domain: shopDomain }, redact, id, now);
  }
  return { state: "applied", isDropped: true };
}
