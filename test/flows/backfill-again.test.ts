import { afterEach, expect, test, vi } from "vitest";
import { inShop, inSystem } from "#app/db.server.ts";
import { askRest } from "#app/flows/backfill.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { saveUninstalled } from "#app/shopify/shops.server.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { type Clock, happened, openPastShop, type PastShop } from "#test/support/past-shop.ts";

const database = await freshDb(4);
const clock: Clock = { now: at("2026-11-01T12:00:00Z") };
const COUNT = 40;
const ordersOf = async (shop: PastShop) => (await rowsOf(database, "orders", shop.id)).length;
afterEach(async () => {
  vi.unstubAllGlobals();
  await database.owner.query("DELETE FROM outbox");
});

test("Shopify with too much bulk work is waited for", async () => {
  const shop = await openPastShop(database, clock);
  shop.place("2026-10-01T00:00:00Z");
  const query = "{ orders { edges { node { id } } } }";
  const run = `mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { code } } }`;
  for (let n = 0; n < 5; n++) await shop.graphql(run, { variables: { query } });
  vi.stubGlobal("fetch", shop.fetchFile);
  // None of them ends before it is asked, however slow this machine is.
  const begin = (at: number) => {
    for (const one of shop.bulk.operations.values()) one.startedAt = at;
  };
  begin(Date.now() + 3_600_000);
  await shop.ask();
  await shop.step();
  expect(await rowsOf(database, "outbox", shop.id)).toMatchObject([
    { state: "waiting", last_error: "Shopify has other bulk work" },
  ]);
  begin(Date.now() - 60_000);
  await shop.work();
  expect(await shop.row()).toMatchObject({ total: 1, done: 1 });
});

test("an uninstall stops it; coming back goes on with it, and a finished one is begun anew", async () => {
  const shop = await openPastShop(database, clock);
  for (const event of happened(COUNT)) shop.play(event);
  vi.stubGlobal("fetch", shop.fetchFile);
  await shop.ask();
  await shop.step();
  await inSystem(database, (tx) => saveUninstalled(tx, shop.id, clock.now));
  for (let n = 0; n < 3; n++) await shop.step();
  expect(await ordersOf(shop)).toBe(0);
  expect((await rowsOf(database, "outbox", shop.id))[0]).toMatchObject({
    last_error: "the shop has uninstalled the app",
  });
  await database.owner.query("UPDATE shop SET uninstalled_at = NULL WHERE id = $1", [shop.id]);
  await database.owner.query("UPDATE outbox SET run_at = $1", [clock.now]);
  await shop.ask();
  expect(await rowsOf(database, "outbox", shop.id)).toHaveLength(1);
  await shop.work();
  expect(await shop.row()).toMatchObject({ total: COUNT, done: COUNT, problem: null });
  clock.now = new Date(clock.now.getTime() + 86_400_000);
  shop.place("2026-10-31T00:00:00Z");
  await shop.ask();
  await shop.work();
  expect(await shop.row()).toMatchObject({ total: COUNT + 1, done: COUNT + 1, asked_at: expect.any(Date) });
});

test("who was away for less than 60 days knows what they knew; who was away longer does not", async () => {
  const until = () => clock.now;
  clock.now = at("2026-05-01T00:00:00Z");
  const shop = await openPastShop(database, clock, { shownUntil: until });
  vi.stubGlobal("fetch", shop.fetchFile);
  /** Comes, or comes back, and reads. @returns since when orders are known */
  const horizon = async () => {
    await openShop(database, shop, clock.now);
    await shop.work();
    return (await shop.row())?.horizon;
  };
  const leave = () => inSystem(database, (tx) => saveUninstalled(tx, shop.id, clock.now));
  await database.owner.query("UPDATE shop SET uninstalled_at = '2025-11-01' WHERE id = $1", [shop.id]);
  const first = await horizon();
  expect(first).toEqual(at("2026-03-02T00:00:00Z"));
  clock.now = at("2026-05-10T00:00:00Z");
  await leave();
  clock.now = at("2026-06-01T00:00:00Z");
  expect(await horizon()).toEqual(first);
  await leave();
  clock.now = at("2026-09-01T00:00:00Z");
  expect(await horizon()).toEqual(at("2026-07-03T00:00:00Z"));
});

test("once Shopify shows all orders the rest is read, and not again when they all were", async () => {
  clock.now = at("2026-11-01T12:00:00Z");
  const shop = await openPastShop(database, clock, { shownUntil: () => clock.now });
  shop.place("2026-01-01T00:00:00Z");
  vi.stubGlobal("fetch", shop.fetchFile);
  await shop.ask();
  await shop.work();
  expect(await shop.row()).toMatchObject({ total: 0, is_all: false });
  shop.showAll();
  clock.now = new Date(clock.now.getTime() + 1000);
  const rest = () => inShop(database, shop.id, (tx) => askRest(tx, shop.id, clock.now));
  await rest();
  await shop.work();
  expect(await shop.row()).toMatchObject({ total: 1, done: 1, is_all: true, horizon: null });
  await rest();
  expect((await rowsOf(database, "outbox", shop.id)).map(({ state }) => state)).not.toContain("waiting");
});
