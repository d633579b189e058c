import { inShop, type Tx } from "#app/db.server.ts";
import type { Comparing } from "#app/flows/compare-orders.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { lockBuyer } from "#app/orders/customers.server.ts";
import { isForgottenOrder } from "#app/orders/forgotten.server.ts";
import type { Journey } from "#app/orders/journey.ts";
import { listTold, saveJourneys } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { lockOrder } from "#app/orders/orders.server.ts";
import { listBehind } from "#app/orders/reconciles.server.ts";
import { fetchOrders } from "#app/shopify/orders-api.server.ts";
import type { PastOrder } from "#app/shopify/past-order.ts";

/** Orders with refunds fetched before they are recorded: who has to wait for the shop's budget loses no more. */
const AT_A_TIME = 4;

type Readable = Extract<PastOrder, { journey: unknown }>;

/**
 * Records past orders as they stand in Shopify's list, each with the way its buyer came, as it was known at `listedAt`, in a
 * transaction of its own; those that are here already, as new and with their way, are passed over. Orders with refunds are
 * fetched. Doing it twice changes nothing.
 * @returns how many nobody can read
 */
export async function keepPastOrders(
  { database, shop, graphql, hash, clock }: Comparing,
  past: readonly PastOrder[],
  listedAt: Date,
): Promise<number> {
  const readable = past.filter((one): one is Readable => "journey" in one);
  const behind = await listBehind(database, shop.id, readable);
  const ids = readable.map(({ id }) => id);
  const told = await inShop(database, shop.id, (tx) => listTold(tx, shop.id, ids));
  const isNews = ({ id, journey }: Readable) => journey !== "not-ready" && !told.has(id);
  const left = readable.filter((one) => isNews(one) || behind.includes(one));
  const record = (order: Order, journey: Readable["journey"]) =>
    inShop(database, shop.id, (tx) => keepPastOrder(tx, shop.id, { order, journey, listedAt }, clock()));

  for (const { order, journey } of left) if (order) await record(order, journey);
  const refunded = new Map(left.filter(({ order }) => order === null).map((one) => [one.id, one.journey]));
  let unreadable = past.length - readable.length;
  for (const some of byFours([...refunded.keys()])) {
    for (const order of await fetchOrders(graphql, shop.domain, some, hash)) {
      if ("problem" in order) unreadable++;
      else await record(order, refunded.get(order.id) ?? "not-ready");
    }
  }
  return unreadable;
}

type Kept = { readonly order: Order; readonly journey: Readable["journey"]; readonly listedAt: Date };

async function keepPastOrder(tx: Tx, shopId: ShopId, { order, journey, listedAt }: Kept, now: Date) {
  await lockBuyer(tx, shopId, order.buyer);
  await lockOrder(tx, shopId, order.id);
  const isTold = journey !== "not-ready" && !(await isForgottenOrder(tx, shopId, order.id));
  if (isTold) await saveJourneys(tx, shopId, new Map<OrderId, Journey>([[order.id, journey]]), listedAt);
  const was = await recordOrder(tx, shopId, order, now, "fetched");
  // What was here already is decided anew by what is known of the way by now.
  if (isTold && was === "known") await decideAnew(tx, shopId, order.id);
}

function byFours<Thing>(things: readonly Thing[]): Thing[][] {
  return Array.from({ length: Math.ceil(things.length / AT_A_TIME) }, (_, index) =>
    things.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME),
  );
}
