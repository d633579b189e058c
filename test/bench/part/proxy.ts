import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Figure, figure } from "#test/bench/figures/figure.ts";
import { median } from "#test/bench/figures/spread.ts";
import type { Loaded } from "#test/bench/load/plan.ts";
import { type Part, visit } from "#test/bench/part/bench.ts";
import { SECRET, startWeb } from "#test/bench/running/app.ts";
import { giveLinks, installShops } from "#test/bench/running/shop.ts";
import { ROOT } from "#test/sandbox/play/running/place.ts";

const PART = "proxy: what storefronts ask";
const SHOPS = Array.from({ length: 5 }, (_, n) => `proxy-${n}.myshopify.com`);
const LINKS = 20;
const CONNECTIONS = 32;
const WARM_SECONDS = 2;
const STEADY = 300;
const ASSETS = path.join(ROOT, "extensions", "rewards-theme", "assets");
const CHROME =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

/**
 * Signed requests of five shops' many visitors: greetings as fast as each is answered, then greetings and visits at 300 a
 * second each. When the web process has ended, each visit that was issued must be written down.
 */
export const proxy: Part = async ({ crew, server, sizes, say }) => {
  const ground = await server.clone();
  await installShops(ground, SHOPS);
  const links: (readonly [string, string])[] = [];
  for (const shop of SHOPS) for (const slug of await giveLinks(ground, shop, LINKS)) links.push([shop, slug]);
  await ground.ask("UPDATE code SET state = 'active'");
  await ground.ask(
    "UPDATE link SET code = code.code FROM code WHERE code.shop_id = link.shop_id AND code.creator_id = link.creator_id",
  );
  const web = await startWeb(crew, ground, "proxy");
  // Signed anew for each run: a signature counts for a minute and a half.
  const greet = (seconds: number, pace: { connections: number } | { perSecond: number }) => {
    const requests = links.map(([shop, slug]) => requestOf("GET /proxy/greeting", shop, { ref: slug }));
    return visit(crew, { port: web.port, requests, status: 200, seconds, pace });
  };
  const warm = await greet(WARM_SECONDS, { connections: CONNECTIONS });
  const rates: number[] = [];
  const turns: Loaded[] = [];
  for (let turn = 1; turn <= sizes.turns; turn++) {
    const loaded = await greet(sizes.turnSeconds, { connections: CONNECTIONS });
    turns.push(loaded);
    rates.push(loaded.stored / loaded.seconds);
    say(`proxy, turn ${turn}: ${Math.round(rates.at(-1) ?? 0)} greetings/s`);
  }
  const greetings = await greet(sizes.steadySeconds, { perSecond: STEADY });
  const requests = links.map(([shop, slug]) => requestOf("POST /proxy/visit", shop, {}, `ref=${slug}`));
  const pace = { perSecond: STEADY };
  const visits = await visit(crew, {
    ...{ port: web.port, requests, status: 201, seconds: sizes.steadySeconds, pace },
  });
  say(
    `proxy at ${STEADY}/s: p95 ${greetings.latency.p95.toFixed(1)} and ${visits.latency.p95.toFixed(1)} ms`,
  );
  await web.member.stop();
  const [row] = await ground.ask<{ count: number }>("SELECT count(*)::int AS count FROM visit");
  await server.drop(ground);
  const refused = [warm, ...turns, greetings, visits].reduce((sum, each) => sum + each.refused, 0);
  return [
    figure(PART, "greetings as fast as they are answered", median(rates), "/s", { atLeast: 300 }),
    ...steady("greetings", greetings),
    ...steady("visits", visits),
    figure(PART, "not answered as they should be", refused, "", { exactly: 0 }),
    figure(PART, "visits issued and not written", visits.stored - (row?.count ?? 0), "", { exactly: 0 }),
    figure(PART, "script of the theme extension, gzipped", bytesOf(".js"), "bytes", { atMost: 4096 }),
    figure(PART, "style of the theme extension, gzipped", bytesOf(".css"), "bytes", { atMost: 1024 }),
  ];
};

function steady(what: string, { stored, seconds, latency }: Loaded): Figure[] {
  const at = `${what} at ${STEADY}/s`;
  return [
    figure(PART, `${at}: answered`, stored / seconds, "/s", { atLeast: 0.98 * STEADY }),
    figure(PART, `${at}: p50`, latency.p50, "ms"),
    figure(PART, `${at}: p95`, latency.p95, "ms"),
    figure(PART, `${at}: p99`, latency.p99, "ms", { atMost: 150 }),
    figure(PART, `${at}: longest`, latency.max, "ms"),
  ];
}

function bytesOf(ending: string): number {
  const files = readdirSync(ASSETS).filter((name) => name.endsWith(ending));
  return files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(path.join(ASSETS, name)), { level: 9 }).length,
    0,
  );
}

/** A request as Shopify's app proxy passes it on, signed now. */
function requestOf(what: string, shop: string, asked: Record<string, string>, body = ""): string {
  const added = { shop, logged_in_customer_id: "", path_prefix: "/apps/tributary" };
  const query = { ...asked, ...added, timestamp: String(Math.floor(Date.now() / 1000)) };
  const text = Object.entries(query).map((pair) => pair.join("="));
  const signature = createHmac("sha256", SECRET).update(text.sort().join("")).digest("hex");
  const head = [
    `${what}?${new URLSearchParams({ ...query, signature })} HTTP/1.1`,
    "Host: bench.example",
    `User-Agent: ${CHROME}`,
    "X-Forwarded-For: {client}",
    `X-Forwarded-Host: ${shop}`,
    ...(body ? ["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${body.length}`] : []),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
