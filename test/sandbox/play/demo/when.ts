import type { Source } from "#test/sandbox/play/demo/cast.ts";
import type { Random } from "#test/sandbox/random.ts";

/** The played time: `start` is in it, `end` is not. */
export type Window = { readonly start: Date; readonly end: Date };

const DAY = 86_400_000;
/** A spike is over in about this long, whatever the window. */
const SPIKE_DAYS = 9;

/** The window of so many whole months up to the end of October 2026. */
export function windowOf(months: number): Window {
  return { start: new Date(Date.UTC(2026, 10 - months, 1)), end: new Date(Date.UTC(2026, 10, 1)) };
}

/** When a source starts to bring customers. */
export function startOf(source: Source, { start, end }: Window): Date {
  return new Date(start.getTime() + source.from * (end.getTime() - start.getTime()));
}

/** When a leaked code began to be everybody's; null for a source whose code did not leak. */
export function leakedAt(source: Source, { start, end }: Window): Date | null {
  if (source.curve !== "leak") return null;
  const { from, to, turn = 0.5 } = source;
  const place = from + turn * (to - from);
  return new Date(start.getTime() + place * (end.getTime() - start.getTime()));
}

/** Draws when a new customer of a source first buys: by its curve over its part of the window, and by day more than by night. */
export function drawFirst(random: Random, source: Source, window: Window): Date {
  const from = startOf(source, window).getTime();
  const length = (source.to - source.from) * (window.end.getTime() - window.start.getTime());
  const at = from + place(random, source, length / DAY) * length;
  const day = Math.floor(at / DAY) * DAY;
  const hour = 9 + 7 * (random.next() + random.next());
  const drawn = Math.floor(day + hour * 3_600_000);
  return new Date(Math.min(Math.max(drawn, from), window.end.getTime() - 1));
}

/** Where in the source's time, 0 to 1. */
function place(random: Random, source: Source, days: number): number {
  const even = random.next();
  const turn = source.turn ?? 0.5;
  switch (source.curve) {
    case "rising":
      return Math.sqrt(even);
    case "fading":
      return 1 - Math.sqrt(even);
    case "spike":
      return random.chance(0.75) ? Math.min(1, random.wait(SPIKE_DAYS / 3) / days) % 1 : even;
    case "leak":
      return random.chance(0.3) ? even * turn : turn + even * (1 - turn);
    default:
      return even;
  }
}
