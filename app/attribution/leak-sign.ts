import { isCouponSite } from "#app/attribution/coupon-sites.ts";
import { type Stretch, unusual } from "#app/attribution/leak-stretch.ts";
import { chanceOfSoMany, spreadOf } from "#app/statistics/count.ts";
import { atLeast, chanceOfRise, type Share } from "#app/statistics/proportion.ts";

/**
 * What speaks for a leak: fewer of the buyers clicked a link of the creator's; more came from sites that collect codes;
 * it is used more often; it is used in countries, and from sites, that were not usual; fewer of its buyers used it before.
 */
export const SIGNS = ["unclicked", "coupons", "jump", "countries", "referrers", "strangers"] as const;

/**
 * A sign with its numbers: so many of so many uses, lately and before; of `jump`, uses in days. `names` are the sites or
 * the countries it is about, the most frequent first.
 */
export type Sign = {
  readonly kind: (typeof SIGNS)[number];
  readonly recent: Share;
  readonly before: Share;
  readonly names: readonly string[];
};

/** How sure a sign is of itself. */
const SURE = 0.99;
/** By so much a share must have grown to be worth telling. */
const RISE = { unclicked: 0.1, coupons: 0.05, countries: 0.1, referrers: 0.15, strangers: 0.1 } as const;
/** So many times as often a code must be used, and so seldom chance alone may do it. */
const JUMP = { times: 2, chance: 0.001 } as const;
/** Uses of which something must be known, lately and before, to compare them. */
export const ENOUGH = 12;
/** Days there must be before, to speak of what is usual. */
const LONG_ENOUGH = 28;
/** What nearly nobody's own code shows, whatever its past: so many from sites that collect codes, so many without a click. */
const PLAIN = { coupons: 0.2, unclicked: 0.5 } as const;

const MOST_NAMES = 5;

/** The signs that `recent` shows, measured by what was before; without enough of that only by what is plain. */
export function signsIn(before: Stretch, recent: Stretch): Sign[] {
  const shares = sharesIn(before, recent);
  if (before.uses < ENOUGH || before.days < LONG_ENOUGH) {
    const [coupons, unclicked] = [shares.coupons, shares.unclicked];
    const isPlain =
      atLeast(coupons.recent, SURE) > PLAIN.coupons && atLeast(unclicked.recent, SURE) > PLAIN.unclicked;
    return isPlain ? [unclicked, coupons] : [];
  }
  const found = (Object.keys(RISE) as (keyof typeof RISE)[])
    .map((kind) => shares[kind])
    .filter(({ kind, ...share }) => hasRisen(share, RISE[kind as keyof typeof RISE]))
    .map((sign) => (sign.kind === "strangers" ? turned(sign) : sign));
  const jump = jumpIn(before, recent);
  const all = jump ? [...found, jump] : found;
  return all.sort((a, b) => SIGNS.indexOf(a.kind) - SIGNS.indexOf(b.kind));
}

function hasRisen({ before, recent }: Pick<Sign, "before" | "recent">, by: number): boolean {
  if (before.of < ENOUGH || recent.of < ENOUGH) return false;
  // Cheap to see, and spares the integral.
  if (recent.part / recent.of <= before.part / before.of + by) return false;
  return chanceOfRise(before, recent, by) >= SURE;
}

function sharesIn(before: Stretch, recent: Stretch) {
  const countries = unusual(before.countries, recent.countries);
  const referrers = unusual(before.referrers, recent.referrers);
  const share = (name: "untouched" | "coupons", of: Stretch) => ({ part: of[name], of: of.uses });
  const strangers = (of: Stretch) => ({ part: of.uses - of.repeats, of: of.uses });
  const sites = [...recent.referrers].sort(([, a], [, b]) => b - a).map(([site]) => site);
  const sign = <Kind extends Sign["kind"]>(
    kind: Kind,
    was: Share,
    is: Share,
    names: readonly string[] = [],
  ) => ({
    ...{ kind, before: was, recent: is, names: names.slice(0, MOST_NAMES) },
  });
  return {
    unclicked: sign("unclicked", share("untouched", before), share("untouched", recent)),
    coupons: sign("coupons", share("coupons", before), share("coupons", recent), sites.filter(isCouponSite)),
    countries: sign(
      ...(["countries", unusual(before.countries, before.countries).share, countries.share] as const),
      countries.names,
    ),
    referrers: sign(
      ...(["referrers", unusual(before.referrers, before.referrers).share, referrers.share] as const),
      referrers.names,
    ),
    strangers: sign("strangers", strangers(before), strangers(recent)),
  };
}

/** Told by who did use it before. */
const turned = ({ before, recent, ...sign }: Sign): Sign => ({
  ...sign,
  before: { part: before.of - before.part, of: before.of },
  recent: { part: recent.of - recent.part, of: recent.of },
});

function jumpIn(before: Stretch, recent: Stretch): Sign | null {
  const [was, is] = [before, recent].map(({ uses, days }) => ({ count: uses, time: days }));
  if (!was || !is || is.count / is.time < JUMP.times * (was.count / was.time)) return null;
  if (chanceOfSoMany(was, is, spreadOf(before.weeks)) > JUMP.chance) return null;
  const share = ({ uses, days }: Stretch) => ({ part: uses, of: days });
  return { kind: "jump", before: share(before), recent: share(recent), names: [] };
}

/**
 * Whether signs agree that a code has leaked. Sites that collect codes must be joined by another sign; without them,
 * fewer clicks, more uses and unusual places or strangers must come together. More uses alone, however many, are a
 * success, and so are more uses with clicks from new places: a video that everybody sees.
 */
export function isLeak(signs: readonly Sign[]): boolean {
  const has = (...kinds: Sign["kind"][]) => signs.some(({ kind }) => kinds.includes(kind));
  if (has("coupons")) return has("unclicked", "jump", "countries");
  return has("unclicked") && has("jump") && has("countries", "referrers", "strangers");
}
