/** Reads webhooks that say only that something happened: an order was edited, two customers became one. */
import { z } from "zod";
import type { CustomerId, OrderId } from "#app/kernel/id.ts";
import { parseJson, readShape } from "#app/shopify/json.ts";
import { digits, instant, maybeText } from "#app/shopify/shapes.ts";

const editShape = z.object({
  order_edit: z.object({ order_id: digits, created_at: instant, committed_at: instant.nullish() }),
});

const customerGid = z
  .string()
  .regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/, "must be gid://shopify/Customer/ and digits");

const mergeShape = z.object({
  admin_graphql_api_id_customer_kept: customerGid,
  admin_graphql_api_id_customer_deleted: customerGid,
  status: maybeText,
});

/** Reads an `orders/edited` body: which order, and since when Shopify has its new snapshot. */
export function parseEdit(text: string): { orderId: OrderId; editedAt: Date } {
  const { order_edit: edit } = readShape(editShape, parseJson(text));
  return {
    orderId: `gid://shopify/Order/${edit.order_id}` as OrderId,
    editedAt: edit.committed_at ?? edit.created_at,
  };
}

/** Reads a `customers/merge` body: who is left, and who is gone; null when Shopify could not merge them. */
export function parseMerge(text: string): { keptId: CustomerId; deletedId: CustomerId } | null {
  const raw = readShape(mergeShape, parseJson(text));
  if (raw.status === "failed") return null;
  return {
    keptId: raw.admin_graphql_api_id_customer_kept as CustomerId,
    deletedId: raw.admin_graphql_api_id_customer_deleted as CustomerId,
  };
}
