import { setTimeout as pause } from "node:timers/promises";
import { lookForLeaks } from "#test/sandbox/play/look.ts";
import { databaseName, type Memory, memorise } from "#test/sandbox/play/memory.ts";
import type { Options } from "#test/sandbox/play/options.ts";
import { createPlayer } from "#test/sandbox/play/player.ts";
import { countWaiting, emptyQueues } from "#test/sandbox/play/report/queues.ts";
import type { Ending } from "#test/sandbox/play/running/ending.ts";
import type { Started } from "#test/sandbox/play/start.ts";
import type { Story } from "#test/sandbox/play/story.ts";
import { createWeather, type Weather } from "#test/sandbox/play/weather/weather.ts";

/** How the play went: seconds from its first webhook to the last acknowledged, and from there to empty queues and nothing left to mend. */
export type Played = {
  readonly orders: number;
  readonly play: number;
  readonly drain: number;
  readonly weather: Pick<Weather, "kills" | "runs">;
};

type Telling = {
  say(line: string): void;
  /** The first orders are in: the page is worth opening. */
  onUsable(): void;
};

/** So many orders make the page worth opening. */
const ENOUGH = 200;

/** Plays what is left of the story and waits until the app has applied it; an early end leaves a shop that can be gone on with. */
export async function playOn(
  ending: Ending,
  started: Started,
  { story, options, memory }: { story: Story; options: Options; memory: Memory | null },
  { say, onUsable }: Telling,
): Promise<Played> {
  const { standIn, reader } = started;
  const total = story.events.length;
  const from = memory?.next ?? (memory === null ? (story.past ?? 0) : total);
  const weather = createWeather(started, options, { from, total });
  const player = createPlayer(standIn.shop, story.events, from, weather.pass);
  const note = (next: number | null) => {
    const { sent, acknowledged } = standIn.deliveries.counts();
    const made = memory?.options ?? {
      seed: options.seed,
      orders: options.orders,
      months: options.months,
      replay: options.replay,
      past: options.past,
    };
    memorise({
      story: story.name,
      options: made,
      database: databaseName(process.env),
      // What was cut off once stays so: nobody knows which webhooks were lost.
      next: memory?.next === null ? null : next,
      sent: (memory?.sent ?? 0) + sent,
      acknowledged: (memory?.acknowledged ?? 0) + acknowledged,
    });
  };
  let playing: Promise<void> = Promise.resolve();
  await ending.hold(
    () => note(player.next < total ? null : total),
    async () => {
      player.stop();
      await playing.catch(() => {});
      await Promise.race([standIn.deliveries.drain(), pause(5000, undefined, { ref: false })]);
      // What was dropped and not mended yet is as good as cut off.
      const isWhole = standIn.deliveries.faults.counts().dropped === 0;
      if (isWhole && standIn.deliveries.counts().waiting === 0) note(player.next);
    },
  );

  let isUsable = false;
  const tick = async () => {
    if (!isUsable) {
      const [row] = await reader.shop(
        "SELECT count(*)::int AS count FROM (SELECT FROM orders WHERE shop_id = $1 LIMIT $2) AS seen",
        [reader.shopId, ENOUGH],
      );
      isUsable = Number(row?.count) >= Math.min(ENOUGH, story.events.length) || player.next >= total;
      if (isUsable) onUsable();
    }
    standIn.setStatus({ phase: "Playing the shop", done: player.next, total, isUsable, isOver: false });
  };
  const began = performance.now();
  playing = player.play();
  const tell = async () => {
    if (player.next < total) return say(`${player.next} of ${total} events played`);
    const waiting = await countWaiting(reader);
    say(
      waiting > 0
        ? `all played; ${waiting} webhooks wait to be applied`
        : "all played; the last jobs are under way",
    );
  };
  const tickers = [every(500, tick, say), every(5000, tell, say)];
  try {
    await Promise.race([playing.then(() => standIn.deliveries.drain()), ending.come]);
    const played = performance.now();
    const isOver = () => ending.isComing;
    await Promise.race([emptyQueues(reader, isOver).then(() => weather.clear(isOver)), ending.come]);
    const drained = performance.now();
    await Promise.race([lookForLeaks(standIn, reader, isOver), ending.come]);
    note(total);
    if (!isUsable) onUsable();
    standIn.setStatus({ phase: "Ready", done: total, total, isUsable: true, isOver: true });
    return {
      orders: player.orders,
      play: (played - began) / 1000,
      drain: (drained - played) / 1000,
      weather,
    };
  } finally {
    for (const ticker of tickers) clearInterval(ticker);
  }
}

/** Does something again and again, never twice at once. */
function every(ms: number, work: () => Promise<void>, say: (line: string) => void): NodeJS.Timeout {
  let isAtWork = false;
  const once = async () => {
    if (isAtWork) return;
    isAtWork = true;
    await work().catch((error: Error) => say(`how far the play is could not be read: ${error.message}`));
    isAtWork = false;
  };
  return setInterval(once, ms);
}
