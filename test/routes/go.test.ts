import { beforeEach, expect, test } from "vitest";
import { flushVisits } from "#app/attribution/visits.server.ts";
import { loader } from "#app/routes/go.$shop.$slug.tsx";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { ADA } from "#test/support/make.ts";

const database = await freshDb(4);
const shop = await installShop(database, "tidewater.myshopify.com", { primaryHost: "tidewater.com" });
await seedCreator(database, shop.id, ADA, "ADA10");
await seedLink(database, shop.id);
beforeEach(async () => {
  await flushVisits();
  await database.owner.query("TRUNCATE visit, link_clicks");
});

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

async function go(headers: Record<string, string> = {}, method = "GET", params = {}) {
  const request = new Request("https://app.test/go/tidewater/ada", {
    method,
    headers: { "User-Agent": CHROME, ...headers },
  });
  const response = await loader({
    ...{ request, context: {} },
    params: { shop: "tidewater", slug: "ada", ...params },
  });
  return response as Response;
}
async function counted() {
  await flushVisits();
  const [row] = await rowsOf(database, "link_clicks");
  return row ? { clicks: row.clicks, bots: row.bots } : { clicks: 0, bots: 0 };
}

test("a click is sent on, kept by nobody on the way, and tells the shop no more than whose page it came from", async () => {
  const response = await go();
  expect(response.status).toBe(302);
  expect(response.headers.get("Location")).toMatch(
    /^https:\/\/tidewater\.com\/\?ref=ada&trb=vi_[0-9a-z]{20}$/,
  );
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("Referrer-Policy")).toBe("strict-origin");
  expect(response.headers.get("X-Robots-Tag")).toContain("noindex");
  expect(response.headers.get("Set-Cookie")).toBeNull();
  expect(await counted()).toEqual({ clicks: 1, bots: 0 });
});

test.each([
  ["Chrome", CHROME],
  ["Instagram's own browser", `${PHONE} Mobile/22F76 Instagram 385.0.0.33.76 (iPhone15,2; iOS 18_5; en_US)`],
  ["TikTok's own browser", `${PHONE} Mobile/22F76 musical_ly_39.8.0 BytedanceWebview/d8a21c6`],
  ["Facebook's own browser", `${PHONE} Mobile/22F76 [FBAN/FBIOS;FBAV/517.0.0.42.109;FBDV/iPhone15,2]`],
  ["Snapchat's own browser", `${PHONE} Mobile/22F76 Snapchat/13.41.0.43 (like Safari/8621.2.5, panda)`],
  ["YouTube's own browser", `${PHONE} GSA/374.1 Mobile/22F76 Safari/604.1`],
])("whoever opens a link in %s is a person", async (_, agent) => {
  await go({ "User-Agent": agent });
  expect(await counted()).toEqual({ clicks: 1, bots: 0 });
});

test.each([
  ["Google", { "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
  ["Facebook's preview", { "User-Agent": "facebookexternalhit/1.1" }],
  ["WhatsApp's preview", { "User-Agent": "WhatsApp/2.23.20.0" }],
  ["Slack's preview", { "User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" }],
  ["curl", { "User-Agent": "curl/8.5.0" }],
  ["a browser without a head", { "User-Agent": CHROME.replace("Chrome", "HeadlessChrome") }],
  ["who does not say", { "User-Agent": "" }],
  ["a browser that fetches ahead", { "Sec-Purpose": "prefetch" }],
  ["a browser that renders ahead", { "Sec-Purpose": "prefetch;prerender" }],
  ["an older browser that fetches ahead", { Purpose: "prefetch" }],
  ["Firefox, which fetches ahead", { "X-Moz": "prefetch" }],
  ["Safari's preview", { "X-Purpose": "preview" }],
  ["a page that shows the link as a picture", { "Sec-Fetch-Dest": "image" }],
  ["a script that asks by itself", { "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors" }],
])("%s is sent on, and counted apart", async (_, headers) => {
  const response = await go(headers as Record<string, string>);
  expect(response.headers.get("Location")).toBe("https://tidewater.com/?ref=ada");
  expect(await counted()).toEqual({ clicks: 0, bots: 1 });
});

test("a browser that says it opens a page is a person's", async () => {
  await go({ "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1" });
  expect(await counted()).toEqual({ clicks: 1, bots: 0 });
});

test("who only looks where a link leads (HEAD) is told, and is no click", async () => {
  const response = await go({}, "HEAD");
  expect([response.status, response.headers.get("Location")]).toEqual([
    302,
    "https://tidewater.com/?ref=ada",
  ]);
  expect(await counted()).toEqual({ clicks: 0, bots: 1 });
});

test.each([
  ["de-DE,de;q=0.9", "de"],
  ["da", "da"],
  ["fr-FR", "en"],
])("where no such shop is, a page says so in a language of %s", async (accepted, language) => {
  const response = await go({ "Accept-Language": accepted }, "GET", { shop: "nowhere" });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ language });
  expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
});
