/**
 * Decides whether a creator's code has leaked: whether people use it who never came from the creator. It measures a code
 * by its own past alone, so that a creator who only ever speaks a code aloud, and whose buyers never click, is no leak;
 * it says by which numbers it decided. It refuses to decide by few orders, and what to do about it is the merchant's.
 */
import type { CodeDay } from "#app/attribution/code-use.ts";
import { ENOUGH, isLeak, type Sign, signsIn } from "#app/attribution/leak-sign.ts";
import { everyDay, stretchOf, type Watched } from "#app/attribution/leak-stretch.ts";

/** Why a code seems to have leaked: the signs, in its uses of the last `days` days, from `from` on. */
export type Why = {
  readonly from: string;
  readonly days: number;
  readonly uses: number;
  readonly untouched: number;
  readonly signs: readonly Sign[];
};

/** What a code's uses say of it. `since` is the first day it was used as if it had leaked. */
export type Verdict =
  | { readonly is: "leak"; readonly since: string; readonly why: Why }
  | { readonly is: "clean" }
  /** A leak that stood, of a code that is used no more. */
  | { readonly is: "quiet" }
  | { readonly is: "few"; readonly uses: number; readonly needed: number };

/** So many last days are looked at: a leak shows early in few of them, and a slow one in many. */
const WINDOWS = [14, 28, 56, 112, 168] as const;
/** A leak that stands is looked at by these, against what was before it. */
const STANDING = [14, 28] as const;
/** Days before that tell what is usual. */
const PAST = 365;

/** Days that tell whether a code has enough uses to say anything of it, and days that are looked at in all. */
export const LATELY = Math.max(...WINDOWS);
export const DAYS_LOOKED_AT = LATELY + PAST;

/**
 * Judges a code by its uses up to a day. `since`: from when on a leak of it stands, which is measured by what was before
 * and is over when it is used as it was then ("clean"), or not at all for four weeks ("quiet").
 */
export function judge(watched: Watched, since: string | null = null): Verdict {
  const days = everyDay(watched);
  const found = looks(days, watched, since);
  const uses = Math.max(0, ...found.map((why) => why.uses));
  if (since !== null && uses === 0) return { is: "quiet" };
  if (uses < ENOUGH) return { is: "few", uses, needed: ENOUGH };
  const whys = found.filter(({ signs }) => isLeak(signs));
  const [why] = whys.toSorted((a, b) => b.signs.length - a.signs.length || a.days - b.days);
  if (!why) return { is: "clean" };
  return { is: "leak", since: since ?? turnOf(days, watched.over?.to ?? ""), why };
}

/** Whether it is worth asking from where a code was used: without one of these two signs nothing is a leak. */
export function isSuspect(watched: Omit<Watched, "origins">, since: string | null = null): boolean {
  const found = looks(everyDay(watched), { ...watched, origins: [] }, since);
  return found.some(({ signs }) => signs.some(({ kind }) => kind === "unclicked" || kind === "coupons"));
}

const looks = (days: readonly CodeDay[], watched: Watched, since: string | null): Why[] =>
  (since === null ? WINDOWS : STANDING)
    .map((length) => look(days, watched, length, since))
    .filter((why) => why !== null);

/** Looks at the last `length` days; null where they would reach back to a leak that is over. */
function look(
  days: readonly CodeDay[],
  { origins, over }: Watched,
  length: number,
  since: string | null,
): Why | null {
  const recent = days.slice(-length);
  const from = recent[0]?.day;
  if (from === undefined || (over && from <= over.to)) return null;
  const before = since === null ? days.slice(0, -length) : days.filter(({ day }) => day < since);
  const stretch = stretchOf(recent, origins);
  const { uses, untouched } = stretch;
  const signs = uses < ENOUGH ? [] : signsIn(stretchOf(before.slice(-PAST), origins), stretch);
  return { from, days: recent.length, uses, untouched, signs };
}

/**
 * The day on which uses without a click became more frequent: the one that parts the days into two stretches of
 * constant rates most likely (the likelihood ratio of Poisson counts with one change, Worsley 1986). Only days behind `after`.
 */
function turnOf(days: readonly CodeDay[], after: string): string {
  const all = days.reduce((sum, { untouched }) => sum + untouched, 0);
  const worth = (count: number, time: number) => (count === 0 ? 0 : count * Math.log(count / time));
  let before = 0;
  let best = { day: days[0]?.day ?? "", gain: Number.NEGATIVE_INFINITY };
  for (const [time, { day, untouched }] of days.entries()) {
    const left = days.length - time;
    const isMore = time > 0 && (all - before) / left > before / time;
    const gain = worth(before, time) + worth(all - before, left);
    if (isMore && day > after && gain > best.gain) best = { day, gain };
    before += untouched;
  }
  return best.day;
}
