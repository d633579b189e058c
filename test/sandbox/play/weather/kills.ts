import { setTimeout as pause } from "node:timers/promises";

/** Kills workers along a play. */
export type Kills = {
  /** Told before each event; where the next kill has its place it waits until the one before is over, so that none comes late. */
  pass(next: number): Promise<void>;
  /** Spares who was not killed by now: nothing is left to do. Rejects when a killed worker did not come back. */
  over(): Promise<void>;
  /** Workers that died of SIGKILL. */
  readonly count: number;
};

type Plan = {
  /** How many, spread evenly over the events from `from` to `total`. */
  readonly kills: number;
  readonly from: number;
  readonly total: number;
  /** Killed in turn; each answers whether the signal ended it, when another runs in its place. */
  readonly workers: readonly { kill(): Promise<boolean> }[];
  /** Whether each worker is in the middle of work. */
  isBusy(): Promise<boolean>;
  /** Resolves when the worker that replaced one killed at `since` takes work. */
  back(since: Date): Promise<void>;
};

/** Milliseconds between two looks. */
const LOOK = 10;

/** Plans the kills: each worker in turn, from its place in the play on, in the middle of work, one after the other. */
export function createKills({ kills, from, total, workers, isBusy, back }: Plan): Kills {
  const placeOf = (index: number) => from + Math.floor(((index + 1) * (total - from)) / (kills + 1));
  let reached = -1;
  let isOver = false;
  let count = 0;
  let begun = 0;
  let striking: Promise<void> = Promise.resolve();

  async function killAll(): Promise<void> {
    for (let index = 0; index < kills; index++) {
      while (!(reached >= placeOf(index) && (await isBusy()))) {
        if (isOver) return;
        await pause(LOOK);
      }
      begun++;
      striking = strike(index);
      await striking;
    }
  }

  async function strike(index: number): Promise<void> {
    const since = new Date();
    if (!(await workers[index % workers.length]?.kill())) return;
    count++;
    await back(since);
  }

  const all = killAll();
  all.catch(() => {});
  return {
    async pass(next) {
      reached = next;
      if (next >= placeOf(begun)) await striking;
    },
    async over() {
      isOver = true;
      await all;
    },
    get count() {
      return count;
    },
  };
}
