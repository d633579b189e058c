import type { Insertion } from "#test/bench/bare/insert.ts";
import { figure } from "#test/bench/figures/figure.ts";
import { median } from "#test/bench/figures/spread.ts";
import type { Bench, Part } from "#test/bench/part/bench.ts";
import { startWorkers } from "#test/bench/running/app.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { drained, fillInbox } from "#test/bench/running/inbox.ts";
import { installShops } from "#test/bench/running/shop.ts";

const PART = "process: a backlog of orders applied, each with its credit and figures";
const SHOP = "backlog.myshopify.com";
/** As many deliveries as a worker has in hand at once, unless told otherwise. */
const LOOPS = 4;
const TURNS = 2;

/**
 * A backlog in the inbox, applied by one worker and by two, beside the very rows that came of it put into an empty
 * database by straight SQL: one transaction an order, as many processes, as many connections.
 */
export const backlog: Part = async (bench) => {
  const seeded = await bench.server.clone();
  await installShops(seeded, [SHOP]);
  const rates = new Map<string, number[]>();
  const add = (what: string, rate: number) => rates.set(what, [...(rates.get(what) ?? []), rate]);
  for (let turn = 1; turn <= TURNS; turn++) {
    for (const workers of [1, 2]) {
      const { ground, rate } = await applied(bench, seeded, workers);
      const raw = await inserted(bench, seeded, ground, workers);
      bench.say(`process, turn ${turn}, ${workers} at work: ${Math.round(rate)}/s, raw ${Math.round(raw)}/s`);
      add(`ours ${workers}`, rate);
      add(`raw ${workers}`, raw);
      await bench.server.drop(ground);
    }
  }
  await bench.server.drop(seeded);
  const of = (what: string) => median(rates.get(what) ?? []);
  return [
    figure(PART, "1 worker", of("ours 1"), "orders/s"),
    figure(PART, "raw inserts of the same rows, 4 connections", of("raw 1"), "orders/s"),
    figure(PART, "1 worker beside raw inserts", of("ours 1") / of("raw 1")),
    figure(PART, "2 workers", of("ours 2"), "orders/s", { atLeast: 150 }),
    figure(PART, "raw inserts, 2 processes of 4 connections", of("raw 2"), "orders/s"),
    figure(PART, "2 workers beside raw inserts", of("ours 2") / of("raw 2")),
    figure(PART, "2 workers beside 1", of("ours 2") / of("ours 1")),
  ];
};

async function applied({ server, crew, sizes }: Bench, seeded: Ground, count: number) {
  const ground = await server.clone(seeded);
  const workers = await startWorkers(crew, ground, count, `process, ${count} at work`);
  const dueAt = await fillInbox(ground, SHOP, sizes.backlog);
  const seconds = ((await drained(ground, SHOP)).getTime() - dueAt.getTime()) / 1000;
  await Promise.all(workers.map((worker) => worker.stop()));
  const [row] = await ground.ask<{ count: number }>("SELECT count(*)::int AS count FROM attribution");
  if (row?.count !== sizes.backlog)
    throw new Error(
      `Of ${sizes.backlog} orders ${row?.count} were credited: this figure would be of something else.`,
    );
  return { ground, rate: sizes.backlog / seconds };
}

async function inserted(
  { server, crew, sizes }: Bench,
  seeded: Ground,
  from: Ground,
  parts: number,
): Promise<number> {
  const into = await server.clone(seeded);
  const [shop] = await into.ask<{ id: string }>("SELECT id FROM shop");
  const members = Array.from({ length: parts }, (_, part) => {
    const insertion: Insertion = {
      from: from.ownerUrl,
      into: into.url,
      shopId: shop?.id ?? "",
      connections: LOOPS,
      part,
      parts,
    };
    return crew.start(
      `raw inserts ${part + 1}`,
      ["test/bench/bare/insert.ts", JSON.stringify(insertion)],
      {},
    );
  });
  await Promise.all(members.map((member) => member.told<"ready">()));
  const done = members.map((member) => member.told<{ seconds: number; orders: number }>());
  for (const member of members) member.child.send("go");
  const results = await Promise.all(done);
  await Promise.all(members.map((member) => member.stop()));
  const [row] = await into.ask<{ count: number }>("SELECT count(*)::int AS count FROM attribution");
  if (row?.count !== sizes.backlog)
    throw new Error(`Of ${sizes.backlog} orders ${row?.count} were inserted.`);
  await server.drop(into);
  return sizes.backlog / Math.max(...results.map(({ seconds }) => seconds));
}
