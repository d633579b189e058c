import { z } from "zod";
import { type Tx, withinShop } from "#app/db.server.ts";
import { applyPrivacy, OF_THE_LAW } from "#app/flows/apply-privacy.server.ts";
import { askRest } from "#app/flows/backfill.server.ts";
import { askCohorts } from "#app/flows/rebuild-cohorts.server.ts";
import { recordMerge } from "#app/flows/record-merge.server.ts";
import { recordCustomer, recordEdit, recordOrder, recordRefund } from "#app/flows/record-order.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { isForgottenOrder } from "#app/orders/forgotten.server.ts";
import type { Outcome, Waiting } from "#app/queue/inbox.server.ts";
import { hostOf } from "#app/shopify/addresses.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { parseEdit, parseMerge } from "#app/shopify/notices.ts";
import { EVERY_ORDER } from "#app/shopify/past-orders.server.ts";
import { PayloadError, parseCustomer, parseJson, parseOrder, parseRefund } from "#app/shopify/payload.ts";
import type { SecretKey } from "#app/shopify/secret.server.ts";
import {
  personHash,
  type ShopDetails,
  saveDetails,
  saveScopes,
  saveUninstalled,
} from "#app/shopify/shops.server.ts";

/**
 * Applies one delivery, whatever its topic, inside the transaction that claimed it. What can never be read is
 * quarantined with the reason; what belongs to a shop we do not know yet, or to a rule not written yet, is parked.
 */
export async function applyDelivery(
  tx: Tx,
  delivery: Waiting,
  keys: readonly SecretKey[],
  now: Date,
): Promise<Outcome> {
  const { shop, topic } = delivery;
  if (!shop && topic !== "shop/redact") return { state: "parked", reason: "unknown-shop" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(delivery.body);
    if (!shop || OF_THE_LAW.has(topic)) return await applyPrivacy(tx, delivery, text, keys, now);
    if (topic === "app/uninstalled") {
      readShop(z.object({ myshopify_domain: z.string() }), text, delivery.shopDomain);
      await saveUninstalled(tx, shop.id, delivery.triggeredAt);
    } else if (topic === "shop/update") {
      const details = detailsIn(text, delivery.shopDomain);
      const before = await saveDetails(tx, shop.id, details);
      // Months are those of the shop's clock.
      if (before !== details.timeZone)
        await withinShop(tx, shop.id, () => askCohorts(tx, shop.id, "time-zone", now));
    } else if (topic === "app/scopes_update") {
      const scopes = scopesIn(text);
      await saveScopes(tx, delivery.shopDomain, scopes.join(","), delivery.triggeredAt);
      // Shopify may show orders by now that it kept to itself.
      if (scopes.includes(EVERY_ORDER)) await withinShop(tx, shop.id, () => askRest(tx, shop.id, now));
    } else {
      const effects = effectsOf(
        topic,
        shop.id,
        text,
        personHash(keys, delivery.shopDomain, shop.hashKey),
        now,
      );
      if (!effects) return { state: "parked", reason: `no-rule:${topic}` };
      const isDropped = await withinShop(tx, shop.id, async () => {
        const orderId = await effects(tx);
        return orderId !== null && (await isForgottenOrder(tx, shop.id, orderId));
      });
      return { state: "applied", isDropped };
    }
    return { state: "applied" };
  } catch (error) {
    if (error instanceof PayloadError) return { state: "quarantined", reason: error.message };
    if (error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      return { state: "quarantined", reason: "the body is not UTF-8" };
    }
    throw error;
  }
}

/** What a delivery of facts does; it comes back with the order it told of, if any. */
function effectsOf(
  topic: string,
  shopId: ShopId,
  text: string,
  hash: PersonHash,
  now: Date,
): ((tx: Tx) => Promise<OrderId | null>) | null {
  switch (topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/fulfilled":
    case "orders/cancelled": {
      const order = parseOrder(text, hash);
      return (tx) => recordOrder(tx, shopId, order, now).then(() => order.id);
    }
    case "orders/edited": {
      const edit = parseEdit(text);
      return (tx) => recordEdit(tx, shopId, edit, now).then(() => edit.orderId);
    }
    case "refunds/create": {
      const { orderId, refund } = parseRefund(text);
      return (tx) => recordRefund(tx, shopId, orderId, refund, now).then(() => orderId);
    }
    case "customers/create":
    case "customers/update": {
      const customer = parseCustomer(text, hash);
      return (tx) => recordCustomer(tx, shopId, customer).then(() => null);
    }
    case "customers/merge": {
      const merge = parseMerge(text);
      return async (tx) => {
        if (merge) await recordMerge(tx, shopId, merge, now);
        return null;
      };
    }
    default:
      return null;
  }
}

/** Reads a body about the shop itself. Shopify signs the body only, so the shop it names must be the header's. */
function readShop<Shape extends z.ZodType<{ myshopify_domain: string }>>(
  shape: Shape,
  text: string,
  domain: string,
) {
  const shop = shape.safeParse(parseJson(text));
  if (!shop.success)
    throw new PayloadError(`${shop.error.issues[0]?.path.join(".")}: is not what a shop has there`);
  if (shop.data.myshopify_domain !== domain)
    throw new PayloadError("myshopify_domain: is not the shop of the header");
  return shop.data;
}

function detailsIn(text: string, domain: string): ShopDetails {
  const shape = z.object({
    myshopify_domain: z.string(),
    name: z.string().min(1),
    currency: z.string().regex(/^[A-Z]{3}$/),
    iana_timezone: z.string().min(1),
    domain: z.string().nullish(),
  });
  const { name, currency, iana_timezone: timeZone, domain: host } = readShop(shape, text, domain);
  return { name, currency, timeZone, primaryHost: hostOf(host) };
}

function scopesIn(text: string): string[] {
  const scopes = z.object({ current: z.array(z.string()) }).safeParse(parseJson(text));
  if (!scopes.success) throw new PayloadError("current: must be the list of granted scopes");
  return scopes.data.current;
}
