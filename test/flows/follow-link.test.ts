import { beforeEach, expect, test, vi } from "vitest";
import { flushVisits } from "#app/attribution/visits.server.ts";
import { findAddress } from "#app/creators/links.server.ts";
import { followLink } from "#app/flows/follow-link.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { ADA, at, linkId } from "#test/support/make.ts";

const database = await freshDb(4);
const shop = await installShop(database, "tidewater.myshopify.com", { primaryHost: "tidewater.com" });
const other = await installShop(database, "other.myshopify.com");
for (const { id } of [shop, other]) await seedCreator(database, id, ADA, "ADA10");
await seedLink(database, shop.id, { path: "/products/x?a=1" });
await seedLink(database, shop.id, { slug: "applied", path: "/p", code: "ADA10" });
await seedLink(database, shop.id, { slug: "ended" });
await seedLink(database, other.id, { slug: "theirs" });
await database.owner.query("UPDATE link SET ended_at = '2026-02-01' WHERE slug = 'ended'");
const now = at("2026-03-01T12:00:00Z");
const follow = (slug: string, handle = "tidewater", isPerson = true) =>
  followLink(database, { handle, slug, isPerson }, now);
beforeEach(async () => {
  await flushVisits();
  await database.owner.query("TRUNCATE visit, link_clicks");
});

test("a click is sent on to the shop's own host with a visit of its own, which is written a moment later", async () => {
  const [first, second] = [await follow("ada"), await follow("ada")];
  const visits = [first, second].map((to) => {
    const url = new URL(to ?? "");
    expect(url.href.split("&trb=")[0]).toBe("https://tidewater.com/products/x?a=1&ref=ada");
    return url.searchParams.get("trb");
  });
  expect(visits[0]).toMatch(/^vi_[0-9a-z]{20}$/);
  expect(visits[0]).not.toBe(visits[1]);
  expect(await rowsOf(database, "visit")).toEqual([]);
  await flushVisits();
  const rows = await rowsOf(database, "visit");
  expect(rows.map((row) => row.id)).toEqual(visits.toSorted());
  expect(rows[0]).toMatchObject({
    ...{ shop_id: shop.id, link_id: linkId("ada"), creator_id: ADA },
    ...{ at: now, via: "go" },
  });
});

test("a link that applies its code goes by the shop's discount", async () => {
  expect(await follow("applied")).toMatch(
    /^https:\/\/tidewater\.com\/discount\/ADA10\?redirect=%2Fp%3Fref%3Dapplied%26trb%3Dvi_[0-9a-z]{20}$/,
  );
});

test("bots are sent on too, without a visit, and counted apart", async () => {
  expect(await follow("ada", "tidewater", false)).toBe("https://tidewater.com/products/x?a=1&ref=ada");
  await flushVisits();
  expect(await rowsOf(database, "visit")).toEqual([]);
  expect(await rowsOf(database, "link_clicks")).toMatchObject([{ clicks: 0, bots: 1 }]);
});

test.each(["ended", "nobody", "theirs", "//evil.com", "..", "", "ada\u0000", "\ud800", "x".repeat(10_000)])(
  "the slug %s leads to the shop's home and credits nobody",
  async (slug) => {
    expect(await follow(slug)).toBe("https://tidewater.com/");
    await flushVisits();
    expect(await rowsOf(database, "link_clicks")).toEqual([]);
  },
);

test("a shop that told no other host is led to at its own domain; capital letters make no difference", async () => {
  expect(await follow("THEIRS", "Other")).toMatch(/^https:\/\/other\.myshopify\.com\/\?ref=theirs&trb=vi_/);
});

test.each(["unknown", "", "evil.com", "tidewater.myshopify.com", "a b", "..", "tidewater\u0000", "@x"])(
  "no shop has the handle %j",
  async (handle) => {
    expect(await follow("ada", handle)).toBeNull();
  },
);

test("a shop that uninstalled the app has no links any more, until it is back", async () => {
  await database.owner.query("UPDATE shop SET uninstalled_at = '2026-02-01' WHERE id = $1", [other.id]);
  expect(await follow("theirs", "other")).toBeNull();
  expect(await findAddress(database, "other.myshopify.com", "theirs")).toBeNull();
  await database.owner.query("UPDATE shop SET uninstalled_at = NULL WHERE id = $1", [other.id]);
  expect(await findAddress(database, "other.myshopify.com", "theirs")).toMatchObject({
    ...{ shopId: other.id, linkId: linkId("theirs"), creatorId: ADA, slug: "theirs", endedAt: null },
  });
});

test("following a link asks the database one thing, and nothing for a handle that none can be", async () => {
  const asked = [vi.spyOn(database.system, "query"), vi.spyOn(database.app, "connect")];
  await follow("ada");
  expect(asked.map((spy) => spy.mock.calls.length)).toEqual([1, 0]);
  await follow("ada", "no.shop");
  expect(asked.map((spy) => spy.mock.calls.length)).toEqual([1, 0]);
  vi.restoreAllMocks();
});
