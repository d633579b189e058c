import fc from "fast-check";
import { expect, test } from "vitest";
import { inSystem, withinShop } from "#app/db.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { contentHash } from "#app/kernel/hash.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(4);
const DOMAIN = "demo.myshopify.com";
const shopId = await shopOfAdaAndGrace(database, DOMAIN);
const { rows } = await database.owner.query("SELECT hash_key FROM shop WHERE id = $1", [shopId]);
const shop = { id: shopId, hashKey: rows[0].hash_key };

type Event = readonly [topic: string, body: string];

/** The order in its course: three stones and a pebble by Ada's code, for a guest at first. */
const order = (second: number, fields: Record<string, unknown> = {}): string =>
  body({
    updated_at: `2026-03-01T12:00:${String(second).padStart(2, "0")}Z`,
    email: "Guest@Example.com",
    discount_codes: [{ code: "ada10" }],
    line_items: [
      { id: 11, title: "Stone", quantity: 3, price: "10.00" },
      { id: 12, title: "Pebble", quantity: 1, price: "3.33" },
    ],
    ...fields,
  });
const refund = {
  id: 71,
  order_id: 1,
  created_at: "2026-03-01T12:00:40Z",
  refund_line_items: [{ line_item_id: 11, quantity: 1 }],
  order_adjustments: [{ amount_set: { shop_money: { amount: "-1.00", currency_code: "USD" } } }],
};
const edited = [
  { id: 11, title: "Stone", quantity: 3, current_quantity: 2, price: "10.00" },
  { id: 12, title: "Pebble", quantity: 1, current_quantity: 1, price: "3.33" },
  { id: 13, title: "Shell", quantity: 2, current_quantity: 2, price: "5.00" },
];
const merge = (deleted: number, kept: number): Event => [
  "customers/merge",
  JSON.stringify({
    admin_graphql_api_id_customer_kept: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_id_customer_deleted: `gid://shopify/Customer/${deleted}`,
    status: "completed",
  }),
];
const customer = (id: number, email: string, second: number): string =>
  JSON.stringify({ id, email, updated_at: `2026-03-01T12:00:${second}Z` });

/** From checkout over payment, shipping, an edit and a refund. */
const COURSE: readonly Event[] = [
  ["orders/create", order(1, { financial_status: "pending" })],
  ["orders/paid", order(10)],
  [
    "orders/fulfilled",
    order(20, {
      fulfillment_status: "fulfilled",
      fulfillments: [{ created_at: "2026-03-01T12:00:20Z", status: "success" }],
    }),
  ],
  ["orders/edited", JSON.stringify({ order_edit: { order_id: 1, created_at: "2026-03-01T12:00:30Z" } })],
  ["refunds/create", JSON.stringify(refund)],
  [
    "orders/updated",
    order(40, { line_items: edited, refunds: [refund], financial_status: "partially_refunded" }),
  ],
];

/** The guest turns out to be a customer, who is merged into another, who is merged into the creator; and it is cancelled. */
const PEOPLE: readonly Event[] = [
  ["orders/create", order(1)],
  ["customers/create", customer(5, "guest@example.com", 11)],
  merge(5, 6),
  merge(6, 900),
  ["orders/updated", order(20, { customer: { id: 6, email: "other@example.com" }, email: null })],
  ["orders/cancelled", order(30, { cancelled_at: "2026-03-01T12:00:30Z", customer: { id: 5 } })],
];

/** Applies events in one transaction, reads what they lead to, and takes it all back. */
async function played(events: readonly Event[]): Promise<string> {
  const undone = new Error("undone");
  let state: unknown;
  const apply = inSystem(database, async (tx) => {
    for (const [index, [topic, text]] of events.entries()) {
      const waiting = { id: String(index), shopDomain: DOMAIN, topic, attempts: 0, shop };
      const delivery = { ...waiting, triggeredAt: at("2026-03-01"), body: Buffer.from(text) };
      const outcome = await applyDelivery(tx, delivery, testKeys, at("2026-03-02"));
      if (outcome.state !== "applied") throw new Error(`${topic} is ${outcome.state}`);
    }
    await withinShop(tx, shopId, async () => {
      expect(await figuresOf({ owner: tx }, shopId)).toEqual(await recomputedFigures({ owner: tx }, shopId));
      state = await stateOf({ owner: tx }, shopId);
    });
    throw undone;
  });
  await expect(apply).rejects.toBe(undone);
  return JSON.stringify(state);
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((others) => [item, ...others]),
  );
}

test.each([
  ["an order from checkout to refund", COURSE],
  ["an order whose buyer becomes another and another", PEOPLE],
])(
  "%s: all 720 orders of arrival lead to one state",
  async (_name, events) => {
    const expected = await played(events);
    const hashes = new Set<string>();
    for (const arrival of permutations(events)) hashes.add(contentHash(await played(arrival)));
    expect([...hashes]).toEqual([contentHash(expected)]);
  },
  300_000,
);

test("and so do samples of both together, with repetitions", async () => {
  const events = [...COURSE, ...PEOPLE.filter(([topic]) => topic.startsWith("customers/"))];
  const expected = await played(events);
  const arrivals = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
  await fc.assert(
    fc.asyncProperty(arrivals, async (arrival) => {
      expect(await played(arrival)).toBe(expected);
    }),
    { numRuns: 60 },
  );
}, 180_000);

test("the end of it: paid once, shipped, edited, one stone back, credited to Ada", async () => {
  const state = JSON.parse(await played(COURSE));
  expect(state.orders).toMatchObject([{ id: "gid://shopify/Order/1", net: "3233", net_before: "4333" }]);
  expect(state.attributions).toMatchObject([{ because: "code", is_counted: true }]);
  expect(JSON.parse(await played(PEOPLE))).toMatchObject({
    orders: [{ customer_id: "gid://shopify/Customer/900" }],
    attributions: [{ because: "cancelled" }],
    customers: [{ id: "gid://shopify/Customer/900" }],
  });
});
