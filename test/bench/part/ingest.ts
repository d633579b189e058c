import { type Figure, figure } from "#test/bench/figures/figure.ts";
import { median } from "#test/bench/figures/spread.ts";
import type { Loaded } from "#test/bench/load/plan.ts";
import { type Bench, load, type Part } from "#test/bench/part/bench.ts";
import { startBare, startWeb, startWorkers, type Taker } from "#test/bench/running/app.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { installShops } from "#test/bench/running/shop.ts";

const PART = "ingest: signed webhooks taken in";
const SHOP = "ingest.myshopify.com";
const CONNECTIONS = 32;
const WARM_SECONDS = 2;
const STEADY = 500;

type Side = { readonly ground: Ground; readonly taker: Taker; readonly rates: number[]; sent: number };

/**
 * The web process beside the bare server, in turn, as fast as each answers; then the web process at 500 a second, without
 * a worker and with one. Whatever was answered 200 must be in the table afterwards.
 */
export const ingest: Part = async (bench) => {
  const { crew, server, sizes } = bench;
  const [own, bare] = [await server.clone(), await server.clone()];
  await installShops(own, [SHOP]);
  const ours: Side = { ground: own, taker: await startWeb(crew, own, "ingest"), rates: [], sent: 0 };
  const theirs: Side = { ground: bare, taker: await startBare(crew, bare), rates: [], sent: 0 };
  for (const side of [ours, theirs]) await run(bench, side, WARM_SECONDS, { connections: CONNECTIONS });
  const refused = { count: 0 };
  for (let turn = 1; turn <= sizes.turns; turn++) {
    for (const side of [ours, theirs]) {
      const loaded = await run(bench, side, sizes.turnSeconds, { connections: CONNECTIONS });
      side.rates.push(loaded.stored / loaded.seconds);
      refused.count += loaded.refused;
    }
    bench.say(
      `ingest, turn ${turn}: ${Math.round(ours.rates.at(-1) ?? 0)}/s, bare ${Math.round(theirs.rates.at(-1) ?? 0)}/s`,
    );
  }
  await theirs.taker.member.stop();
  const [rate, bareRate] = [median(ours.rates), median(theirs.rates)];
  const figures = [
    figure(PART, "the app's web process, as fast as it answers", rate, "/s", { atLeast: 1000 }),
    figure(PART, "bare Node + HMAC + the same insert", bareRate, "/s"),
    figure(PART, "the app beside bare", rate / bareRate, "", { atLeast: 0.2 }),
    figure(PART, "not answered 2xx in all turns", refused.count, "", { exactly: 0 }),
    ...(await steady(bench, ours, "without a worker")),
  ];
  const workers = await startWorkers(crew, own, 1, "ingest");
  figures.push(...(await steady(bench, ours, "with a worker at work")));
  await Promise.all([...workers, ours.taker.member].map((member) => member.stop()));
  for (const side of [ours, theirs]) await server.drop(side.ground);
  return figures;
};

async function steady(bench: Bench, side: Side, how: string): Promise<Figure[]> {
  await side.ground.ask("TRUNCATE inbox");
  await side.ground.ask("CHECKPOINT");
  const loaded = await run(bench, side, bench.sizes.steadySeconds, { perSecond: STEADY });
  const { latency, refused, stored, seconds } = loaded;
  const [row] = await side.ground.ask<{ count: number }>("SELECT count(*)::int AS count FROM inbox");
  const at = `at ${STEADY}/s ${how}`;
  bench.say(`ingest ${at}: p99 ${latency.p99.toFixed(1)} ms`);
  return [
    figure(PART, `${at}: answered`, stored / seconds, "/s", { atLeast: 0.98 * STEADY }),
    figure(PART, `${at}: p50`, latency.p50, "ms"),
    figure(PART, `${at}: p99`, latency.p99, "ms", { atMost: 100 }),
    figure(PART, `${at}: longest`, latency.max, "ms"),
    figure(PART, `${at}: not answered 2xx`, refused, "", { exactly: 0 }),
    figure(PART, `${at}: answered and not in the table`, stored - (row?.count ?? 0), "", { exactly: 0 }),
  ];
}

async function run(
  { crew }: Bench,
  side: Side,
  seconds: number,
  pace: { connections: number } | { perSecond: number },
): Promise<Loaded> {
  const plan = { port: side.taker.port, shopDomain: SHOP, first: side.sent, seconds, pace };
  const loaded = await load(crew, plan);
  side.sent += loaded.sent;
  return loaded;
}
