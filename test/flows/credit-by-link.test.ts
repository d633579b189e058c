import { expect, test } from "vitest";
import { inShop, inSystem, withinShop } from "#app/db.server.ts";
import { pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { forgetCustomer } from "#app/flows/forget-customer.server.ts";
import { readJourney } from "#app/flows/read-journey.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
import { ADA, at, customerId, GRACE, linkId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { stateOf } from "#test/support/state.ts";

const database = await freshDb(8);
const NOW = at("2026-03-02");
const shopWithClicks = shopsWithClicks(database);
const record = (shop: ShopId, order: Order) =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW));
const credit = async (shop: ShopId, id = orderId(1001)) => {
  const rows = await rowsOf(database, "attribution", shop);
  const row = rows.find((each) => each.order_id === id);
  return row && { to: row.creator_id, because: row.because, link: row.link_id };
};
const figures = async (shop: ShopId) =>
  (await rowsOf(database, "link_figures", shop))
    .map(({ link_id, orders, net }) => ({ link_id, orders, net }))
    .filter(({ orders }) => orders !== 0);
const jobs = async (shop: ShopId, kind: string) =>
  (await rowsOf(database, "outbox")).filter((job) => job.shop_id === shop && job.kind === kind);

/** Shopify's answer about an order's journey. */
const journeyOf =
  (summary: unknown): AdminGraphql =>
  async () => ({
    json: async () => ({
      data: { nodes: [{ id: orderId(1001), customer: null, customerJourneySummary: summary }] },
    }),
  });
const UNREADY = { ready: false, customerOrderIndex: null, firstVisit: null, lastVisit: null };
const seen = (occurredAt: string, referralCode: string | null) => ({
  ...{ occurredAt, referralCode, landingPage: null, referrerUrl: null },
});

async function askShopify(shop: { id: ShopId; domain: string }, summary: unknown, tries = 1, now = NOW) {
  const outcome = await readJourney(
    shop,
    journeyOf(summary),
    { orderId: orderId(1001), since: NOW, tries },
    now,
  );
  if (outcome.state === "done" && outcome.effects) {
    const { effects } = outcome;
    await inSystem(database, (tx) => withinShop(tx, shop.id, () => effects(tx)));
  }
  return outcome;
}

test("a click the order names credits the link's creator, and counts for the link", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  await record(id, makeOrder({ visits: ["vi_a"] }));
  expect(await credit(id)).toEqual({ to: ADA, because: "link", link: linkId("ada") });
  expect(await figures(id)).toEqual([{ link_id: linkId("ada"), orders: 1, net: "10000" }]);
  await record(
    id,
    makeOrder({ visits: ["vi_a"], updatedAt: at("2026-03-03"), cancelledAt: at("2026-03-03") }),
  );
  expect(await figures(id)).toEqual([]);
});

test("a code that comes with a later snapshot takes the order, and the link's figures with it", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  await record(id, makeOrder({ visits: ["vi_a"] }));
  await record(id, makeOrder({ visits: ["vi_a"], codes: ["GRACE5"], updatedAt: at("2026-03-03") }));
  expect(await credit(id)).toEqual({ to: GRACE, because: "code", link: null });
  expect(await figures(id)).toEqual([]);
});

test("another shop's visit is nobody's here", async () => {
  await shopWithClicks([["vi_theirs", "ada", "2026-02-20T12:00:00Z"]]);
  const { id } = await shopWithClicks([]);
  await record(id, makeOrder({ visits: ["vi_theirs"] }));
  expect(await credit(id)).toEqual({ to: null, because: "unverified", link: null });
});

test("pausing a creator decides the orders their links led to anew", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  await record(id, makeOrder({ visits: ["vi_a"] }));
  const before = at("2026-02-25");
  await pauseCreator(database, id, ADA, true, before);
  await reattribute(database, id, ADA);
  expect(await credit(id)).toEqual({ to: null, because: "paused", link: null });
  expect(await figures(id)).toEqual([]);
  await inShop(database, id, (tx) => tx.query("DELETE FROM creator_pause WHERE shop_id = $1", [id]));
  await reattribute(database, id, ADA);
  expect(await credit(id)).toMatchObject({ to: ADA, because: "link" });
});

test("an order being decided by a click and a pause that begins meanwhile never pass each other", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  for (let round = 1; round <= 10; round++) {
    const order = makeOrder({ id: orderId(2000 + round), visits: ["vi_a"] });
    await Promise.all([record(id, order), pauseCreator(database, id, ADA, true, at("2026-02-25"))]);
    await reattribute(database, id, ADA);
    expect(await credit(id, order.id)).toMatchObject({ because: "paused" });
    await inShop(database, id, (tx) => tx.query("DELETE FROM creator_pause WHERE shop_id = $1", [id]));
  }
});

test("Shopify's journey is asked for once, where it may decide", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  await record(id, makeOrder());
  await record(id, makeOrder({ updatedAt: at("2026-03-03") }));
  expect(await jobs(id, "read-journey")).toMatchObject([{ key: orderId(1001) }]);
  const never = [
    makeOrder({ id: orderId(1), codes: ["ADA10"] }),
    makeOrder({ id: orderId(2), landingSite: null }),
    makeOrder({ id: orderId(3), isTest: true }),
    makeOrder({ id: orderId(4), processedAt: at("2026-02-20T11:59:59Z") }),
  ];
  for (const order of never) await record(id, order);
  expect(await jobs(id, "read-journey")).toHaveLength(1);
});

test("an order told of only when it was cancelled is explained as one that was told of before", async () => {
  const told = { ...UNREADY, ready: true, lastVisit: seen("2026-02-28T10:00:00Z", "ada") };
  const paid = makeOrder({ landingSite: "/?ref=ada" });
  const cancelled = { ...paid, updatedAt: at("2026-03-03"), cancelledAt: at("2026-03-03") };
  const explained = await Promise.all(
    [[paid, cancelled], [cancelled]].map(async (snapshots) => {
      const shop = await shopWithClicks([]);
      for (const order of snapshots) {
        await record(shop.id, order);
        for (const _ of await jobs(shop.id, "read-journey")) await askShopify(shop, told);
      }
      const [row] = await rowsOf(database, "attribution", shop.id);
      return { because: row?.because, otherwise: row?.otherwise_id, touches: row?.touches };
    }),
  );
  expect(explained[0]).toMatchObject({ because: "cancelled", touches: [{ kind: "link", slug: "ada" }] });
  expect(explained[1]).toEqual(explained[0]);
});

test("where nobody clicked a link of ours, only a landing page with a creator's ref makes us ask", async () => {
  const { id } = await shopWithClicks([]);
  await record(id, makeOrder({ id: orderId(1), landingSite: "/" }));
  await record(id, makeOrder({ id: orderId(2), landingSite: "/?ref=newsletter" }));
  await record(id, makeOrder({ id: orderId(3), landingSite: "/products/x?ref=Ada" }));
  expect(await jobs(id, "read-journey")).toMatchObject([{ key: orderId(3) }]);
});

test("a visit only Shopify saw credits the creator, once the journey is ready", async () => {
  const shop = await shopWithClicks([]);
  await record(shop.id, makeOrder({ landingSite: "/?ref=ada" }));
  const waits = await askShopify(shop, UNREADY, 3);
  expect(waits).toMatchObject({ state: "again", afterMs: 120_000 });
  expect(await credit(shop.id)).toMatchObject({ to: null, because: "no-touch" });
  await askShopify(shop, {
    ready: true,
    customerOrderIndex: null,
    firstVisit: seen("2026-02-10T10:00:00Z", "grace"),
    lastVisit: seen("2026-02-28T10:00:00Z", "Ada"),
  });
  expect(await credit(shop.id)).toEqual({ to: ADA, because: "link", link: linkId("ada") });
  await record(shop.id, makeOrder({ landingSite: "/?ref=ada", updatedAt: at("2026-03-03") }));
  expect(await credit(shop.id)).toMatchObject({ to: ADA, because: "link" });
});

test("a journey that is never ready is given up after two days, and one that Shopify withholds says nothing", async () => {
  const shop = await shopWithClicks([]);
  await record(shop.id, makeOrder({ landingSite: "/?ref=ada" }));
  expect(await askShopify(shop, UNREADY, 20, at("2026-03-03T23:59:59Z"))).toMatchObject({
    state: "again",
    afterMs: 3_600_000,
  });
  expect(await askShopify(shop, UNREADY, 20, at("2026-03-04T00:00:00Z"))).toMatchObject({ state: "done" });
  expect(await askShopify(shop, null)).toMatchObject({ state: "done" });
  expect(await credit(shop.id)).toMatchObject({ to: null, because: "no-touch" });
});

test("what Shopify tells of a journey in whatever order, the state is the same", async () => {
  const journey = {
    ready: true,
    customerOrderIndex: null,
    firstVisit: seen("2026-02-10T10:00:00Z", "grace"),
    lastVisit: seen("2026-02-28T10:00:00Z", "ada"),
  };
  const orders = [
    makeOrder({ landingSite: "/?ref=ada", financialStatus: "pending" }),
    makeOrder({ landingSite: "/?ref=ada", updatedAt: at("2026-03-03") }),
  ];
  const states = [];
  for (const turns of [
    [0, 1, "journey"],
    [1, 0, "journey"],
    [0, "journey", 1],
    ["journey", 1, 0],
  ] as const) {
    const shop = await shopWithClicks([]);
    for (const turn of turns) {
      const order = turn === "journey" ? null : orders[turn];
      if (order) await record(shop.id, order);
      else await askShopify(shop, journey);
    }
    states.push(await stateOf(database, shop.id));
  }
  for (const state of states) expect(state).toEqual(states[0]);
  expect(states[0]?.attributions).toMatchObject([{ creator_id: ADA as CreatorId, because: "link" }]);
});

test("a buyer who turns out to be the creator takes the credit of the click back", async () => {
  const { id } = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  const guest = makeBuyer({ customerId: null, emailHash: "g".repeat(64), mailboxHashes: [] });
  await record(id, makeOrder({ visits: ["vi_a"], buyer: guest }));
  expect(await credit(id)).toMatchObject({ to: ADA });
  const later = makeBuyer({ customerId: customerId(900), emailHash: "g".repeat(64), mailboxHashes: [] });
  await record(id, makeOrder({ id: orderId(1002), buyer: later }));
  expect(await credit(id)).toMatchObject({ to: null, because: "self-referral" });
});

test("a buyer who is forgotten leaves the credit, and nothing of the way they came", async () => {
  const shop = await shopWithClicks([["vi_a", "ada", "2026-02-20T12:00:00Z"]]);
  await record(shop.id, makeOrder({ visits: ["vi_a"], landingSite: "/?ref=grace" }));
  const journey = {
    ready: true,
    customerOrderIndex: null,
    firstVisit: null,
    lastVisit: seen("2026-02-10T10:00:00Z", "grace"),
  };
  await askShopify(shop, journey);
  const touches = async () =>
    (await rowsOf(database, "attribution", shop.id))[0]?.touches as { visit: string | null }[];
  const before = (await touches()).map(({ visit, ...touch }) => touch);
  expect(before).toHaveLength(2);
  const redact = { customerId: customerId(501), emailHash: null, email: null, phone: null, orderIds: [] };
  await inSystem(database, (tx) => forgetCustomer(tx, shop, redact, "1", NOW));
  for (const again of [false, true]) {
    if (again) await reattribute(database, shop.id, ADA);
    expect(await credit(shop.id)).toEqual({ to: ADA, because: "link", link: linkId("ada") });
    expect((await touches()).map(({ visit, ...touch }) => touch)).toEqual(before);
    expect((await touches()).map(({ visit }) => visit)).toEqual([null, null]);
  }
  expect(await rowsOf(database, "order_journey", shop.id)).toEqual([]);
  await askShopify(shop, journey);
  expect(await rowsOf(database, "order_journey", shop.id)).toEqual([]);
});
