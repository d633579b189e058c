import { figure } from "#test/bench/figures/figure.ts";
import { spreadOf } from "#test/bench/figures/spread.ts";
import { load, type Part } from "#test/bench/part/bench.ts";
import { startWeb, startWorkers } from "#test/bench/running/app.ts";
import { agesWhenApplied, drained } from "#test/bench/running/inbox.ts";
import { installShops } from "#test/bench/running/shop.ts";

const PART = "freshness: from a webhook's due instant to its effects' commit";
const SHOP = "fresh.myshopify.com";
const PER_SECOND = 100;

/** A hundred webhooks a second through the web process and two workers. */
export const freshness: Part = async ({ server, crew, sizes, say }) => {
  const ground = await server.clone();
  await installShops(ground, [SHOP]);
  const web = await startWeb(crew, ground, "freshness");
  const workers = await startWorkers(crew, ground, 2, "freshness");
  const sentFrom = new Date();
  const pace = { perSecond: PER_SECOND };
  const { sent, refused } = await load(crew, {
    port: web.port,
    shopDomain: SHOP,
    first: 0,
    seconds: sizes.steadySeconds,
    pace,
  });
  await drained(ground, SHOP);
  const { count, p50, p99, max } = spreadOf(await agesWhenApplied(ground, SHOP, [sentFrom, new Date()]));
  say(`freshness at ${PER_SECOND}/s: p99 ${p99.toFixed(0)} ms`);
  await Promise.all([web.member, ...workers].map((member) => member.stop()));
  await server.drop(ground);
  const at = `at ${PER_SECOND}/s`;
  return [
    figure(PART, `${at}: webhooks`, sent),
    figure(PART, `${at}: p50`, p50, "ms"),
    figure(PART, `${at}: p99`, p99, "ms", { atMost: 5000 }),
    figure(PART, `${at}: longest`, max, "ms"),
    figure(PART, `${at}: not answered 2xx`, refused, "", { exactly: 0 }),
    figure(PART, `${at}: sent and not applied`, sent - count, "", { exactly: 0 }),
  ];
};
