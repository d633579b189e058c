import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { applyNext, keep } from "#app/queue/inbox.server.ts";
import { rowsOf, type TestDatabase, testKeys } from "#test/support/database.ts";

let number = 0;

/** What Shopify delivers, as a test tells it. */
export type Sent = {
  readonly topic: string;
  readonly body: string | Buffer;
  readonly domain?: string;
  readonly webhookId?: string;
  readonly triggeredAt?: Date;
};

/** Stores a delivery as the webhook route does; nobody applies it yet. @returns its webhook id */
export async function send(database: TestDatabase, sent: Sent, now: Date): Promise<string> {
  const {
    topic,
    body,
    domain = "demo.myshopify.com",
    webhookId = `sent-${++number}`,
    triggeredAt = now,
  } = sent;
  const delivery = { shopDomain: domain, topic, webhookId, eventId: null, apiVersion: null, triggeredAt };
  await keep(database, { ...delivery, body: Buffer.from(body) }, now);
  return webhookId;
}

/** Applies every delivery that waits, as a worker does. */
export async function applyAll(database: TestDatabase, now: Date): Promise<void> {
  while (await applyNext(database, now, (tx, delivery) => applyDelivery(tx, delivery, testKeys, now)));
}

/** Stores a delivery and applies all that waits. @returns its row in the inbox; undefined when it is gone */
export async function deliver(database: TestDatabase, sent: Sent, now: Date) {
  const webhookId = await send(database, sent, now);
  await applyAll(database, now);
  return (await rowsOf(database, "inbox")).find((row) => row.webhook_id === webhookId);
}
