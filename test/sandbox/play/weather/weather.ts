import type { Options } from "#test/sandbox/play/options.ts";
import type { Started } from "#test/sandbox/play/start.ts";
import { createKills } from "#test/sandbox/play/weather/kills.ts";
import { reconcile } from "#test/sandbox/play/weather/reconcile.ts";
import { ROUGH_KILLS } from "#test/sandbox/play/weather/rough.ts";
import { isBusy, waitForWorker } from "#test/sandbox/play/weather/work.ts";
import { CALM } from "#test/sandbox/webhooks/faults.ts";

/** The weather of one play, beside what it does to deliveries. */
export type Weather = {
  /** Told before each event. */
  pass(next: number): Promise<void>;
  /** After the play: no more faults, and the app asked to reconcile what was dropped. In a calm play it does nothing. */
  clear(isOver: () => boolean): Promise<void>;
  readonly kills: number;
  /** The app's reconcile runs that were asked for when all was sent and applied. */
  readonly runs: readonly string[];
};

/** Makes the weather for the events from `from` to `total`: none when the play is calm, or nothing is left to play. */
export function createWeather(
  { standIn, reader, workers }: Started,
  { faults }: Options,
  { from, total }: { from: number; total: number },
): Weather {
  const isRough = faults === "rough" && from < total;
  const kills = createKills({
    kills: isRough ? ROUGH_KILLS : 0,
    from,
    total,
    workers,
    isBusy: () => isBusy(reader, workers.length),
    back: (since) => waitForWorker(reader, since),
  });
  let runs: readonly string[] = [];
  return {
    pass: kills.pass,
    async clear(isOver) {
      await kills.over();
      standIn.deliveries.faults.set(CALM);
      if (isRough) runs = await reconcile(standIn, reader, isOver);
    },
    get kills() {
      return kills.count;
    },
    get runs() {
      return runs;
    },
  };
}
