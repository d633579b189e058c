import { createHmac, randomUUID } from "node:crypto";

/** A webhook request as Shopify sends it, really signed. `headers` overrides or, by null, leaves out. */
export function makeWebhook(
  topic: string,
  body: string | Buffer,
  {
    secret = "test_secret",
    shop = "demo.myshopify.com",
    headers = {},
  }: { secret?: string; shop?: string; headers?: Record<string, string | null> } = {},
): Request {
  const all: Record<string, string | null> = {
    "Content-Type": "application/json",
    "X-Shopify-Topic": topic,
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": randomUUID(),
    "X-Shopify-Api-Version": "2026-10",
    "X-Shopify-Triggered-At": "2026-03-01T12:00:01.5Z",
    ...headers,
  };
  const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return new Request("https://app.test/webhooks", {
    method: "POST",
    body: body as BodyInit,
    headers: Object.fromEntries(present),
  });
}
