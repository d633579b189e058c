import { figure } from "#test/bench/figures/figure.ts";
import { type Spread, spreadOf } from "#test/bench/figures/spread.ts";
import { type Bench, load, type Part } from "#test/bench/part/bench.ts";
import { startWeb, startWorkers, type Taker } from "#test/bench/running/app.ts";
import { agesWhenApplied, drained, fillInbox, isWaiting } from "#test/bench/running/inbox.ts";
import { installShops } from "#test/bench/running/shop.ts";

const PART = "fairness: one shop floods, another sends two webhooks a second";
const FLOODER = "a-flood.myshopify.com";
const QUIET = "b-quiet.myshopify.com";
const PER_SECOND = 2;
/** The quiet shop sends for so long and again, as long as the flood lasts. */
const STRETCH_SECONDS = 5;

/** How fresh the quiet shop is, alone, and while the other's backlog is drained: from when a webhook was due to its effects' commit. */
export const fairness: Part = async (bench) => {
  const { server, crew, sizes, say } = bench;
  const ground = await server.clone();
  await installShops(ground, [FLOODER, QUIET]);
  const web = await startWeb(crew, ground, "fairness");
  const workers = await startWorkers(crew, ground, 2, "fairness");
  const calm = new Date();
  let sent = await send(bench, web, 0, sizes.aloneSeconds);
  await drained(ground, QUIET);
  const alone = spreadOf(await agesWhenApplied(ground, QUIET, [calm, new Date()]));

  const dueAt = await fillInbox(ground, FLOODER, sizes.flood);
  while (await isWaiting(ground, FLOODER)) sent += await send(bench, web, sent, STRETCH_SECONDS);
  await drained(ground, QUIET);
  const end = await drained(ground, FLOODER);
  const beside = spreadOf(await agesWhenApplied(ground, QUIET, [dueAt, end]));
  const all = await agesWhenApplied(ground, QUIET, [calm, new Date()]);
  say(`fairness: p99 ${alone.p99.toFixed(0)} ms alone, ${beside.p99.toFixed(0)} ms beside the flood`);
  await Promise.all([web.member, ...workers].map((member) => member.stop()));
  await server.drop(ground);
  const rate = sizes.flood / ((end.getTime() - dueAt.getTime()) / 1000);
  return [
    ...figuresOf("alone", alone),
    figure(PART, `the flood of ${sizes.flood}, applied by 2 workers`, rate, "orders/s"),
    ...figuresOf("beside the flood", beside, 10_000),
    figure(PART, "the quiet shop's webhooks that were not applied", sent - all.length, "", { exactly: 0 }),
  ];
};

function figuresOf(when: string, { count, p50, p99, max }: Spread, most?: number) {
  return [
    figure(PART, `${when}: webhooks`, count, "", { atLeast: 1 }),
    figure(PART, `${when}: p50`, p50, "ms"),
    figure(PART, `${when}: p99`, p99, "ms", most === undefined ? null : { atMost: most }),
    figure(PART, `${when}: longest`, max, "ms"),
  ];
}

/** @returns how many were sent, all of them answered 2xx */
async function send({ crew }: Bench, web: Taker, first: number, seconds: number): Promise<number> {
  const plan = { port: web.port, shopDomain: QUIET, first, seconds, pace: { perSecond: PER_SECOND } };
  const { sent, refused } = await load(crew, plan);
  if (refused > 0) throw new Error(`${refused} of the quiet shop's ${sent} webhooks were not answered 2xx.`);
  return sent;
}
