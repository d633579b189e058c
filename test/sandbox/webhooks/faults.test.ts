import fc from "fast-check";
import { expect, test } from "vitest";
import { createFaults, type DeliveryFaults, type Leaving } from "#test/sandbox/webhooks/faults.ts";
import type { Webhook } from "#test/sandbox/webhooks/webhook.ts";

const HOUR = 3_600_000;

/** The webhooks of one happening to an order, or to no order. */
function makeWebhooks(at: number, orderId: string | null, topics: readonly string[]): Webhook[] {
  return topics.map((topic) => {
    const headers = { "X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": `${topic} ${orderId} ${at}` };
    return { path: "/webhooks", body: "{}", headers, at, orderId };
  });
}
const idOf = (webhook: Webhook) => webhook.headers["X-Shopify-Webhook-Id"] ?? "";
const CREATE = ["orders/create"];
const REFUND = ["refunds/create", "orders/updated"];

/** Sends one happening a minute, `orders[i]` being whose it is, and lets out at the end what is still held. */
function play(plan: Partial<DeliveryFaults>, orders: readonly (string | null)[], seed = 1) {
  const left: Leaving[] = [];
  const faults = createFaults({ clock: "played", ...plan }, seed, (leaving) => void left.push(...leaving));
  const told: Webhook[] = [];
  for (const [minute, orderId] of orders.entries()) {
    const topics =
      orderId === null ? ["customers/update"] : orders.indexOf(orderId) < minute ? REFUND : CREATE;
    const webhooks = makeWebhooks(minute * 60_000, orderId, topics);
    told.push(...webhooks);
    faults.take(webhooks);
  }
  faults.releaseAll();
  return { left, told, faults };
}

const anyOrders = fc.array(fc.option(fc.constantFrom("1", "2", "3", "4"), { nil: null }), { maxLength: 40 });
const anyShare = fc.constantFrom(0, 0.3, 1);
const anyPlan = fc.record({ duplicate: anyShare, drop: anyShare, delay: fc.constantFrom(0, 90_000, HOUR) });

test("in calm weather every webhook leaves at once, once, in its turn", () => {
  const { left, told, faults } = play({}, ["1", "2", "1", null]);
  expect(left.map(({ webhook }) => webhook)).toEqual(told);
  expect(faults.counts()).toEqual({ duplicated: 0, reordered: 0, dropped: 0, delayed: 0, held: 0 });
});

test("whatever the weather, a webhook leaves once and once more at most, or is named as dropped", () => {
  fc.assert(
    fc.property(anyOrders, anyPlan, fc.nat(), (orders, plan, seed) => {
      const { left, told, faults } = play(plan, orders, seed);
      const firsts = left.filter(({ isCopy }) => !isCopy).map(({ webhook }) => idOf(webhook));
      const copies = left.filter(({ isCopy }) => isCopy).map(({ webhook }) => idOf(webhook));
      const dropped = faults.dropped().map(({ webhookId }) => webhookId);
      expect([...firsts, ...dropped].toSorted()).toEqual(told.map(idOf).toSorted());
      expect(new Set(copies).size).toBe(copies.length);
      expect(copies.every((id) => firsts.includes(id))).toBe(true);
      expect(faults.counts()).toMatchObject({
        duplicated: copies.length,
        dropped: dropped.length,
        held: 0,
      });
    }),
  );
});

test("after a dropped webhook nothing more is told of its order, and what is no order's is never dropped", () => {
  fc.assert(
    fc.property(anyOrders, anyPlan, fc.nat(), (orders, plan, seed) => {
      const { left, faults } = play(plan, orders, seed);
      for (const { orderId, webhookId } of faults.dropped()) {
        const at = Number(webhookId.split(" ").at(-1));
        const after = left.filter(({ webhook }) => webhook.orderId === orderId && webhook.at >= at);
        expect(after).toEqual([]);
      }
      const isOther = ({ webhook, isCopy }: Leaving) => webhook.orderId === null && !isCopy;
      expect(left.filter(isOther)).toHaveLength(orders.filter((orderId) => orderId === null).length);
    }),
  );
});

test("the same seed has the same weather, and another seed another", () => {
  const orders = Array.from({ length: 60 }, (_, index) => String(index));
  const rough = { duplicate: 0.2, drop: 0.05, delay: HOUR };
  const ids = (seed: number) => play(rough, orders, seed).left.map(({ webhook }) => idOf(webhook));
  expect(ids(7)).toEqual(ids(7));
  expect(ids(7)).not.toEqual(ids(8));
});

test("on the played clock a webhook leaves with the first happening after its delay, those due first leading", () => {
  const left: string[] = [];
  const faults = createFaults({ delay: HOUR, clock: "played" }, 3, (leaving) => {
    left.push(...leaving.map(({ webhook }) => webhook.orderId ?? ""));
  });
  for (let order = 1; order <= 40; order++) faults.take(makeWebhooks(order, String(order), CREATE));
  expect(left).toEqual([]);
  expect(faults.counts()).toMatchObject({ delayed: 40, held: 40 });
  faults.take(makeWebhooks(HOUR + 41, "41", CREATE));
  const sorted = Array.from({ length: 40 }, (_, index) => String(index + 1));
  expect(left.toSorted()).toEqual(sorted.toSorted());
  expect(left).not.toEqual(sorted);
  const overtaken = left.filter((order, place) =>
    left.slice(0, place).some((before) => Number(before) > Number(order)),
  );
  expect(faults.counts()).toMatchObject({ reordered: overtaken.length, held: 1 });
});

test("when no more shall be dropped, orders are told of again", () => {
  const left: Leaving[] = [];
  const faults = createFaults({ drop: 1 }, 1, (leaving) => void left.push(...leaving));
  faults.take(makeWebhooks(1, "1", CREATE));
  faults.set({ drop: 0 });
  faults.take(makeWebhooks(2, "1", REFUND));
  expect(faults.plan().drop).toBe(0);
  expect(faults.dropped().map(({ topic }) => topic)).toEqual(CREATE);
  expect(left.map(({ webhook }) => webhook.headers["X-Shopify-Topic"])).toEqual(REFUND);
});
