import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createKills } from "#test/sandbox/play/weather/kills.ts";

/** Plays 110 events past the kills, half a second in all, and tells who was killed before which event. */
async function playPast(plan: Partial<Parameters<typeof createKills>[0]> = {}) {
  const deaths: { worker: number; next: number }[] = [];
  let next = 0;
  const makeWorker = (worker: number) => ({
    kill: async () => {
      deaths.push({ worker, next });
      return true;
    },
  });
  const kills = createKills({
    kills: 5,
    from: 0,
    total: 110,
    workers: [makeWorker(1), makeWorker(2)],
    isBusy: async () => true,
    back: async () => {},
    ...plan,
  });
  for (; next < 110; next++) {
    await kills.pass(next);
    await pause(5);
  }
  await kills.over();
  return { deaths, count: kills.count };
}

test("the kills are spread over the play, each at its place or soon after, the workers in turn", async () => {
  const { deaths, count } = await playPast();
  expect(deaths.map(({ worker }) => worker)).toEqual([1, 2, 1, 2, 1]);
  expect(deaths.every(({ next }, index) => next >= Math.floor(((index + 1) * 110) / 6))).toBe(true);
  expect(count).toBe(5);
});

test("a worker is killed in the middle of work, not before it has some", async () => {
  let asked = 0;
  const { deaths } = await playPast({ kills: 1, isBusy: async () => ++asked > 3 });
  expect(asked).toBe(4);
  expect(deaths).toHaveLength(1);
});

test("who never has work in hand is spared, and the play goes on", async () => {
  const { deaths, count } = await playPast({ isBusy: async () => false });
  expect([deaths.length, count]).toEqual([0, 0]);
});

test("one worker is back before the next is killed, and the play waits for it", async () => {
  const events: string[] = [];
  let isAway = false;
  const back = async () => {
    await pause(30);
    isAway = false;
    events.push("back");
  };
  const kill = async () => {
    isAway = true;
    events.push("killed");
    return true;
  };
  const kills = createKills({
    kills: 3,
    from: 0,
    total: 4,
    workers: [{ kill }],
    isBusy: async () => true,
    back,
  });
  for (let next = 0; next < 4; next++) {
    await kills.pass(next);
    expect(isAway).toBe(false);
    await pause(40);
  }
  await kills.over();
  expect(events).toEqual(["killed", "back", "killed", "back", "killed", "back"]);
});

test("a death that was not the signal's is not counted", async () => {
  const { count } = await playPast({ workers: [{ kill: async () => false }] });
  expect(count).toBe(0);
});

test("a worker that does not come back ends the play with the reason", async () => {
  const back = async () => Promise.reject(new Error("No worker spoke up"));
  await expect(playPast({ back })).rejects.toThrow("No worker spoke up");
});
