import { createHmac, randomUUID } from "node:crypto";
import type { Subscription } from "#test/sandbox/webhooks/subscriptions.ts";

/** A signed delivery, ready to go; a retry sends the same again. */
export type Webhook = {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
  /** When what it tells of happened, on the played clock (ms). */
  readonly at: number;
  /** Shopify's numeric id of the order it tells of, or null. */
  readonly orderId: string | null;
};

/** What a merchant's or shopper's action tells: topics with their payloads share one event id. */
export type Action = {
  readonly at: number;
  readonly topics: readonly { readonly topic: string; readonly payload: Record<string, unknown> }[];
};

type Sender = { readonly domain: string; readonly apiVersion: string; readonly secret: string };

/** Makes the deliveries of an action: one for each subscription to one of its topics. */
export function webhooksOf(
  action: Action,
  subscriptions: readonly Subscription[],
  sender: Sender,
): Webhook[] {
  const eventId = randomUUID();
  return action.topics.flatMap(({ topic, payload }) =>
    subscriptions
      .filter((subscription) => subscription.topic === topic)
      .map((subscription) => {
        const body = JSON.stringify(only(payload, subscription.includeFields));
        return {
          path: subscription.path,
          body,
          at: action.at,
          orderId: orderOf(topic, payload),
          headers: {
            "Content-Type": "application/json",
            "User-Agent": "Shopify-Captain-Hook",
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": sender.domain,
            "X-Shopify-API-Version": sender.apiVersion,
            "X-Shopify-Webhook-Id": randomUUID(),
            "X-Shopify-Event-Id": eventId,
            "X-Shopify-Triggered-At": new Date(action.at).toISOString(),
            "X-Shopify-Hmac-Sha256": sign(body, sender.secret),
          },
        };
      }),
  );
}

/** Signs raw bytes as Shopify does: HMAC-SHA256 with the app's secret, base64. */
export function sign(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Digit by digit, as the body writes it: ids above 2^53 are no numbers. */
function orderOf(topic: string, payload: Record<string, unknown>): string | null {
  const edit = payload.order_edit as Record<string, unknown> | undefined;
  const id = topic.startsWith("refunds/") ? payload.order_id : (edit?.order_id ?? payload.id);
  return /^(orders|refunds)\//.test(topic) && id !== undefined ? JSON.stringify(id) : null;
}

function only(payload: Record<string, unknown>, fields: readonly string[] | null): Record<string, unknown> {
  if (fields === null) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => fields.includes(key)));
}
