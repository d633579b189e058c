import { figure } from "#test/bench/figures/figure.ts";
import { median } from "#test/bench/figures/spread.ts";
import type { Loaded } from "#test/bench/load/plan.ts";
import { type Bench, type Part, visit } from "#test/bench/part/bench.ts";
import { startWeb, type Taker } from "#test/bench/running/app.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { giveLinks, installShops } from "#test/bench/running/shop.ts";

const PART = "go: creators' links followed";
const SHOP = "go.myshopify.com";
const LINKS = 200;
const CONNECTIONS = 32;
const WARM_SECONDS = 2;
const STEADY = 500;
/** Every so manieth visitor is a bot. */
const BOTS = 10;
const CHROME =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
const BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

/**
 * Visitors follow many links, as fast as each is answered, then 500 a second, every tenth a bot. When the web process has
 * ended, each redirect must be written down: a visit, or a bot counted apart.
 */
export const go: Part = async (bench) => {
  const { crew, server, sizes, say } = bench;
  const ground = await server.clone();
  await installShops(ground, [SHOP]);
  const slugs = await giveLinks(ground, SHOP, LINKS);
  const web = await startWeb(crew, ground, "go");
  const requests = slugs.map((slug, index) => requestOf(slug, index % BOTS === 0 ? BOT : CHROME));
  const run = (seconds: number, pace: { connections: number } | { perSecond: number }) =>
    visit(crew, { port: web.port, requests, status: 302, seconds, pace });
  const all: Loaded[] = [await run(WARM_SECONDS, { connections: CONNECTIONS })];
  const rates: number[] = [];
  for (let turn = 1; turn <= sizes.turns; turn++) {
    const loaded = await run(sizes.turnSeconds, { connections: CONNECTIONS });
    all.push(loaded);
    rates.push(loaded.stored / loaded.seconds);
    say(`go, turn ${turn}: ${Math.round(rates.at(-1) ?? 0)}/s`);
  }
  const steady = await run(sizes.steadySeconds, { perSecond: STEADY });
  all.push(steady);
  say(`go at ${STEADY}/s: p99 ${steady.latency.p99.toFixed(1)} ms`);
  const written = await writtenBy(bench, web, ground);
  const sum = (of: (loaded: Loaded) => number) => all.reduce((total, each) => total + of(each), 0);
  const at = `at ${STEADY}/s`;
  return [
    figure(PART, "as fast as it answers", median(rates), "/s", { atLeast: 500 }),
    figure(PART, `${at}: answered`, steady.stored / steady.seconds, "/s", { atLeast: 0.98 * STEADY }),
    figure(PART, `${at}: p50`, steady.latency.p50, "ms"),
    figure(PART, `${at}: p99`, steady.latency.p99, "ms", { atMost: 50 }),
    figure(PART, `${at}: longest`, steady.latency.max, "ms"),
    figure(
      PART,
      "not sent on",
      sum((each) => each.refused),
      "",
      { exactly: 0 },
    ),
    figure(PART, "clicks written", written.clicks, "", { atLeast: 1 }),
    figure(PART, "bots counted apart", written.bots, "", { atLeast: 1 }),
    figure(PART, "sent on and not written", sum((each) => each.stored) - written.clicks - written.bots, "", {
      exactly: 0,
    }),
    figure(PART, "clicks counted beside visits", written.clicks - written.visits, "", { exactly: 0 }),
  ];
};

/** What stands in the tables when the web process has come to its end, as it does at each deployment. */
async function writtenBy({ server }: Bench, web: Taker, ground: Ground) {
  await web.member.stop();
  const [row] = await ground.ask<{ visits: number; clicks: number; bots: number }>(
    `SELECT (SELECT count(*)::int FROM visit) AS visits, sum(clicks)::int AS clicks, sum(bots)::int AS bots
     FROM link_clicks`,
  );
  await server.drop(ground);
  if (!row) throw new Error("Nothing was written.");
  return row;
}

function requestOf(slug: string, agent: string): string {
  const head = [
    `GET /go/${SHOP.split(".")[0]}/${slug} HTTP/1.1`,
    "Host: bench.example",
    `User-Agent: ${agent}`,
    "Accept: text/html,application/xhtml+xml",
    "Accept-Language: en-US,en;q=0.9",
    "Referer: https://www.instagram.com/",
  ];
  return `${head.join("\r\n")}\r\n\r\n`;
}
