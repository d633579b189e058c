import type { Tx } from "#app/db.server.ts";
import type { OrderId, RefundId, ShopId } from "#app/kernel/id.ts";
import { enqueue } from "#app/queue/outbox.server.ts";

/** Why an order has to be asked for: two bodies of one second; a refund of an order never heard of; an edit that only says that there was one. */
export type RefetchReason =
  | { readonly because: "disputed"; readonly body: string }
  | { readonly because: "unknown"; readonly refundId: RefundId }
  | { readonly because: "edited"; readonly editedAt: Date };

/** How long the webhook that makes the asking needless may be on its way. */
const PATIENCE_MS = 60_000;
/** Any snapshot is at least this new. */
const EVER = new Date(0);

/** Asks, once for each reason, to fetch an order from Shopify, unless by then a snapshot came that is new enough. */
export async function askRefetch(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  reason: RefetchReason,
  now: Date,
): Promise<void> {
  const { key, unlessSince } = wishOf(reason);
  const job = { kind: "refetch-order", key: `${orderId} ${key}`, payload: { orderId, unlessSince } };
  const runAt = unlessSince === null ? now : new Date(now.getTime() + PATIENCE_MS);
  await enqueue(tx, shopId, job, now, runAt);
}

function wishOf(reason: RefetchReason): { key: string; unlessSince: Date | null } {
  switch (reason.because) {
    case "disputed":
      return { key: reason.body, unlessSince: null };
    case "unknown":
      return { key: reason.refundId, unlessSince: EVER };
    case "edited":
      return { key: reason.editedAt.toISOString(), unlessSince: reason.editedAt };
  }
}

/** What a refetch job was asked for, read from its payload. */
export function parseWish(payload: Record<string, unknown>): { orderId: OrderId; unlessSince: Date | null } {
  const { orderId, unlessSince } = payload;
  return {
    orderId: String(orderId) as OrderId,
    unlessSince: unlessSince === null ? null : new Date(String(unlessSince)),
  };
}
