import { expect, test } from "vitest";
import { findLinkPage, listLinks } from "#app/attribution/clicked.server.ts";
import { moveLinkFigures } from "#app/attribution/linked.server.ts";
import { openRecorder } from "#app/attribution/recorder.server.ts";
import { WHOLE } from "#app/attribution/touch.ts";
import { endCodes } from "#app/creators/drifts.server.ts";
import { findCode, refuseCode } from "#app/creators/kept-codes.server.ts";
import { renameCode } from "#app/creators/renamed-code.server.ts";
import { inShop } from "#app/db.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { editLink, giveFirstLink, makeLink, proposeSlug, stopLink } from "#app/flows/give-link.server.ts";
import { type CreatorId, type LinkId, parseId } from "#app/kernel/id.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { visitId } from "#test/support/links.ts";
import { at, codeId, creatorId, linkId } from "#test/support/make.ts";

const database = await freshDb(12);
const now = at("2026-03-10T12:00:00Z");
let number = 0;

/** A shop of its own for a test, with Ada, who holds ADA10, and Grace, who holds GRACE5. */
async function opened() {
  const domain = `shop-${++number}.myshopify.com`;
  const shop = await installShop(database, domain, { primaryHost: `shop-${number}.com` });
  const [ada, grace] = [creatorId("ada"), creatorId("grace")];
  await seedCreator(database, shop.id, ada, "ADA10");
  await seedCreator(database, shop.id, grace, "GRACE5", { name: "Grace Hopper" });
  return { shop, ada, grace };
}
const form = { title: " Stones ", landing: "/products/river-stone?a=1", slug: "Ada-Stones", code: "ADA10" };
const idIn = (result: Awaited<ReturnType<typeof makeLink>>): LinkId => {
  if (!result || "because" in result) throw new Error(JSON.stringify(result));
  return result.id;
};
const enroll = async (shop: Awaited<ReturnType<typeof opened>>["shop"], name: string, code: string) => {
  const hash = await findPersonHash(database, testKeys, shop.id);
  const person = { name, email: "", customerId: "", code, kind: "percent", value: "10", creditFrom: null };
  return enrollCreator(database, shop, hash, person, now);
};

test("a new creator gets a link to the shop's home, called by their name", async () => {
  const { shop } = await opened();
  const enrolled = await enroll(shop, "Ada Lovelace", "LOVELACE");
  expect(await rowsOf(database, "link", shop.id)).toMatchObject([
    {
      creator_id: "id" in enrolled ? enrolled.id : "",
      ...{ slug: "ada-lovelace", path: "/", title: "", code: null, created_at: now, ended_at: null },
    },
  ]);
  const again = await enroll(shop, "Ada Lovelace", "LOVELACE");
  expect(again).toHaveProperty("because");
  expect(await rowsOf(database, "link", shop.id)).toHaveLength(1);
});

test("creators of one name, enrolled at one moment, get a link each", async () => {
  const { shop } = await opened();
  const codes = Array.from({ length: 10 }, (_, index) => `TWIN${index}`);
  await Promise.all(codes.map((code) => enroll(shop, "Ada Lovelace", code)));
  const links = await rowsOf(database, "link", shop.id);
  expect(links.map(({ slug }) => slug).toSorted()).toEqual(
    ["ada-lovelace", ...Array.from({ length: 9 }, (_, index) => `ada-lovelace-${index + 2}`)].toSorted(),
  );
  expect(new Set(links.map((link) => link.creator_id)).size).toBe(10);
  expect(await proposeSlug(database, shop.id, "Ada Lovelace")).toBe("ada-lovelace-11");
  expect(await proposeSlug(database, shop.id, "Ada")).toBe("ada");
});

test("the first link of whoever is invited with a code applies it, inside the inviting transaction", async () => {
  const { shop, ada } = await opened();
  const given = await inShop(database, shop.id, (tx) =>
    giveFirstLink(tx, shop.id, ada, "x".repeat(80), "ADA10", now),
  );
  expect(given.slug).toBe("x".repeat(64));
  const next = await inShop(database, shop.id, (tx) =>
    giveFirstLink(tx, shop.id, ada, "x".repeat(80), null, now),
  );
  expect(next.slug).toBe(`${"x".repeat(62)}-2`);
  expect(await rowsOf(database, "link", shop.id)).toMatchObject(
    [{ code: "ADA10" }, { code: null }].toSorted(() => (given.id < next.id ? 1 : -1)),
  );
});

test("a link is made to a page of the shop, with a code of its creator's", async () => {
  const { shop, ada } = await opened();
  const id = idIn(await makeLink(database, shop, ada, form, now));
  expect(await listLinks(database, shop, ada)).toEqual([
    {
      ...{ id, slug: "ada-stones", path: "/products/river-stone?a=1", title: "Stones", code: "ADA10" },
      ...{ createdAt: now, endedAt: null, clicks: 0, bots: 0, lastClickAt: null, orders: 0 },
      net: { minor: 0, currency: "USD" },
    },
  ]);
});

test.each([
  [{ slug: "" }, { because: { slug: "empty" } }],
  [{ slug: "ada lovelace" }, { because: { slug: "unusable-characters" } }],
  [{ landing: "//evil.com" }, { because: { landing: "other-host" }, host: "evil.com" }],
  [{ landing: "https://evil.com/x", slug: "" }, { because: { landing: "other-host", slug: "empty" } }],
  [{ landing: "javascript:alert(1)" }, { because: { landing: "not-an-address" } }],
  [{ title: "x".repeat(121) }, { because: { title: "too-long" } }],
  [{ code: "GRACE5" }, { because: { code: "not-theirs" } }],
  [{ code: "ada10" }, { because: { code: "not-theirs" } }],
  [{ code: "NOBODY" }, { because: { code: "not-theirs" } }],
])("a form with %j is refused by name, and no link is made", async (wrong, refusal) => {
  const { shop, ada } = await opened();
  expect(await makeLink(database, shop, ada, { ...form, ...wrong }, now)).toMatchObject(refusal);
  expect(await rowsOf(database, "link", shop.id)).toEqual([]);
});

test("the shop's own addresses are its pages, under either of its hosts", async () => {
  const { shop, ada } = await opened();
  for (const host of [shop.domain, shop.primaryHost]) {
    const slug = `to-${String(host).replaceAll(".", "-")}`;
    idIn(await makeLink(database, shop, ada, { ...form, slug, landing: `https://${host}/p` }, now));
  }
  expect((await listLinks(database, shop, ada)).map(({ path }) => path)).toEqual(["/p", "/p"]);
});

test("a slug is one link's in a shop, and free in another", async () => {
  const [first, second] = [await opened(), await opened()];
  idIn(await makeLink(database, first.shop, first.ada, form, now));
  const again = { ...form, slug: " ADA-stones", code: "" };
  expect(await makeLink(database, first.shop, first.grace, again, now)).toEqual({
    because: { slug: "taken" },
  });
  idIn(await makeLink(database, second.shop, second.grace, again, now));
});

test("a link is changed but for its slug, ended and used again; only its creator's, only in its shop", async () => {
  const { shop, ada, grace } = await opened();
  const other = await opened();
  const id = idIn(await makeLink(database, shop, ada, form, now));
  const change = { title: "", landing: "", code: "", slug: "other" };
  expect(await editLink(database, shop, ada, id, change)).toEqual({ id });
  const changed = (await listLinks(database, shop, ada))[0];
  expect(changed).toMatchObject({ slug: "ada-stones", path: "/", title: "", code: null, endedAt: null });
  expect(await editLink(database, shop, ada, id, { ...change, code: "GRACE5" })).toEqual({
    because: { code: "not-theirs" },
  });
  const strangers = [[shop, grace, id] as const, [other.shop, ada, id] as const];
  for (const [where, who, which] of [...strangers, [shop, ada, linkId("none")] as const]) {
    expect(await editLink(database, where, who, which, change)).toBeNull();
    expect(await stopLink(database, where.id, who, which, true, now)).toBeNull();
    expect(await findLinkPage(database, where, who, which)).toBeNull();
  }
  const later = at("2026-03-11T12:00:00Z");
  for (const instant of [now, later]) await stopLink(database, shop.id, ada, id, true, instant);
  expect((await findLinkPage(database, shop, ada, id))?.link.endedAt).toEqual(now);
  expect(await stopLink(database, shop.id, ada, id, false, later)).toEqual({ id });
  expect((await findLinkPage(database, shop, ada, id))?.link.endedAt).toBeNull();
});

test("nobody there, no link", async () => {
  const { shop } = await opened();
  const nobody = creatorId("nobody") as CreatorId;
  expect(await makeLink(database, shop, nobody, { ...form, code: "" }, now)).toBeNull();
  expect(parseId("link", idIn(await makeLink(database, shop, creatorId("ada"), form, now)))).not.toBeNull();
});

test("when Shopify refuses a code, the links of its creator stop applying it, and others do not", async () => {
  const { shop, ada, grace } = await opened();
  idIn(await makeLink(database, shop, ada, form, now));
  idIn(await makeLink(database, shop, ada, { ...form, slug: "plain", code: "" }, now));
  idIn(await makeLink(database, shop, grace, { ...form, slug: "grace", code: "GRACE5" }, now));
  const code = codeId("ada");
  await inShop(database, shop.id, (tx) => refuseCode(tx, shop.id, code, "taken", now));
  expect((await listLinks(database, shop, ada)).map((link) => link.code)).toEqual([null, null]);
  expect((await listLinks(database, shop, grace)).map((link) => link.code)).toEqual(["GRACE5"]);
  expect(await makeLink(database, shop, ada, { ...form, slug: "again" }, now)).toEqual({
    because: { code: "not-theirs" },
  });
});

test("a code that was renamed, or ended, in Shopify is so for the links that apply it", async () => {
  const { shop, ada } = await opened();
  idIn(await makeLink(database, shop, ada, form, now));
  await database.owner.query("UPDATE code SET state = 'active', discount_id = 'gid://1' WHERE shop_id = $1", [
    shop.id,
  ]);
  const applied = async () => (await listLinks(database, shop, ada)).map((link) => link.code);
  await inShop(database, shop.id, async (tx) => {
    const code = await findCode(tx, shop.id, codeId("ada"));
    if (!code) throw new Error("ADA10 is not there");
    await renameCode(tx, shop.id, code, codeId("anew"), "ADA12", now);
  });
  expect(await applied()).toEqual(["ADA12"]);
  await inShop(database, shop.id, (tx) => endCodes(tx, shop.id, [codeId("anew")], now));
  expect(await applied()).toEqual([null]);
});

test("a code that is refused while a link begins to apply it is applied by no link in the end", async () => {
  const { shop, ada } = await opened();
  const code = codeId("ada");
  const links = Array.from({ length: 8 }, (_, index) =>
    makeLink(database, shop, ada, { ...form, slug: `race-${index}` }, now),
  );
  await Promise.all([
    ...links,
    inShop(database, shop.id, (tx) => refuseCode(tx, shop.id, code, "taken", now)),
  ]);
  expect((await listLinks(database, shop, ada)).every((link) => link.code === null)).toBe(true);
});

test("a creator's page tells of each link its clicks, its bots and what it decided, those in use first", async () => {
  const { shop, ada } = await opened();
  const [old, young] = [
    idIn(await makeLink(database, shop, ada, { ...form, slug: "old" }, at("2026-03-01"))),
    idIn(await makeLink(database, shop, ada, { ...form, slug: "young" }, at("2026-03-02"))),
  ];
  const newest = idIn(await makeLink(database, shop, ada, { ...form, slug: "newest" }, at("2026-03-03")));
  await stopLink(database, shop.id, ada, newest, true, now);
  const recorder = openRecorder(() => database);
  recorder.keepVisit({ shopId: shop.id, id: visitId(1), linkId: old, creatorId: ada, at: now, via: "go" });
  recorder.keepBot(shop.id, young);
  expect(await recorder.flush()).toBe(true);
  const decided = (currency: string, net: number) => ({
    ...{ currency, customerId: null, isCounted: true },
    parts: [{ credited: ada, linkId: old, share: WHOLE, net, refunded: 0 }],
  });
  await inShop(database, shop.id, async (tx) => {
    moveLinkFigures(tx, shop.id, null, decided("USD", 5000));
    moveLinkFigures(tx, shop.id, null, decided("EUR", 900));
  });
  expect(await listLinks(database, shop, ada)).toMatchObject([
    { id: young, clicks: 0, bots: 1, lastClickAt: null, orders: 0 },
    { id: old, clicks: 1, bots: 0, lastClickAt: now, orders: 1, net: { minor: 5000, currency: "USD" } },
    { id: newest, endedAt: now },
  ]);
  const page = await findLinkPage(database, shop, ada, old);
  expect(page?.creator).toEqual({ id: ada, name: "Ada Lovelace", codes: ["ADA10"] });
});
