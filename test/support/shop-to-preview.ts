import { type Database, inShop } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { saveJourneys } from "#app/orders/journeys.server.ts";
import type { shopsWithClicks } from "#test/support/links.ts";
import { at, customerId, makeBuyer, makeLine, makeOrder, orderId } from "#test/support/make.ts";

const CLICKS = [
  ["vi_a", "ada", "2026-02-20T12:00:00Z"],
  ["vi_g", "grace", "2026-02-25T12:00:00Z"],
] as const;

/** The nth customer as a buyer. */
export const buyer = (n: number) =>
  makeBuyer({ customerId: customerId(n), emailHash: String(n).padStart(64, "0"), mailboxHashes: [] });

/** A shop with a code's order, an order by both clicks, one of February, and a later one of the same customer. */
export async function shopToPreview(
  database: Database,
  shopWithClicks: ReturnType<typeof shopsWithClicks>,
  now: Date,
): Promise<{ readonly id: ShopId; readonly timeZone: string }> {
  const { id } = await shopWithClicks(CLICKS);
  const record = (n: number, fields: Parameters<typeof makeOrder>[0]) =>
    inShop(database, id, (tx) => recordOrder(tx, id, makeOrder({ id: orderId(n), ...fields }), now));
  const both = { visits: ["vi_a", "vi_g"] };
  await record(1, { buyer: buyer(1), codes: ["ADA10"], visits: ["vi_g"] });
  await record(2, { ...both, buyer: buyer(2), lines: [makeLine({ price: 10_001 })] });
  await record(3, { ...both, buyer: buyer(3), processedAt: at("2026-02-27") });
  await record(4, { buyer: buyer(3), processedAt: at("2026-03-20") });
  await record(5, { ...both, buyer: buyer(5), isTest: true });
  // Shopify says that each of them is its customer's first.
  const first = { visits: [], came: null, position: 1, orders: null };
  await inShop(database, id, async (tx) => {
    await saveJourneys(tx, id, new Map([1, 2, 3].map((n) => [orderId(n), first])), now);
    for (const n of [1, 2, 3]) await decideAnew(tx, id, orderId(n));
  });
  return { id, timeZone: "UTC" };
}
