import { setTimeout as pause } from "node:timers/promises";
import { type Figure, figure } from "#test/bench/figures/figure.ts";
import type { Bench, Part, Replayed } from "#test/bench/part/bench.ts";
import { kept, OUTSIDE } from "#test/bench/place.ts";
import { watchChildren } from "#test/bench/running/memory.ts";

const PART = "replay: a whole shop through the sandbox, 2 workers";
const SANDBOX = ["test/sandbox/main.ts", "--once", "--json", "--fresh", "--workers", "2"];
/** What must be the same in any weather. */
const SAME = ["orders", "customers", "creators", "unattributed", "stateHash"] as const;
/** A replay that takes longer is stopped: it misses its target by far. */
const MOST_MINUTES = 15;
const FAULTS = ["duplicated", "reordered", "dropped", "reconciled", "kills"] as const;

type Report = {
  readonly orders: number;
  readonly customers: number;
  readonly creators: readonly unknown[];
  readonly unattributed: unknown;
  readonly stateHash: string;
  readonly faults: Readonly<Record<(typeof FAULTS)[number], number>>;
  readonly seconds: { readonly play: number; readonly drain: number };
  readonly ordersPerSecond: number;
};

/** The file played calmly, then in rough weather; what is in the end must be the same. */
export const replay: Part = async (bench) => {
  const { file, orders, customers } = bench.sizes.replay;
  const calm = await play(bench, bench.sizes.replay, "calm");
  const rough = await play(bench, bench.sizes.replay, "rough");
  const mustBe = (count: number | null) => (count === null ? null : { exactly: count });
  return [
    figure(PART, "file", file.split("/").at(-1) ?? file),
    figure(PART, "calm: orders", calm.orders, "", mustBe(orders)),
    figure(PART, "calm: customers", calm.customers, "", mustBe(customers)),
    figure(PART, "calm: from the first POST to empty queues", seconds(calm), "s"),
    figure(PART, "calm: orders taken in and applied", calm.ordersPerSecond, "/s", { atLeast: 150 }),
    figure(PART, "rough: from the first POST to empty queues", seconds(rough), "s"),
    ...FAULTS.map((fault) => figure(PART, `rough: ${fault}`, rough.faults[fault], "", { atLeast: 1 })),
    figure(PART, "rough: dropped and not reconciled", rough.faults.dropped - rough.faults.reconciled, "", {
      exactly: 0,
    }),
    ...SAME.map((name) => same(name, calm, rough)),
  ];
};

const seconds = (report: Report) => report.seconds.play + report.seconds.drain;

function same(name: (typeof SAME)[number], calm: Report, rough: Report): Figure {
  const isSame = JSON.stringify(calm[name]) === JSON.stringify(rough[name]);
  return figure(PART, `rough and calm: ${name}`, isSame ? "same" : "different", "", { exactly: "same" });
}

/** One whole life of a sandbox, with a home of the bench's own. In rough weather workers die: their memory says nothing. */
async function play({ crew, say }: Bench, { file }: Replayed, weather: "calm" | "rough"): Promise<Report> {
  say(`replay, ${weather}: ${file}`);
  const faults = weather === "rough" ? ["--faults", "rough"] : [];
  const env = { ...OUTSIDE, SANDBOX_HOME: kept("sandbox") };
  const sandbox = crew.start(`replay ${weather}`, [...SANDBOX, "--replay", file, ...faults], env);
  const unwatch = watchChildren(sandbox.child.pid ?? 0, {
    "app/web.server.ts": `web of the ${weather} replay`,
    "app/worker.server.ts": `worker of the ${weather} replay`,
  });
  try {
    const report: Report = JSON.parse(await within(MOST_MINUTES, sandbox.printed()));
    say(`replay, ${weather}: ${report.orders} orders, ${report.ordersPerSecond}/s`);
    return report;
  } finally {
    const memory = unwatch();
    if (weather === "calm") crew.memory.push(...memory);
    await sandbox.stop();
  }
}

async function within<Result>(minutes: number, result: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const late = pause(minutes * 60_000, undefined, { signal: over.signal }).then(() => {
    throw new Error(`The replay was not over after ${minutes} minutes.`);
  });
  late.catch(() => {});
  return Promise.race([result, late]).finally(() => over.abort());
}
