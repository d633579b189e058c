import { expect, test } from "vitest";
import { wordsIn } from "#app/locales/words.ts";
import { reasonOf } from "#app/ui/admin/deliveries/reason.ts";
import type { ShownLine } from "#app/ui/admin/deliveries/shown-delivery.ts";

const say = (state: ShownLine["state"], reason: string | null, attempts: number) => {
  const { key, count = 0, cause = "" } = reasonOf({ state, reason, attempts });
  return wordsIn("en").t(`deliveries:reason.${key}`, { count, cause });
};

test.each<[ShownLine["state"], string | null, number, RegExp]>([
  ["waiting", null, 0, /waits for its turn/],
  ["waiting", "failed 1 times: ECONNRESET", 1, /failed once \(ECONNRESET\) and is tried again/],
  ["waiting", "failed 3 times: 57P01", 3, /failed 3 times \(57P01\) and is tried again/],
  ["applied", null, 1, /is recorded/],
  [
    "quarantined",
    "failed 24 times: TypeError",
    24,
    /failed 24 times in a row \(TypeError\)\. Once the cause/,
  ],
  ["quarantined", 'id: "x": must be a number', 1, /^It cannot be read: id: "x": must be a number\. /],
  ["quarantined", "the body is not UTF-8", 1, /cannot be read: the body is not UTF-8\. /],
  ["parked", "unknown-shop", 1, /before the shop was known/],
  ["parked", "no-rule:products/update", 1, /no rule for it yet/],
  ["discarded", "discarded", 1, /discarded here/],
  ["discarded", "redacted", 1, /asked to be forgotten/],
  ["discarded", "kept 30 days", 1, /30 days/],
  ["discarded", "something new.", 1, /^It was discarded: something new\.$/],
])(
  "a delivery that is %s because of %s, after %i tries, says so in words",
  (state, reason, attempts, words) => {
    expect(say(state, reason, attempts)).toMatch(words);
  },
);
