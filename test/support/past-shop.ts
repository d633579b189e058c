import { setTimeout as pause } from "node:timers/promises";
import { inShop } from "#app/db.server.ts";
import { askBackfill } from "#app/flows/backfill.server.ts";
import { recordOrder, recordRefund } from "#app/flows/record-order.server.ts";
import { type FailedTry, runNextJob } from "#app/flows/run-job.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";
import { wantJourney } from "#app/orders/journeys.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { parseOrder, parseRefund } from "#app/shopify/payload.ts";
import { seal } from "#app/shopify/secret.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import type { PlacedOrder } from "#test/sandbox/contract.ts";
import { demoStory } from "#test/sandbox/play/demo/demo.ts";
import type { Event } from "#test/sandbox/play/story.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { rowsOf, type TestDatabase, testKeys } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { openAdmin } from "#test/support/shopify.ts";

/** The clock of a test: it goes on where jobs ask to wait. */
export type Clock = { now: Date };

let number = 0;

/** A shop with Ada and Grace, their links, and a Shopify of its own in which orders were placed before. */
export async function openPastShop(
  database: TestDatabase,
  clock: Clock,
  fault: Parameters<typeof openAdmin>[0] = {},
) {
  const domain = `past-${++number}.myshopify.com`;
  const id: ShopId = await shopOfAdaAndGrace(database, domain);
  // So that guests of two shops compare.
  const key = seal(testKeys, domain, Buffer.alloc(32, 9));
  await database.owner.query("UPDATE shop SET hash_key = $2 WHERE id = $1", [id, key]);
  await seedLink(database, id, { slug: "ada" });
  const admin = await openAdmin(fault);
  const hash = await findPersonHash(database, testKeys, id);

  /** Hears of an action as its webhooks would tell it. */
  const hear = async ({ topics }: Action) => {
    for (const { topic, payload } of topics) {
      const text = JSON.stringify(payload);
      await inShop(database, id, async (tx) => {
        if (topic.startsWith("orders/")) await recordOrder(tx, id, parseOrder(text, hash), clock.now);
        if (topic !== "refunds/create") return;
        const { orderId, refund } = parseRefund(text);
        await recordRefund(tx, id, orderId, refund, clock.now);
      });
    }
  };
  const play = (event: Event): Action => {
    if ("order" in event) return admin.books.place(event.order).action;
    return "refund" in event
      ? admin.books.refund(event.refund).action
      : admin.books.cancel(event.cancellation).action;
  };
  const place = (at: string, placed: Partial<PlacedOrder> = {}) =>
    admin.books.place({
      at: new Date(at),
      customerId: "1",
      email: null,
      lines: [{ title: "Stone", price: "10.00", quantity: 2 }],
      ...placed,
    });
  const ask = () => inShop(database, id, (tx) => askBackfill(tx, id, clock.now));
  const row = async () => (await rowsOf(database, "backfill", id))[0];
  /** Takes one step of what is due, moving the clock where nothing is; false when nothing waits. */
  const step = async (): Promise<boolean | FailedTry> => {
    const result = await runNextJob(
      database,
      () => clock.now,
      async () => admin.graphql,
    );
    if (result) return result;
    const { rows } = await database.owner.query(
      "SELECT min(run_at) AS next FROM outbox WHERE state = 'waiting'",
    );
    if (rows[0].next === null) return false;
    clock.now = new Date(Math.max(Number(clock.now), Number(rows[0].next)));
    // Shopify takes its own, real time to list.
    await pause(20);
    return true;
  };
  /** Works until nothing waits, also where Shopify asks to wait. Throws what fails. */
  const work = async () => {
    for (let tries = 0; tries < 1000; tries++) {
      const result = await step();
      if (result === false) return;
      if (result !== true && !result.reason.startsWith("Error: Shopify asks to wait"))
        throw new Error(`${result.kind} failed: ${result.reason}`);
    }
    throw new Error("The work does not end.");
  };
  /** Asks Shopify for the way to every order, as it is asked where only the way says how a buyer came. */
  const askWays = () =>
    inShop(database, id, async (tx) => {
      for (const one of admin.books.orders.keys())
        await wantJourney(tx, id, `gid://shopify/Order/${one}` as OrderId, clock.now);
      await enqueue(tx, id, { kind: "read-journeys", key: "all", payload: {} }, clock.now);
    });
  return { askWays, id, domain, ...admin, hear, play, place, ask, row, step, work };
}
export type PastShop = Awaited<ReturnType<typeof openPastShop>>;

/** What happened in a demo shop of so many orders: codes, refunds, cancellations, guests, customers who come back. */
export const happened = (orders: number): readonly Event[] =>
  demoStory({ seed: 4, orders, months: 6 }).story.events;
