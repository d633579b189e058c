import { expect, test } from "vitest";
import { wordsIn } from "#app/locales/words.ts";
import { isEnded, problemSentence, takerOf, toldIn } from "#app/ui/admin/codes/shown-code.ts";
import { parseEndsOn } from "#app/ui/admin/form/ends-on.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";

test.each([
  ["taken:Summer: sale", "Summer: sale"],
  ["taken:two\nlines", "two\nlines"],
  ["taken:", ""],
  ["taken", ""],
  ["Shopify refused it: no", null],
  [null, null],
])("of the problem %j the discount that has the code is %j", (problem, title) => {
  expect(takerOf({ problem })).toBe(title);
});

test("a problem ends with one full stop, and what Shopify said is read", () => {
  expect([problemSentence("No"), problemSentence("No."), problemSentence("Why?")]).toEqual([
    "No.",
    "No.",
    "Why?",
  ]);
  expect(toldIn({ driftTold: null })).toEqual({});
  expect(toldIn({ driftTold: '{"code":"X"}' })).toEqual({ code: "X" });
});

test("a code is over when it is held no longer or its own end has come", () => {
  const now = new Date("2026-03-10T00:00:00Z");
  const code = (heldTo: string | null, endsAt?: string) =>
    isEnded({ heldTo, conditions: endsAt ? { endsAt } : {} } as Parameters<typeof isEnded>[0], now);
  expect([code(null), code("2026-03-11"), code(null, "2026-03-11T00:00:00Z")]).toEqual([false, false, false]);
  expect([code("2026-03-10"), code(null, "2026-03-10T00:00:00Z")]).toEqual([true, true]);
});

test.each([
  ["", "UTC", null],
  ["2026-03-28", "UTC", "2026-03-29T00:00:00.000Z"],
  // The clocks of Berlin go forward within the last day.
  ["2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  // Samoa left out the day after.
  ["2011-12-29", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
])("the last day %j in %s ends at %s", (day, zone, end) => {
  expect(parseEndsOn(day, zone)?.toISOString() ?? null).toBe(end);
});

test("what is no day has no end", () => {
  expect(Number.isNaN(parseEndsOn("2026-02-30", "UTC")?.getTime())).toBe(true);
});

const { t } = wordsIn("en");
const say = (field: string, because: string, typed: Record<string, string>) =>
  refusalSentence(t as never, field, { because: { [field]: because } }, typed, "USD");

test("every condition that is refused says what was typed, the rule and the next move", () => {
  expect(say("endsOn", "in-the-past", { endsOn: "2026-01-02" })).toBe(
    "Jan 2, 2026 has passed. Choose today or a later day, or leave this empty.",
  );
  expect(say("minimum", "not-a-number", { minimumKind: "subtotal", minimum: "many" })).toBe(
    "“many” is not an amount in USD. Enter one such as 5.00, without separators.",
  );
  expect(say("minimum", "not-a-number", { minimumKind: "units", minimum: " " })).toBe(
    "Enter from how many items on the code can be used, such as 3.",
  );
  expect(say("minimum", "out-of-range", { minimumKind: "units", minimum: "0" })).toMatch(
    /^0 is no minimum\./,
  );
  expect(say("scope", "too-many", {})).toBe("Shopify takes 100 at most. Remove some.");
});
