import { type CodeDay, NO_USES, type UseCounts } from "#app/attribution/code-use.ts";
import { addDays, daysBetween } from "#app/kernel/day.ts";
import type { Share } from "#app/statistics/proportion.ts";

/** How many of a code's uses of a day came from one site to one country. */
export type Origin = {
  readonly day: string;
  readonly country: string | null;
  readonly referrer: string | null;
  readonly uses: number;
};

/** A stretch of a code's days: what it was used, and from where. `weeks`: uses of each whole week, the last first. */
export type Stretch = UseCounts & {
  readonly from: string;
  readonly days: number;
  readonly weeks: readonly number[];
  readonly countries: ReadonlyMap<string, number>;
  readonly referrers: ReadonlyMap<string, number>;
};

/** Days that tell nothing of how a code is usually used, both included: it had leaked. */
export type Episode = { readonly from: string; readonly to: string };

/** What is known of a code's uses up to the day `asOf`. */
export type Watched = {
  readonly days: readonly CodeDay[];
  readonly origins: readonly Origin[];
  readonly asOf: string;
  /** A leak that is over. */
  readonly over: Episode | null;
};

/** Every day from a code's first use to `asOf` but those of an episode, with what it was used then. */
export function everyDay({ days, asOf, over }: Omit<Watched, "origins">): CodeDay[] {
  const byDay = new Map(days.map((each) => [each.day, each]));
  const first = days.reduce<string | null>((least, { day }) => (least && least < day ? least : day), null);
  if (first === null || first > asOf) return [];
  return Array.from({ length: daysBetween(first, asOf) + 1 }, (_, index) => addDays(first, index))
    .filter((day) => !over || day < over.from || day > over.to)
    .map((day) => byDay.get(day) ?? { day, ...NO_USES });
}

const WEEK = 7;

/** Sums up days that follow one another. */
export function stretchOf(days: readonly CodeDay[], origins: readonly Origin[]): Stretch {
  const [from, to] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  const within = origins.filter(({ day }) => day >= from && day <= to);
  const sum = (name: keyof UseCounts) => days.reduce((all, day) => all + day[name], 0);
  const backwards = days.toReversed();
  return {
    from,
    days: days.length,
    ...{ uses: sum("uses"), untouched: sum("untouched"), coupons: sum("coupons"), repeats: sum("repeats") },
    weeks: Array.from({ length: Math.floor(days.length / WEEK) }, (_, week) =>
      backwards.slice(week * WEEK, (week + 1) * WEEK).reduce((all, { uses }) => all + uses, 0),
    ),
    countries: countBy(within, "country"),
    referrers: countBy(within, "referrer"),
  };
}

function countBy(origins: readonly Origin[], name: "country" | "referrer"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const origin of origins) {
    const place = origin[name];
    if (place !== null) counts.set(place, (counts.get(place) ?? 0) + origin.uses);
  }
  return counts;
}

const total = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((all, one) => all + one, 0);

/** What of the uses came from places that were not usual before: those of less than a twentieth. The most frequent first. */
export function unusual(
  before: ReadonlyMap<string, number>,
  counts: ReadonlyMap<string, number>,
): { readonly share: Share; readonly names: readonly string[] } {
  const all = total(before);
  const isUsual = (place: string) => (before.get(place) ?? 0) * 20 >= all;
  const found = [...counts]
    .filter(([place]) => !isUsual(place))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const part = found.reduce((sum, [, count]) => sum + count, 0);
  return { share: { part, of: total(counts) }, names: found.map(([place]) => place) };
}
