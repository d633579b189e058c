import { expect, test } from "vitest";
import type { CodeDay } from "#app/attribution/code-use.ts";
import { isCouponSite } from "#app/attribution/coupon-sites.ts";
import { judge, type Why } from "#app/attribution/leak.ts";
import { type Finding, ignoredUntil, parseIgnoredFor, stepOf } from "#app/attribution/leak-finding.ts";
import { isLeak, type Sign } from "#app/attribution/leak-sign.ts";
import type { Origin } from "#app/attribution/leak-stretch.ts";
import { addDays } from "#app/kernel/day.ts";
import type { LeakId } from "#app/kernel/id.ts";
import { at } from "#test/support/make.ts";

/** What a code was used on each of some days: `touched` of `uses` with a click, `coupons` from a site that collects codes. */
type Habit = {
  readonly days: number;
  readonly uses: number;
  readonly touched: number;
  readonly coupons?: number;
  readonly repeats?: number;
  readonly countries?: readonly string[];
};

const FIRST = "2026-01-01";
const COUPONS = "best-coupons.example";

/** A code's life, one habit after the other, from the first of January on; and from where it was used. */
function life(...habits: readonly Habit[]) {
  const days: CodeDay[] = [];
  const origins: Origin[] = [];
  let day = FIRST;
  for (const { days: length, uses, touched, coupons = 0, repeats = 0, countries = ["US"] } of habits)
    for (let nth = 0; nth < length; nth++, day = addDays(day, 1)) {
      if (uses > 0) days.push({ day, uses, untouched: uses - touched, coupons, repeats });
      for (let use = 0; use < uses; use++) {
        const country = countries[(nth * uses + use) % countries.length] ?? null;
        origins.push({ day, country, referrer: use < coupons ? COUPONS : "instagram.com", uses: 1 });
      }
    }
  return { days, origins, asOf: addDays(day, -1), over: null };
}
const kinds = (watched: ReturnType<typeof life>) => {
  const verdict = judge(watched);
  return verdict.is === "leak" ? verdict.why.signs.map(({ kind }) => kind) : verdict.is;
};

const usual = { days: 120, uses: 2, touched: 1, repeats: 1 };
const leaked = { days: 14, uses: 8, touched: 0, coupons: 5, countries: ["FR", "BR", "DE", "US"] };

test.each([
  ["is used as ever", [usual, { ...usual, days: 14 }], "clean"],
  [
    "gets out to a coupon site",
    [usual, leaked],
    ["unclicked", "coupons", "jump", "countries", "referrers", "strangers"],
  ],
  ["goes viral with clicks", [usual, { days: 14, uses: 60, touched: 45 }], "clean"],
  [
    "goes viral with clicks all over the world",
    [usual, { days: 14, uses: 60, touched: 45, countries: ["FR", "BR", "DE", "US"] }],
    "clean",
  ],
  [
    "is only ever spoken, so that nobody clicks",
    [
      { ...usual, touched: 0 },
      { ...usual, touched: 0 },
    ],
    "clean",
  ],
  [
    "is spoken in a show that everybody hears",
    [
      { ...usual, touched: 0 },
      { days: 14, uses: 30, touched: 0, repeats: 1 },
    ],
    "clean",
  ],
  [
    "is only spoken, and gets out to a coupon site",
    [{ ...usual, touched: 0 }, leaked],
    [...["coupons", "jump", "countries", "referrers", "strangers"]],
  ],
  [
    "grows month by month",
    [
      { ...usual, days: 60 },
      { ...usual, uses: 4, touched: 2 },
      { ...usual, uses: 8, touched: 4, days: 60 },
    ],
    "clean",
  ],
  [
    "gets around without any site on our list",
    [usual, { days: 14, uses: 8, touched: 0, countries: ["FR", "BR", "DE", "US"] }],
    ["unclicked", "jump", "countries", "strangers"],
  ],
  [
    "was a coupon site's from its first day",
    [{ days: 20, uses: 3, touched: 0, coupons: 2 }],
    ["unclicked", "coupons"],
  ],
  ["is new, and nobody clicks", [{ days: 20, uses: 3, touched: 0 }], "clean"],
  ["was used eleven times", [{ days: 11, uses: 1, touched: 0, coupons: 1 }], "few"],
  ["was never used", [], "few"],
] as const)("a code that %s", (_what, habits, expected) => {
  expect(kinds(life(...habits))).toEqual(expected);
});

test("it says by which numbers, of which days, and since when", () => {
  const verdict = judge(life(usual, leaked));
  expect(verdict).toMatchObject({ is: "leak", since: addDays(FIRST, 120) });
  const why = (verdict as { why: Why }).why;
  expect(why).toMatchObject({ from: addDays(FIRST, 120), days: 14, uses: 112, untouched: 112 });
  expect(why.signs.find(({ kind }) => kind === "unclicked")).toEqual({
    ...{ kind: "unclicked", recent: { part: 112, of: 112 }, before: { part: 120, of: 240 }, names: [] },
  });
  expect(why.signs.find(({ kind }) => kind === "coupons")?.names).toEqual([COUPONS]);
  expect(why.signs.find(({ kind }) => kind === "countries")?.names).toEqual(["BR", "DE", "FR"]);
  expect(why.signs.find(({ kind }) => kind === "jump")).toMatchObject({
    ...{ recent: { part: 112, of: 14 }, before: { part: 240, of: 120 } },
  });
});

test("a leak of months ago, usual by now, is found when codes are looked at for the first time", () => {
  const before = { days: 160, uses: 1, touched: 1 };
  const since = { ...leaked, days: 160, uses: 4, coupons: 2 };
  expect(judge(life(before, since))).toMatchObject({ is: "leak", since: addDays(FIRST, 160) });
});

test("a leak that stands is measured by what was before it, and is over when the code is used as then, or not at all", () => {
  const since = addDays(FIRST, 120);
  const long = life(usual, { ...leaked, days: 300 });
  expect(judge(long, since).is).toBe("leak");
  expect(judge(life(usual, leaked, { ...usual, days: 28 }), since).is).toBe("clean");
  expect(judge({ ...life(usual, leaked), asOf: addDays(FIRST, 170) }, since).is).toBe("quiet");
  expect(
    judge(
      { ...life(usual, leaked, { days: 28, uses: 0, touched: 0 }, { days: 2, uses: 1, touched: 1 }) },
      since,
    ).is,
  ).toBe("few");
});

test("a leak that is over tells nothing of what is usual, and is not found again", () => {
  const over = { from: addDays(FIRST, 120), to: addDays(FIRST, 133) };
  const calm = life(usual, leaked, { ...usual, days: 40 });
  expect(judge({ ...calm, over })).toEqual({ is: "clean" });
  const again = life(usual, leaked, { ...usual, days: 40 }, leaked);
  expect(judge({ ...again, over })).toMatchObject({ is: "leak", since: addDays(FIRST, 174) });
});

const sign = (kind: Sign["kind"]): Sign => ({
  ...{ kind, recent: { part: 1, of: 1 }, before: { part: 0, of: 1 }, names: [] },
});
test.each([
  [["jump"], false],
  [["unclicked", "jump"], false],
  [["coupons"], false],
  [["jump", "countries", "referrers", "strangers"], false],
  [["unclicked", "countries", "referrers", "strangers"], false],
  [["coupons", "jump"], true],
  [["coupons", "unclicked"], true],
  [["unclicked", "jump", "countries"], true],
] as const)("signs %j agree on a leak: %s", (found, expected) => {
  expect(isLeak(found.map(sign))).toBe(expected);
});

test.each([
  ["retailmenot.com", true],
  ["de.picodi.com", true],
  ["all-the-codes.example", true],
  ["rabattcode24.de", true],
  ["gutscheine.chip.de", true],
  ["deals.example.com", true],
  ["instagram.com", false],
  ["google.com", false],
  ["ideals.org", true],
  ["codespaces.example", false],
  ["decodes-science.example", false],
])("%s collects codes: %s", (host, expected) => {
  expect(isCouponSite(host)).toBe(expected);
});

const now = at("2026-06-01");
const why = (untouched: number): Why => ({ from: FIRST, days: 14, uses: untouched, untouched, signs: [] });
const verdict = (untouched: number) => ({ is: "leak", since: FIRST, why: why(untouched) }) as const;
const standing = (until: Date | null | "open"): Finding => ({
  ...{ id: "lk_1" as LeakId, since: FIRST, why: why(30) },
  ignored: until === "open" ? null : { until, why: why(30) },
});
test.each([
  ["nothing stands and it leaked: it is opened", null, verdict(30), { do: "open" }],
  ["nothing stands and it is clean: nothing", null, { is: "clean" }, { do: "keep" }],
  [
    "it stands and still leaks: it is told anew",
    standing("open"),
    verdict(40),
    { do: "tell", isIgnored: false },
  ],
  ["it stands and is clean: it is over", standing("open"), { is: "clean" }, { do: "resolve" }],
  ["it stands and is used no more: it is over", standing("open"), { is: "quiet" }, { do: "resolve" }],
  [
    "it stands and too few say anything: it stays",
    standing("open"),
    { is: "few", uses: 3, needed: 12 },
    { do: "keep" },
  ],
  ["it is ignored for its time: it stays so", standing(at("2026-06-02")), verdict(59), { isIgnored: true }],
  ["its time is over: it is told of again", standing(now), verdict(30), { isIgnored: false }],
  [
    "it is twice as bad: it is told of before its time",
    standing(at("2026-06-02")),
    verdict(60),
    { isIgnored: false },
  ],
  ["it is ignored until it gets worse, and has not", standing(null), verdict(59), { isIgnored: true }],
  ["it is ignored until it gets worse, and has", standing(null), verdict(60), { isIgnored: false }],
] as const)("%s", (_what, before, told, expected) => {
  expect(stepOf(before, told, now)).toMatchObject(expected);
});

test("a finding is ignored for as long as was chosen", () => {
  expect(ignoredUntil("30", now)).toEqual(at("2026-07-01"));
  expect(ignoredUntil("90", now)).toEqual(at("2026-08-30"));
  expect(ignoredUntil("worse", now)).toBeNull();
  expect([parseIgnoredFor("worse"), parseIgnoredFor("31")]).toEqual(["worse", null]);
});
