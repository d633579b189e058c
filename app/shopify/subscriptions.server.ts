import { z } from "zod";
import type { Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";

/** Without these scopes Shopify keeps some of our webhooks to itself, or what an order asked for consists of. */
const NEEDED = ["read_customer_merge", "read_customers", "read_orders", "read_products"];

/** What a look at a shop found: scopes that are not granted, and subscriptions nobody declared. */
export type SubscriptionCheck = {
  readonly missingScopes: readonly string[];
  readonly strays: readonly string[];
};

const SUBSCRIPTIONS = `#graphql
  query Subscriptions {
    webhookSubscriptions(first: 100) { nodes { topic uri } }
    currentAppInstallation { accessScopes { handle } }
  }`;

/**
 * Looks whether Shopify will tell us everything: our webhooks are declared in shopify.app.toml, which Shopify keeps by
 * itself and does not list; what can go wrong is a scope the merchant did not grant, or subscriptions made beside the
 * file, which tell everything twice.
 */
export async function fetchSubscriptions(graphql: AdminGraphql, domain: string): Promise<SubscriptionCheck> {
  const shape = z.object({
    webhookSubscriptions: z.object({ nodes: z.array(z.object({ topic: z.string(), uri: z.string() })) }),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  });
  const { webhookSubscriptions, currentAppInstallation } = await run(
    graphql,
    domain,
    SUBSCRIPTIONS,
    {},
    shape,
  );
  const granted = new Set(currentAppInstallation.accessScopes.map(({ handle }) => handle));
  return {
    missingScopes: NEEDED.filter(
      (scope) => !granted.has(scope) && !granted.has(scope.replace("read_", "write_")),
    ),
    strays: webhookSubscriptions.nodes.map(({ topic, uri }) => `${topic} ${uri}`).sort(),
  };
}

/** Keeps what the last look found; older ones are of no interest. */
export async function saveSubscriptionCheck(
  tx: Tx,
  shopId: ShopId,
  { missingScopes, strays }: SubscriptionCheck,
  now: Date,
): Promise<void> {
  await tx.query("DELETE FROM subscription_check WHERE shop_id = $1", [shopId]);
  await tx.query(
    "INSERT INTO subscription_check (shop_id, checked_at, missing_scopes, strays) VALUES ($1, $2, $3, $4)",
    [shopId, now, missingScopes, strays],
  );
}
