import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#app/env.server.ts";
import type { Delivery } from "#app/queue/inbox.server.ts";
import { readCapped } from "#app/shopify/capped-body.server.ts";

/** Shopify's largest payloads are orders of about 5 MB; anything above this is not from Shopify. */
const MAX_BYTES = 10 * 1024 * 1024;
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;

/**
 * Takes a webhook off the wire: POST, no more than 10 MB, signed by Shopify with our current or previous secret over
 * the very bytes. No session, no parsing: it must work for shops that have left, and in no time.
 * @throws a Response: 405 not a POST, 413 too large, 401 missing or wrong signature, 400 signed but without its headers
 */
export async function receive(request: Request): Promise<Delivery> {
  if (request.method !== "POST") throw refuse(405, "Webhooks are POSTs.");
  const body = await readCapped(request, MAX_BYTES, () =>
    refuse(413, `A webhook may have ${MAX_BYTES} bytes.`),
  );
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  const signature = request.headers.get("X-Shopify-Hmac-Sha256");
  if (!isSigned(body, signature, [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS]))
    throw refuse(401, "The signature is missing or wrong.");
  const header = (name: string) => request.headers.get(`X-Shopify-${name}`);
  const shopDomain = header("Shop-Domain")?.toLowerCase();
  const topic = header("Topic");
  const webhookId = header("Webhook-Id");
  if (!shopDomain || !SHOP_DOMAIN.test(shopDomain) || !topic || !webhookId) {
    throw refuse(
      400,
      "X-Shopify-Shop-Domain, X-Shopify-Topic and X-Shopify-Webhook-Id must say what this is.",
    );
  }
  const triggered = Date.parse(header("Triggered-At") ?? "");
  return {
    shopDomain,
    topic,
    webhookId,
    eventId: header("Event-Id"),
    apiVersion: header("Api-Version"),
    triggeredAt: Number.isNaN(triggered) ? null : new Date(triggered),
    body,
  };
}

/** Whether a signature is the base64 HMAC-SHA256 of the bytes under one of the secrets, letter for letter. */
export function isSigned(
  body: Buffer,
  signature: string | null,
  secrets: readonly (string | undefined)[],
): boolean {
  const given = Buffer.from(signature ?? "");
  return secrets.some((secret) => {
    if (!secret) return false;
    const right = Buffer.from(createHmac("sha256", secret).update(body).digest("base64"));
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

const refuse = (status: number, reason: string) =>
  new Response(reason, { status, headers: { "Content-Type": "text/plain" } });
