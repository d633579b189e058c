import { beforeEach, expect, test } from "vitest";
import { flushVisits } from "#app/attribution/visits.server.ts";
import * as nowhere from "#app/routes/proxy.$.ts";
import * as greeting from "#app/routes/proxy.greeting.ts";
import * as visit from "#app/routes/proxy.visit.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { ADA, at, GRACE, linkId } from "#test/support/make.ts";
import { type SignedAs, signed, signedQuery } from "#test/support/proxy.ts";

const database = await freshDb(4);
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
await installShop(database, "left.myshopify.com");
await seedCreator(database, shop.id, ADA, "ADA10");
await seedCreator(database, shop.id, GRACE, "GRACE5", { name: "Grace Hopper" });
await seedCreator(database, other.id, ADA, "THEIRS10", { name: "Somebody Else" });
await database.owner.query("UPDATE code SET state = 'active'");
await seedLink(database, shop.id, { code: "ADA10" });
await seedLink(database, shop.id, { slug: "plain" });
await seedLink(database, shop.id, { slug: "ended" });
await seedLink(database, other.id, { slug: "theirs" });
await database.owner.query("UPDATE link SET ended_at = '2026-02-01' WHERE slug = 'ended'");
await database.owner.query(
  "UPDATE shop SET uninstalled_at = '2026-02-01' WHERE domain = 'left.myshopify.com'",
);
beforeEach(async () => {
  await flushVisits();
  await database.owner.query("TRUNCATE visit, link_clicks");
});

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
let clients = 0;
/** Headers of a client that nobody was yet. */
const from = (client = `10.0.${clients >> 8}.${clients++ & 255}`) => ({
  "User-Agent": CHROME,
  "X-Forwarded-For": client,
});

/** A route's answer, thrown or returned. */
async function answer(door: (args: never) => unknown, request: Request): Promise<Response> {
  try {
    return (await door({ request, params: {}, context: {} } as never)) as Response;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const greet = (query: string, client?: string) =>
  answer(greeting.loader, new Request(`https://app.test/proxy/greeting?${query}`, { headers: from(client) }));
const greetBy = (slug: string, as?: SignedAs) => greet(signedQuery([["ref", slug]], as));
function arrive(
  ref: string,
  { as, headers, body }: { as?: SignedAs; headers?: HeadersInit; body?: string } = {},
) {
  const request = new Request(`https://app.test/proxy/visit?${signedQuery([], as)}`, {
    method: "POST",
    headers: { ...from(), "Content-Type": "application/x-www-form-urlencoded", ...headers },
    body: body ?? String(new URLSearchParams({ ref })),
  });
  return answer(visit.action, request);
}
async function visits() {
  await flushVisits();
  return rowsOf(database, "visit");
}

test("a link's slug tells who sent the visitor and what they offer, and may be kept for a minute", async () => {
  const response = await greetBy("ada");
  expect(response.status).toBe(200);
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=60");
  expect(await response.json()).toEqual({
    ...{ name: "Ada Lovelace", first: "Ada", code: "ADA10", limited: false },
    offer: { kind: "percent", value: "10" },
  });
  const bare = await (await greetBy("PLAIN")).json();
  expect(bare).toEqual({ name: "Ada Lovelace", first: "Ada", offer: null, code: null, limited: false });
});

test.each([
  ["is not in Shopify yet", "state = 'creating'"],
  ["was refused by Shopify", "state = 'refused'"],
  ["was deleted in Shopify", "drift = 'deleted'"],
  ["does something else in Shopify", "drift = 'changed'"],
  ["was taken back", "held_to = '2026-02-01'"],
  ["begins tomorrow", "held_from = '2999-01-01'"],
  ["is another creator's by now", `creator_id = '${GRACE}'`],
])("a code that %s is not offered", async (_, change) => {
  const { rows } = await database.owner.query("SELECT * FROM code WHERE code = 'ADA10'");
  await database.owner.query(`UPDATE code SET ${change} WHERE code = 'ADA10'`);
  expect(await (await greetBy("ada")).json()).toMatchObject({
    name: "Ada Lovelace",
    offer: null,
    code: null,
  });
  const [row] = rows;
  await database.owner.query(
    "UPDATE code SET state = $1, drift = $2, held_to = $3, held_from = $4, creator_id = $5 WHERE code = 'ADA10'",
    [row.state, row.drift, row.held_to, row.held_from, row.creator_id],
  );
  expect(await (await greetBy("ada")).json()).toMatchObject({ code: "ADA10" });
});

test.each([
  "ended",
  "nobody",
  "theirs",
  "",
  "..",
  "//evil",
  "<script>",
  "a".repeat(200),
  "ada' OR 1=1",
  "%",
  "\ud83d",
])("the slug %j is nobody's: unknown, and no visit", async (slug) => {
  const response = await greetBy(slug.toWellFormed());
  if (slug.includes("=")) expect(response.status).toBe(400);
  else {
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ because: "unknown-link" });
  }
  expect((await arrive(slug)).status).toBe(204);
  expect(await visits()).toEqual([]);
});

test("a shop that left, or never came, knows no links", async () => {
  for (const domain of ["left.myshopify.com", "never.myshopify.com"]) {
    expect((await greetBy("ada", { shop: domain })).status).toBe(404);
    expect((await arrive("ada", { as: { shop: domain } })).status).toBe(204);
  }
  expect(await visits()).toEqual([]);
});

test("who arrives by a slug gets a visit, which is written with nothing that names a person", async () => {
  const response = await arrive("ada");
  expect(response.status).toBe(201);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  const told = await response.json();
  expect(told).toEqual({ visit: expect.stringMatching(/^vi_[0-9a-z]{20}$/) });
  const [row, ...more] = await visits();
  expect(more).toEqual([]);
  expect(row).toEqual({
    ...{ shop_id: shop.id, id: told.visit, link_id: linkId("ada"), creator_id: ADA },
    ...{ at: expect.any(Date), via: "embed" },
  });
  expect(await rowsOf(database, "link_clicks")).toMatchObject([{ clicks: 1, bots: 0 }]);
});

test("a slug may come as JSON too", async () => {
  const headers = { "Content-Type": "application/json; charset=utf-8" };
  expect((await arrive("", { headers, body: '{"ref":"ada"}' })).status).toBe(201);
  expect((await arrive("", { headers, body: "{}" })).status).toBe(204);
  for (const body of ["", "null ", "[", '{"ref":{}}', '{"ref":["ada"]}', '"ada"', "{ref:1}"])
    expect([204, 400], body).toContain((await arrive("", { headers, body })).status);
  expect(await visits()).toHaveLength(1);
});

test("a body larger than any slug is not read to its end", async () => {
  expect((await arrive("ada", { body: `x=${"x".repeat(2_000)}&ref=ada` })).status).toBe(413);
  expect(await visits()).toEqual([]);
});

test.each([
  "",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "curl/8.5.0",
  CHROME.replace("Chrome", "HeadlessChrome"),
])("a bot (%j) gets nothing, and is not told so", async (agent) => {
  const response = await arrive("ada", { headers: { "User-Agent": agent } });
  expect([response.status, await response.text()]).toEqual([204, ""]);
  expect(await visits()).toEqual([]);
});

test("whatever is forged or stale is refused with 400, and writes nothing", async () => {
  const now = Math.floor(Date.now() / 1000);
  const good = signed([["ref", "ada"]]);
  const forgeries = [
    "",
    "ref=ada",
    String(new URLSearchParams(good.slice(0, -1))),
    `ref=bee&${signedQuery([["ref", "ada"]])}`,
    `${signedQuery([["ref", "ada"]])}&logged_in_customer_id=900`,
    signedQuery([["ref", "ada"]], { seconds: now - 95 }),
    signedQuery([["ref", "ada"]], { seconds: now + 95 }),
    signedQuery([["ref", "ada"]], { secret: "guessed" }),
    signedQuery([["ref", "ada"]]).replace("demo", "other"),
    signedQuery([["ref", "ada"]]).replace("ref=ada", "ref%5B%5D=ada"),
  ];
  for (const query of forgeries) {
    expect((await greet(query)).status, query).toBe(400);
    const request = new Request(`https://app.test/proxy/visit?${query}`, {
      method: "POST",
      headers: from(),
      body: new URLSearchParams({ ref: "ada" }),
    });
    expect((await answer(visit.action, request)).status, query).toBe(400);
  }
  expect(await visits()).toEqual([]);
  expect(await rowsOf(database, "link_clicks")).toEqual([]);
});

test("who asks without end is told when to come back, and asks the database nothing more", async () => {
  const statuses = new Map<number, number>();
  for (let time = 0; time < 40; time++) {
    const { status, headers } = await arrive("ada", { headers: from("198.51.100.1") });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 429) expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
  }
  expect([...statuses]).toEqual([
    [201, 30],
    [429, 10],
  ]);
  expect(await visits()).toHaveLength(30);
  expect((await arrive("ada")).status).toBe(201);
});

test("a refused signature counts for nobody: a stranger cannot use up a shopper's share", async () => {
  for (let time = 0; time < 200; time++) await greet("ref=ada&shop=demo.myshopify.com", "198.51.100.2");
  expect((await greet(signedQuery([["ref", "ada"]]), "198.51.100.2")).status).toBe(200);
});

test("everything else behind the proxy is nowhere", async () => {
  const get = new Request(`https://app.test/proxy/visit?${signedQuery()}`);
  const post = new Request(`https://app.test/proxy/greeting?${signedQuery()}`, { method: "POST" });
  expect((await answer(visit.loader, get)).status).toBe(404);
  expect((await answer(greeting.action, post)).status).toBe(404);
  expect((await answer(nowhere.loader, get)).status).toBe(404);
  expect((await answer(nowhere.action, post)).status).toBe(404);
});

test("a link ended this very moment greets no more", async () => {
  await database.owner.query("UPDATE link SET ended_at = $1 WHERE slug = 'plain'", [at("2026-03-01")]);
  expect((await greetBy("plain")).status).toBe(404);
  await database.owner.query("UPDATE link SET ended_at = NULL WHERE slug = 'plain'");
});
