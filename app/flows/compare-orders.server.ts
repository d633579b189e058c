import { type Database, inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { listBehind, saveFind, saveProgress } from "#app/orders/reconciles.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { fetchOrders, type Listed } from "#app/shopify/orders-api.server.ts";

/** What comparing needs: whose orders, how to ask Shopify, how to hash people, and what time it is. */
export type Comparing = {
  readonly database: Database;
  readonly shop: { readonly id: ShopId; readonly domain: string };
  readonly graphql: AdminGraphql;
  readonly hash: PersonHash;
  readonly clock: () => Date;
};

/** Orders fetched before what was fetched is recorded: a run that is cut off, or has to wait, loses no more. */
const AT_A_TIME = 4;

/**
 * Compares listed orders with ours and records those that Shopify has and we have not, or not as they are now. What was
 * found is kept with the order, in one transaction; an order whose webhook came meanwhile was not missed.
 */
export async function compareOrders(
  { database, shop, graphql, hash, clock }: Comparing,
  runId: string,
  listed: readonly Listed[],
): Promise<void> {
  const behind = await listBehind(database, shop.id, listed);
  const nameOf = new Map(listed.map(({ id, name }) => [id, name]));
  for (let from = 0; from < behind.length; from += AT_A_TIME) {
    const ids = behind.slice(from, from + AT_A_TIME).map(({ id }) => id);
    for (const order of await fetchOrders(graphql, shop.domain, ids, hash)) {
      const now = clock();
      await inShop(database, shop.id, async (tx) => {
        const found = { orderId: order.id, name: nameOf.get(order.id) ?? order.id };
        if ("problem" in order) {
          const { updatedAt = now } = behind.find(({ id }) => id === order.id) ?? {};
          return saveFind(tx, shop.id, runId, { ...found, what: "unreadable", updatedAt }, now);
        }
        const what = await recordOrder(tx, shop.id, order, now, "fetched");
        if (what !== "known")
          await saveFind(tx, shop.id, runId, { ...found, what, updatedAt: order.updatedAt }, now);
      });
    }
  }
  const seenTo = listed.reduce<Date | null>(
    (last, { updatedAt }) => (last && last > updatedAt ? last : updatedAt),
    null,
  );
  await saveProgress(database, shop.id, runId, { listed: listed.length, fetched: behind.length, seenTo });
}
