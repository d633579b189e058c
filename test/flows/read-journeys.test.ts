import { expect, test } from "vitest";
import { inShop, inSystem } from "#app/db.server.ts";
import { decideSince } from "#app/flows/decide-since.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { readJourneys } from "#app/flows/read-journey.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { changeChannels } from "#app/flows/save-policy.server.ts";
import type { DecisionRunId, ShopId } from "#app/kernel/id.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { ADA, at, customerId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { channelsOf } from "#test/support/state.ts";

const database = await freshDb(6);
const NOW = at("2026-03-02T12:00:00Z");
let number = 0;

async function openShop() {
  const domain = `journeys-${++number}.myshopify.com`;
  return { id: await shopOfAdaAndGrace(database, domain), domain };
}
const buyer = (n: number) =>
  makeBuyer({ customerId: customerId(n), emailHash: String(n).padStart(64, "0"), mailboxHashes: [] });
const record = (shop: ShopId, n: number, fields: Parameters<typeof makeOrder>[0] = {}) =>
  inShop(database, shop, (tx) =>
    recordOrder(tx, shop, makeOrder({ id: orderId(n), buyer: buyer(n), ...fields }), NOW),
  );

type Told = {
  ready?: boolean;
  index?: number | null;
  orders?: number | null;
  landing?: string;
  referrer?: string;
};
/** A Shopify that knows these orders, and counts how often it is asked. */
function shopify(told: Readonly<Record<number, Told>>) {
  const asked: number[] = [];
  const graphql: AdminGraphql = async (_query, options) => {
    const ids = (options?.variables?.ids ?? []) as string[];
    asked.push(ids.length);
    const nodes = ids.map((id) => {
      const one = told[Number(id.split("/").at(-1))];
      if (!one) return null;
      const { ready = true, index = null, orders = null, landing = null, referrer = null } = one;
      const visit = {
        occurredAt: NOW.toISOString(),
        // As Shopify reads it.
        referralCode: landing && new URL(landing).searchParams.get("ref"),
        landingPage: landing,
        referrerUrl: referrer,
      };
      return {
        id,
        customer: orders === null ? null : { numberOfOrders: String(orders) },
        customerJourneySummary:
          index === null && landing === null && ready
            ? null
            : {
                ready,
                customerOrderIndex: index,
                firstVisit: null,
                lastVisit: landing === null ? null : visit,
              },
      };
    });
    return { json: async () => ({ data: { nodes } }) };
  };
  return { graphql, asked };
}
const newness = async (shop: ShopId) =>
  Object.fromEntries(
    (await rowsOf(database, "attribution", shop)).map((row) => [
      String(row.order_id).split("/").at(-1),
      [row.newness, row.channel],
    ]),
  );
const jobs = async (shop: ShopId) =>
  (await rowsOf(database, "outbox")).filter((row) => row.shop_id === shop && row.kind === "read-journeys");

test("orders of unknown history are asked for together, some seconds later, fifty at a time, and once", async () => {
  const shop = await openShop();
  for (let n = 1; n <= 60; n++) await record(shop.id, n, { landingSite: null });
  await record(shop.id, 1, { landingSite: null, updatedAt: at("2026-03-03") });
  await record(shop.id, 61, {
    landingSite: null,
    buyer: makeBuyer({ customerId: null, emailHash: null, mailboxHashes: [] }),
  });
  await record(shop.id, 62, { landingSite: null, isTest: true });
  expect(await jobs(shop.id)).toMatchObject([{ state: "waiting", run_at: at("2026-03-02T12:00:10Z") }]);
  const told = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [n + 1, { index: 1 }]));
  const { graphql, asked } = shopify(told);
  expect(await readJourneys(database, shop, graphql, () => NOW)).toEqual({ state: "done" });
  expect(asked).toEqual([50, 10]);
  expect(await channelsOf(database, shop.id)).toMatchObject([
    { channel: "unknown", newness: "new", customers: 60 },
  ]);
  expect(await readJourneys(database, shop, graphql, () => NOW)).toEqual({ state: "done" });
  expect(asked).toEqual([50, 10]);
});

test("what Shopify says decides: position, count, how they came; what it withholds stays unknown", async () => {
  const shop = await openShop();
  for (let n = 1; n <= 5; n++) await record(shop.id, n, { landingSite: "/" });
  const { graphql, asked } = shopify({
    1: { index: 1, landing: "https://demo.example/?gclid=x" },
    2: { index: 2 },
    3: { orders: 1 },
    4: {},
  });
  await readJourneys(database, shop, graphql, () => NOW);
  expect(await newness(shop.id)).toEqual({
    1: ["new", "paid"],
    2: ["returning", "direct"],
    3: ["new", "direct"],
    4: ["unknown", "direct"],
    5: ["unknown", "direct"],
  });
  await record(shop.id, 5, { landingSite: "/", updatedAt: at("2026-03-03") });
  await readJourneys(database, shop, graphql, () => NOW);
  expect(asked).toEqual([5]);
});

test("a journey that is not ready is asked for again, for two days; who was forgotten meanwhile is not asked for", async () => {
  const shop = await openShop();
  for (let n = 1; n <= 2; n++) await record(shop.id, n);
  const { graphql } = shopify({ 1: { ready: false }, 2: { index: 1 } });
  expect(await readJourneys(database, shop, graphql, () => NOW)).toMatchObject({
    state: "again",
    afterMs: 300_000,
  });
  expect(await newness(shop.id)).toMatchObject({ 1: ["unknown", "direct"], 2: ["new", "direct"] });
  const late = at("2026-03-04T12:00:00Z");
  expect(await readJourneys(database, shop, graphql, () => late)).toEqual({ state: "done" });
  await record(shop.id, 3);
  const redact = { customerId: customerId(3), emailHash: null, email: null, phone: null, orderIds: [] };
  await inSystem(database, (tx) => forgetCustomer(tx, shop, redact, "1", NOW));
  const { graphql: again, asked } = shopify({ 3: { index: 1 } });
  await readJourneys(database, shop, again, () => NOW);
  expect(asked).toEqual([]);
});

test("changed rules of channels decide every order anew; unreadable ones change nothing", async () => {
  const shop = await openShop();
  await record(shop.id, 1, { landingSite: "/", referringSite: "https://blog.example.com/" });
  expect(await newness(shop.id)).toEqual({ 1: ["unknown", "other"] });
  expect(await changeChannels(database, shop.id, "[{", NOW)).toEqual({ because: { rules: "unreadable" } });
  expect(
    await changeChannels(database, shop.id, '[{"look":"medium","values":" , ","channel":"paid"}]', NOW),
  ).toEqual({
    ...{ because: { rules: "no-values" }, rule: 1 },
  });
  expect(await rowsOf(database, "decision_run", shop.id)).toEqual([]);
  const rules = [{ look: "referrer", values: "WWW.Blog.example.com, other.example", channel: "social" }];
  expect(await changeChannels(database, shop.id, JSON.stringify(rules), NOW)).toEqual({ isSaved: true });
  const decide = async () => {
    for (const { id } of await rowsOf(database, "decision_run", shop.id))
      await decideSince(database, shop.id, id as DecisionRunId, () => NOW);
  };
  await decide();
  expect(await newness(shop.id)).toEqual({ 1: ["unknown", "social"] });
  expect(await channelsOf(database, shop.id)).toMatchObject([{ channel: "social", customers: 1 }]);
  await changeChannels(database, shop.id, "", NOW);
  await decide();
  expect(await newness(shop.id)).toEqual({ 1: ["unknown", "other"] });
  expect(await rowsOf(database, "decision_run", shop.id)).toMatchObject([
    { done: 1, total: 1, finished_at: NOW },
    { done: 1, total: 1, finished_at: NOW },
  ]);
});

test("whichever of a customer's orders is told first: the click beside the code that decided is told of both", async () => {
  const touches = async (first: number, second: number) => {
    const shop = await openShop();
    await seedLink(database, shop.id, { slug: "ada", creatorId: ADA });
    const days: Record<number, string> = { 1: "2026-03-01T10:00:00Z", 2: "2026-03-02T10:00:00Z" };
    const landing = "https://demo.example/?ref=ada";
    const { graphql } = shopify({ 1: { index: 1, landing }, 2: { index: 2, landing } });
    for (const n of [first, second]) {
      const placed = at(days[n] ?? "");
      const made = { processedAt: placed, createdAt: placed, codes: ["ADA10"], landingSite: "/?ref=ada" };
      await record(shop.id, n, { ...made, buyer: buyer(9) });
      await readJourneys(database, shop, graphql, () => NOW);
    }
    const rows = await rowsOf(database, "attribution", shop.id);
    return rows
      .toSorted((a, b) => (String(a.order_id) < String(b.order_id) ? -1 : 1))
      .map((row) =>
        (row.touches as { kind: string; verdict: string }[]).map(({ kind, verdict }) => [kind, verdict]),
      );
  };
  const inOrder = await touches(1, 2);
  expect(inOrder.map((each) => each.map(([kind]) => kind))).toEqual([
    ["code", "link"],
    ["code", "link"],
  ]);
  expect(await touches(2, 1)).toEqual(inOrder);
});
