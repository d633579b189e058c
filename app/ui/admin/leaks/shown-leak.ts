import type { Why } from "#app/attribution/leak.ts";
import { addDays, daysBetween } from "#app/kernel/day.ts";
import type { DayBar } from "#app/ui/figure/day-bars.tsx";

/** A finding as pages show it; instants as ISO text. */
export type ShownLeak = {
  readonly id: string;
  readonly codeId: string;
  readonly code: string;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly since: string;
  readonly why: Why;
  readonly state: string;
  readonly ignoredUntil: string | null;
  readonly isPaused: boolean;
  readonly isEnding: boolean;
  readonly days: readonly { readonly day: string; readonly uses: number; readonly untouched: number }[];
};

/** When codes were last watched, how many, and of how many nothing can be said yet. */
export type ShownWatch = { readonly watchedAt: string; readonly codes: number; readonly few: number };

/** Every day from the first to the last that is told, those without uses too. */
export function barsOf({ days, why }: Pick<ShownLeak, "days" | "why">): DayBar[] {
  const last = [days.at(-1)?.day ?? "", addDays(why.from, why.days - 1)].sort().at(-1) ?? "";
  const first = days[0]?.day ?? why.from;
  const byDay = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => {
    const day = addDays(first, at);
    const { uses = 0, untouched = 0 } = byDay.get(day) ?? {};
    return { day, all: uses, apart: untouched };
  });
}
