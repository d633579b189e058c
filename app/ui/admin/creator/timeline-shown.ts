import type { Happening } from "#app/attribution/timeline.ts";

/** The addresses' names for where the timeline's page begins or ends: `earlier` shows what came before, `later` what came after. */
export const EARLIER = "earlier";
export const LATER = "later";

/** An entry of a creator's timeline as a loader sends it: `at` is ISO text, `day` the shop's, "2026-03-29". */
export type ShownEntry = {
  readonly key: string;
  readonly at: string;
  readonly day: string;
  readonly happening: Happening;
};

/** A page of a creator's timeline, newest first; places as they stand in an address. */
export type ShownTimeline = {
  readonly entries: readonly ShownEntry[];
  readonly older: string | null;
  readonly newer: string | null;
};

/** Entries that follow one another on one day, together. */
export function byDay(
  entries: readonly ShownEntry[],
): { readonly day: string; readonly entries: readonly ShownEntry[] }[] {
  const days: { day: string; entries: ShownEntry[] }[] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last?.day === entry.day) last.entries.push(entry);
    else days.push({ day: entry.day, entries: [entry] });
  }
  return days;
}
