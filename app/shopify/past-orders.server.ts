import { z } from "zod";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { readLines, startBulk } from "#app/shopify/bulk.server.ts";
import { wholeObjects } from "#app/shopify/bulk-file.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { ALL_ORDERS } from "#app/shopify/order-shapes.ts";
import { type PastOrder, readPastOrder } from "#app/shopify/past-order.ts";

const GRANTED = `#graphql
  query Granted {
    currentAppInstallation { accessScopes { handle } }
  }`;

/** With this scope Shopify shows every order. */
export const EVERY_ORDER = "read_all_orders";
/** So far back Shopify shows orders without it. */
export const SHOWN_MS = 60 * 86_400_000;

/** Since when Shopify shows orders, as of `now`; null: since ever. */
export async function findHorizon(graphql: AdminGraphql, domain: string, now: Date): Promise<Date | null> {
  const shape = z.object({
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  });
  const { currentAppInstallation } = await run(graphql, domain, GRANTED, {}, shape);
  const isAll = currentAppInstallation.accessScopes.some(({ handle }) => handle === EVERY_ORDER);
  return isAll ? null : new Date(now.getTime() - SHOWN_MS);
}

/**
 * Has Shopify list every order it shows, whole, the oldest first, so that a customer's history builds up in sequence. Grouped:
 * only then does Shopify say that an order's lines stand under it, and an order at a time fits any memory.
 * @returns the list's id, or "busy" when Shopify has too much bulk work already
 */
export function listPastOrders(graphql: AdminGraphql, domain: string): Promise<{ id: string } | "busy"> {
  return startBulk(graphql, domain, ALL_ORDERS, true);
}

/** Reads the finished list, order by order, from a byte on. @throws ListGone, an Error when it is not what was asked for */
export async function* readPastOrders(
  url: string,
  from: number,
  hash: PersonHash,
): AsyncGenerator<PastOrder> {
  for await (const whole of wholeObjects(readLines(url, from))) yield readPastOrder(whole, hash);
}
