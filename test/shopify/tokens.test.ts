import { beforeEach, expect, test } from "vitest";
import { adminOf, fetchShop } from "#app/shopify/admin-api.server.ts";
import { findSession, offlineId } from "#app/shopify/session.server.ts";
import { shopify } from "#app/shopify/shopify.server.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { giveSession, grant, takeNetwork } from "#test/support/shopify-network.ts";

const database = await freshDb(4);
const network = takeNetwork();
const { oauth, graphql } = network;
const SHOP = "demo.myshopify.com";
const ask = async () => fetchShop(await adminOf(SHOP, database), SHOP);
const kept = () => findSession(database.system, testKeys, offlineId(SHOP));
const minutesLeft = async () => ((await kept())?.expires?.getTime() ?? 0) / 60_000 - Date.now() / 60_000;
const oauthCalls = () => network.calls.filter(({ to }) => to === "oauth");
const refuse = (error: string, status = 400) => Response.json({ error }, { status });
const NO_TOKEN =
  "Shopify no longer accepts our token for demo.myshopify.com: open the app in the shop's admin once";

beforeEach(async () => {
  network.calls.length = 0;
  Object.assign(network, { oauth, graphql });
  await database.owner.query("DELETE FROM session");
});

test("a token with more than five minutes left is used as it is", async () => {
  await giveSession(database, SHOP, { minutes: 6 });
  await ask();
  expect(network.calls).toEqual([{ to: "graphql", with: "shpat_old" }]);
});

test("a token with less is refreshed first, and what came is kept: both tokens, end and scopes", async () => {
  await giveSession(database, SHOP, { minutes: 4 });
  network.oauth = () => grant({ scope: "read_orders,write_discounts" });
  await ask();
  expect(network.calls).toEqual([
    { to: "oauth", with: "shprt_old" },
    { to: "graphql", with: "shpat_new" },
  ]);
  expect(await kept()).toMatchObject({
    accessToken: "shpat_new",
    refreshToken: "shprt_new",
    scope: "read_orders,write_discounts",
  });
  expect(await minutesLeft()).toBeCloseTo(60, 0);
});

test("many who ask at once refresh once, and all go on with the new token", async () => {
  await giveSession(database, SHOP, { minutes: 4 });
  await Promise.all(Array.from({ length: 12 }, ask));
  expect(oauthCalls()).toHaveLength(1);
  expect(new Set(network.calls.filter(({ to }) => to === "graphql").map((call) => call.with))).toEqual(
    new Set(["shpat_new"]),
  );
});

test("a token in hand that runs out between two calls is refreshed before the second", async () => {
  await giveSession(database, SHOP, { minutes: 5.01 });
  const reach = await adminOf(SHOP, database);
  await fetchShop(reach, SHOP);
  await new Promise((resolve) => setTimeout(resolve, 800));
  await fetchShop(reach, SHOP);
  expect(network.calls.map((call) => call.with)).toEqual(["shpat_old", "shprt_old", "shpat_new"]);
});

test("a refresh answered without an end counts as an hour, never as for ever", async () => {
  await giveSession(database, SHOP, { minutes: 4 });
  network.oauth = () => grant({ expires_in: undefined });
  await ask();
  expect(await minutesLeft()).toBeCloseTo(60, 0);
  expect((await rowsOf(database, "session"))[0]?.expires).not.toBeNull();
});

test("a refresh that brings no new refresh token leaves the one there is", async () => {
  await giveSession(database, SHOP, { minutes: 4 });
  network.oauth = () => grant({ refresh_token: undefined, refresh_token_expires_in: undefined });
  await ask();
  expect(await kept()).toMatchObject({ accessToken: "shpat_new", refreshToken: "shprt_old" });
});

test("a token that Shopify refuses is refreshed once and the call made again", async () => {
  await giveSession(database, SHOP);
  network.graphql = (token, query) => (token === "shpat_old" ? refuse("no", 401) : graphql(token, query));
  expect(await ask()).toMatchObject({ name: "Demo" });
  expect(network.calls.map((call) => call.with)).toEqual(["shpat_old", "shprt_old", "shpat_new"]);
});

test("when another process has refreshed meanwhile its token is used, and nothing is refreshed", async () => {
  await giveSession(database, SHOP);
  network.graphql = async (token, query) => {
    if (token !== "shpat_old") return graphql(token, query);
    await giveSession(database, SHOP, { access: "shpat_of_another" });
    return refuse("no", 401);
  };
  await ask();
  expect(network.calls.map((call) => call.with)).toEqual(["shpat_old", "shpat_of_another"]);
});

test.each([
  ["invalid_grant", 400],
  ["invalid_request", 401],
  ["application_cannot_be_found", 404],
])(
  "a refresh refused with %s ends the token: no call is made with it again until a merchant opens the app",
  async (error, status) => {
    await giveSession(database, SHOP, { minutes: 4 });
    network.oauth = () => refuse(error, status);
    await expect(ask()).rejects.toThrow(NO_TOKEN);
    expect(network.calls).toHaveLength(1);
    await expect(ask()).rejects.toThrow(NO_TOKEN);
    expect(network.calls).toHaveLength(1);
    const dead = await kept();
    expect([dead?.accessToken, dead?.refreshToken]).toEqual([undefined, undefined]);
    expect(await minutesLeft()).toBeLessThan(0.1);
    await giveSession(database, SHOP, { access: "shpat_exchanged" });
    await ask();
    expect(network.calls.at(-1)).toEqual({ to: "graphql", with: "shpat_exchanged" });
  },
);

test("a token refused although it is new ends, too: the call is not made a third time", async () => {
  await giveSession(database, SHOP);
  network.graphql = () => refuse("no", 401);
  await expect(ask()).rejects.toThrow(NO_TOKEN);
  expect(network.calls.map((call) => call.with)).toEqual(["shpat_old", "shprt_old", "shpat_new"]);
  expect((await kept())?.refreshToken).toBeUndefined();
});

test.each<[string, () => Response | Promise<Response>]>([
  ["our own secret is refused", () => refuse("invalid_client", 401)],
  ["Shopify asks to wait", () => refuse("slow down", 429)],
  ["Shopify fails", () => refuse("oops", 503)],
  ["nobody answers", () => Promise.reject(new TypeError("fetch failed"))],
  ["the answer is a page", () => new Response("<!doctype html>")],
  ["the answer breaks off in the token", () => new Response('{"access_token":"shpat_canary')],
  ["the answer is a token and nothing else", () => new Response("shpat_canary")],
  ["the answer holds no token", () => Response.json({ ok: true })],
])("when %s the tokens stay for the next try, and the error tells none", async (_why, answer) => {
  await giveSession(database, SHOP, { minutes: 4 });
  network.oauth = answer;
  const error = await ask().catch((thrown: Error) => thrown);
  expect(String(error)).toMatch(/^Error: Shopify (did not refresh|refreshed) the token of demo/);
  expect(String(error)).not.toMatch(/shp[ar]t_|canary/);
  expect((await kept())?.refreshToken).toBe("shprt_old");
  network.oauth = oauth;
  await ask();
});

test("an uninstall during a refresh stands: the session does not come back", async () => {
  await giveSession(database, SHOP, { minutes: 4 });
  network.oauth = async () => {
    await database.owner.query("DELETE FROM session");
    return grant();
  };
  await expect(ask()).rejects.toThrow(NO_TOKEN);
  expect(await rowsOf(database, "session")).toEqual([]);
});

test("a refresh does not make the install look younger, so a late uninstall still counts", async () => {
  const storedAt = new Date("2026-03-01T12:00:00Z");
  await giveSession(database, SHOP, { minutes: 4, storedAt });
  await ask();
  expect((await rowsOf(database, "session"))[0]?.stored_at).toEqual(storedAt);
});

test("a token the library blanks because Shopify refused it does not blank the one that replaced it", async () => {
  await giveSession(database, SHOP);
  const { sessionStorage } = shopify();
  const old = await sessionStorage.loadSession(offlineId(SHOP));
  if (!old) throw new Error("a session expected");
  await giveSession(database, SHOP, { access: "shpat_new", refresh: "shprt_new" });
  old.accessToken = undefined;
  await sessionStorage.storeSession(old);
  expect((await kept())?.accessToken).toBe("shpat_new");
  const storedAt = new Date("2026-03-01T12:00:00Z");
  await giveSession(database, SHOP, { access: "shpat_old", refresh: "shprt_old", storedAt });
  await sessionStorage.storeSession(old);
  expect((await kept())?.accessToken).toBeUndefined();
  expect((await rowsOf(database, "session"))[0]?.stored_at).toEqual(storedAt);
});

test("a shop without a session is told from one that cannot be reached", async () => {
  await expect(ask()).rejects.toThrow(NO_TOKEN);
  expect(network.calls).toEqual([]);
});
