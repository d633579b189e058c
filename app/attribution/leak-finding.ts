import type { Verdict, Why } from "#app/attribution/leak.ts";
import type { LeakId } from "#app/kernel/id.ts";

/** That a code seems to have leaked, as it stands. `ignoredUntil` null: until it gets worse. */
export type Finding = {
  readonly id: LeakId;
  readonly since: string;
  readonly why: Why;
  readonly ignored: { readonly until: Date | null; readonly why: Why } | null;
};

/** What becomes of what was found of a code; "keep" as it is, for nothing can be said. */
export type Step =
  | { readonly do: "open"; readonly since: string; readonly why: Why }
  | { readonly do: "tell"; readonly why: Why; readonly isIgnored: boolean }
  | { readonly do: "resolve" }
  | { readonly do: "keep" };

/** How long a finding can be ignored: so many days, or until it gets worse. */
export const IGNORED_FOR = ["30", "90", "worse"] as const;
export type IgnoredFor = (typeof IGNORED_FOR)[number];

/** When what is ignored at `now` is told of again by the clock; null: only when it gets worse. */
export const ignoredUntil = (how: IgnoredFor, now: Date): Date | null =>
  how === "worse" ? null : new Date(now.getTime() + Number(how) * 86_400_000);

/** Reads for how long something shall be ignored; null when nobody offers that. */
export const parseIgnoredFor = (text: string): IgnoredFor | null =>
  IGNORED_FOR.find((each) => each === text) ?? null;

/** So many times as often as when it was ignored a code must be used without a click, to be told of again before its time. */
const WORSE = 2;

/** What a verdict makes of what was found before: ignored stays ignored for its time, unless it got much worse. */
export function stepOf(standing: Finding | null, verdict: Verdict, now: Date): Step {
  if (verdict.is === "few") return { do: "keep" };
  if (verdict.is !== "leak") return standing ? { do: "resolve" } : { do: "keep" };
  const { since, why } = verdict;
  if (!standing) return { do: "open", since, why };
  const { ignored } = standing;
  const isOver = ignored?.until != null && ignored.until <= now;
  const isIgnored = ignored !== null && !isOver && rateOf(why) < WORSE * rateOf(ignored.why);
  return { do: "tell", why, isIgnored };
}

const rateOf = ({ untouched, days }: Why) => untouched / days;
