import fc from "fast-check";
import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { recordOrder, recordRefund } from "#app/flows/record-order.server.ts";
import type { Order, Refund } from "#app/orders/order.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb } from "#test/support/database.ts";
import {
  at,
  customerId,
  makeAdjustment,
  makeBuyer,
  makeLine,
  makeOrder,
  makeRefund,
  orderId,
  refundId,
} from "#test/support/make.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(4);
let number = 0;

const openShop = () => shopOfAdaAndGrace(database, `shop-${++number}.myshopify.com`);

/** A life of an order: placed, paid, refunded in parts, edited, perhaps cancelled; by Ada's, Grace's or no code. */
const lifeOf = (id: number) =>
  fc
    .record({
      code: fc.constantFrom(["ADA10"], ["grace5"], ["SHOP-1"], []),
      quantity: fc.integer({ min: 1, max: 4 }),
      price: fc.integer({ min: 0, max: 9999 }),
      buyer: fc.constantFrom(
        { customerId: customerId(1), emailHash: "a" },
        { customerId: null, emailHash: "a" },
        { customerId: null, emailHash: "b" },
        { customerId: customerId(2), emailHash: "b" },
      ),
      later: fc.constantFrom(
        null,
        { customerId: customerId(3), emailHash: "c" },
        { customerId: null, emailHash: "c" },
      ),
      isCancelled: fc.boolean(),
      isPaid: fc.boolean(),
      back: fc.integer({ min: 0, max: 4 }),
      amount: fc.integer({ min: 0, max: 3000 }),
    })
    .map(({ code, quantity, price, buyer, later, isCancelled, isPaid, back, amount }) => {
      const placed = makeOrder({
        id: orderId(id),
        codes: code,
        lines: [makeLine({ quantity, price })],
        financialStatus: "pending",
        buyer: makeBuyer({ ...buyer, mailboxHashes: [] }),
      });
      const refund = makeRefund({
        id: refundId(id * 10),
        lines: [{ lineId: makeLine().id, quantity: Math.min(back, quantity) }],
        adjustments: [makeAdjustment({ amount: -amount })],
      });
      const paid = {
        ...placed,
        financialStatus: isPaid ? ("paid" as const) : ("pending" as const),
        updatedAt: at("2026-03-02"),
      };
      const last = {
        ...paid,
        refunds: [refund],
        updatedAt: at("2026-03-04"),
        cancelledAt: isCancelled ? at("2026-03-04") : null,
        buyer: makeBuyer({ ...(later ?? buyer), mailboxHashes: [] }),
      };
      return { id, events: [placed, paid, refund, last] as const };
    });

test("any order of arrival, any repetition: the same facts, decisions and figures", async () => {
  const lives = fc.tuple(lifeOf(1), lifeOf(2), lifeOf(3)).chain((all) => {
    const events = all.flatMap(({ id, events }) => events.map((event) => ({ id, event })));
    return fc.record({
      events: fc.constant(events),
      shuffled: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
    });
  });
  const play = async (events: readonly { id: number; event: Order | Refund }[]) => {
    const shop = await openShop();
    for (const { id, event } of events) {
      await inShop(
        database,
        shop,
        (tx): Promise<unknown> =>
          "buyer" in event
            ? recordOrder(tx, shop, event, at("2026-03-05"))
            : recordRefund(tx, shop, orderId(id), event, at("2026-03-05")),
      );
    }
    expect(await figuresOf(database, shop)).toEqual(await recomputedFigures(database, shop));
    return stateOf(database, shop);
  };
  await fc.assert(
    fc.asyncProperty(lives, async ({ events, shuffled }) => {
      expect(await play(shuffled)).toEqual(await play(events));
    }),
    { numRuns: 25 },
  );
}, 60_000);
