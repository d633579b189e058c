import { z } from "zod";
import type { OrderId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { bodyOf, type LineNode, type OrderNode, type RefundLineNode } from "#app/shopify/order-node.ts";
import {
  CHANGED_ORDERS,
  FULL_ORDERS,
  fullOrder,
  linePage,
  listedPage,
  MORE_LINES,
  MORE_REFUND_LINES,
  refundLinePage,
} from "#app/shopify/order-shapes.ts";
import { PayloadError, readOrder } from "#app/shopify/payload.ts";

/** An order as Shopify lists it. */
export type Listed = { readonly id: OrderId; readonly name: string; readonly updatedAt: Date };

/** An order Shopify showed and nobody can read, and why. */
export type Unreadable = { readonly id: OrderId; readonly problem: string };

/** Orders asked for at a time, and their lines: a call may cost 1,000 points at most, and asks for about 950. */
const AT_A_TIME = 4;
const LINES = 7;

/**
 * Fetches whole orders from Shopify, read as a webhook's body is. Those Shopify does not show are left out: deleted ones,
 * and without read_all_orders those older than 60 days.
 * @throws Throttled when the shop's budget is used up
 */
export async function fetchOrders(
  graphql: AdminGraphql,
  domain: string,
  ids: readonly OrderId[],
  hash: PersonHash,
): Promise<(Order | Unreadable)[]> {
  const orders: (Order | Unreadable)[] = [];
  const shape = z.object({ nodes: z.array(fullOrder.nullable()) });
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const some = ids.slice(from, from + AT_A_TIME);
    const { nodes } = await run(graphql, domain, FULL_ORDERS, { ids: some, lines: LINES }, shape);
    for (const node of nodes) {
      if (node === null) continue;
      const lines = await allLines(graphql, domain, node.id, node.lineItems);
      const refunds = [];
      for (const refund of node.refunds) {
        const lines = await allRefundLines(graphql, domain, refund.id, refund.refundLineItems);
        refunds.push({ ...refund, lines });
      }
      orders.push(readable({ ...node, lines, refunds }, hash));
    }
  }
  return orders;
}

function readable(node: OrderNode, hash: PersonHash): Order | Unreadable {
  try {
    return readOrder(bodyOf(node), hash);
  } catch (error) {
    if (error instanceof PayloadError) return { id: node.id as OrderId, problem: error.message };
    throw error;
  }
}

/** One page of the orders that changed between two instants (both included), the oldest change first. `from` null: since ever. */
export async function listChangedOrders(
  graphql: AdminGraphql,
  domain: string,
  { from, to }: { from: Date | null; to: Date },
  after: string | null,
): Promise<{ orders: Listed[]; next: string | null }> {
  const { orders } = await run(
    graphql,
    domain,
    CHANGED_ORDERS,
    { query: changedBetween(from, to), after },
    z.object({ orders: listedPage }),
  );
  const { hasNextPage, endCursor } = orders.pageInfo;
  return { orders: orders.nodes as unknown as Listed[], next: hasNextPage ? endCursor : null };
}

/** Shopify's search words for orders that changed between two instants. Its instants are whole seconds. */
export function changedBetween(from: Date | null, to: Date | null): string {
  const seconds = (instant: Date) => instant.toISOString().replace(/\.\d+Z$/, "Z");
  const bounds = [
    ...(from ? [`updated_at:>='${seconds(from)}'`] : []),
    ...(to ? [`updated_at:<='${seconds(to)}'`] : []),
  ];
  return bounds.join(" AND ");
}

async function allLines(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  first: z.infer<typeof linePage>,
): Promise<LineNode[]> {
  const lines = [...first.nodes];
  const shape = z.object({ order: z.object({ lineItems: linePage }) });
  for (let { pageInfo } = first; pageInfo.hasNextPage; ) {
    const { order } = await run(graphql, domain, MORE_LINES, { id, after: pageInfo.endCursor }, shape);
    lines.push(...order.lineItems.nodes);
    pageInfo = order.lineItems.pageInfo;
  }
  return lines;
}

async function allRefundLines(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  first: z.infer<typeof refundLinePage>,
): Promise<RefundLineNode[]> {
  const lines = [...first.nodes];
  const shape = z.object({ node: z.object({ refundLineItems: refundLinePage }) });
  for (let { pageInfo } = first; pageInfo.hasNextPage; ) {
    const { node } = await run(graphql, domain, MORE_REFUND_LINES, { id, after: pageInfo.endCursor }, shape);
    lines.push(...node.refundLineItems.nodes);
    pageInfo = node.refundLineItems.pageInfo;
  }
  return lines;
}
