import type { Figure } from "#test/bench/figures/figure.ts";
import type { Asking, Loaded, Plan } from "#test/bench/load/plan.ts";
import { SECRET } from "#test/bench/running/app.ts";
import type { Crew } from "#test/bench/running/crew.ts";
import type { Server } from "#test/bench/running/ground.ts";

/** What every part of the bench works with. */
export type Bench = {
  readonly server: Server;
  readonly crew: Crew;
  readonly sizes: Sizes;
  readonly say: (line: string) => void;
};

/** A part of the bench: it starts what it needs, measures, stops it, and tells its figures. */
export type Part = (bench: Bench) => Promise<Figure[]>;

/** How much is done, and how long. */
export type Sizes = {
  /** Turns of each side where two are measured in turn. */
  readonly turns: number;
  readonly turnSeconds: number;
  readonly steadySeconds: number;
  readonly backlog: number;
  readonly flood: number;
  readonly aloneSeconds: number;
  /** Creators of a shop that has many. */
  readonly creators: number;
  /** Orders that a policy is previewed on. */
  readonly previewed: number;
  /** How often an interval is drawn anew to see what it holds. */
  readonly repetitions: number;
  /** The file to replay, and what must come of it where that is known. */
  readonly replay: Replayed;
};

export type Replayed = {
  readonly file: string;
  readonly orders: number | null;
  readonly customers: number | null;
};

const MASTER = { file: "test/bench/CDNOW_master.txt.gz", orders: 69_659, customers: 23_570 };
const SAMPLE = {
  file: "test/sandbox/play/fixtures/cdnow-sample.txt.gz",
  orders: 6919,
  customers: 2357,
};

export const FULL: Sizes = {
  turns: 3,
  turnSeconds: 5,
  steadySeconds: 30,
  backlog: 6000,
  flood: 20_000,
  aloneSeconds: 30,
  creators: 10_000,
  previewed: 70_000,
  repetitions: 10_000,
  replay: MASTER,
};

/** To see that the bench works: its figures say little. */
export const QUICK: Sizes = {
  turns: 1,
  turnSeconds: 2,
  steadySeconds: 5,
  backlog: 600,
  flood: 2000,
  aloneSeconds: 5,
  creators: 1000,
  previewed: 7000,
  repetitions: 500,
  replay: SAMPLE,
};

/** The replay of a name: CDNOW's `master`, its `sample`, or any file the sandbox replays. */
export function replayOf(name: string): Replayed {
  if (name === "master") return MASTER;
  return name === "sample" ? SAMPLE : { file: name, orders: null, customers: null };
}

/** Sends webhooks from a process of their own. */
export async function load(crew: Crew, plan: Omit<Plan, "secret">): Promise<Loaded> {
  const whole: Plan = { ...plan, secret: SECRET };
  const generator = crew.start("load", ["test/bench/load/main.ts", JSON.stringify(whole)], {});
  const loaded = await generator.told<Loaded>();
  await generator.stop();
  return loaded;
}

/** Sends visitors from a process of their own. */
export async function visit(crew: Crew, asking: Asking): Promise<Loaded> {
  const generator = crew.start("visitors", ["test/bench/load/visitors.ts", JSON.stringify(asking)], {});
  const loaded = await generator.told<Loaded>();
  await generator.stop();
  return loaded;
}
