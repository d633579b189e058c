import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DEFAULT_POLICY,
  type PolicyFields,
  type PolicyVersion,
  parsePolicy,
  policyAt,
  ruleOf,
  standingVersions,
} from "#app/attribution/policy.ts";
import { at } from "#test/support/make.ts";

const version = (from: string, windowDays: number, savedAt = from): PolicyVersion => ({
  ...{ ...DEFAULT_POLICY, windowDays },
  ...{ from: at(from), savedAt: at(savedAt) },
});
const FIELDS: PolicyFields = {
  ...{
    first: "link",
    windowDays: " 14 ",
    programDays: '{"pg_a":"7","pg_b":" ","pg_c":"14"}',
    model: "linear",
    severalCodes: "last",
  },
  ...{ binding: "months", bindingCount: "6", bindingKeeps: "latest" },
  refusedSources: "POS, pos\n\n Draft ,",
  sameBy: " phone,email",
};

test("the version that had begun at the order's instant decides, to the moment, whenever we ask", () => {
  const versions = [version("2026-02-01T00:00:00Z", 7), version("2026-03-01T00:00:00Z", 14)];
  const days = (instant: string) => policyAt(versions, at(instant)).windowDays;
  expect(days("2026-01-31T23:59:59.999Z")).toBe(30);
  expect(days("2026-02-01T00:00:00Z")).toBe(7);
  expect(days("2026-02-28T23:59:59.999Z")).toBe(7);
  expect(days("2026-03-01T00:00:00Z")).toBe(14);
  expect(policyAt([], at("2026-03-01"))).toEqual(DEFAULT_POLICY);
});

test("a version that is backdated takes the place of all it covers, also of those that began later; what is before stays", () => {
  const versions = [
    version("2026-01-01", 21),
    version("2026-03-01", 14),
    version("2026-02-01", 7, "2026-04-01T00:00:00Z"),
    version("2026-02-01", 3, "2026-04-02T00:00:00Z"),
    version("2026-05-01", 28),
  ];
  const days = (instant: string) => policyAt(versions, at(instant)).windowDays;
  expect(["2026-01-31", "2026-02-15", "2026-03-15", "2026-05-01"].map(days)).toEqual([21, 3, 3, 28]);
  expect(standingVersions(versions).map(({ windowDays }) => windowDays)).toEqual([21, 3, 28]);
  const twice = [version("2026-01-01", 21), version("2026-01-01", 22)];
  expect(standingVersions(twice).map(({ windowDays }) => windowDays)).toEqual([22]);
  expect(policyAt(twice, at("2026-01-02")).windowDays).toBe(22);
});

test("a law: which version decides does not depend on the order in which versions are read", () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, "0")}`);
  const made = fc.record({ from: day, saved: fc.integer({ min: 0, max: 9999 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(made, { selector: ({ saved }) => saved, maxLength: 6 }),
      day,
      (list, asked) => {
        const versions = list.map(({ from, saved }) => ({
          ...version(from, saved + 1),
          savedAt: new Date(1_700_000_000_000 + saved),
        }));
        expect(policyAt(versions.toReversed(), at(asked))).toEqual(policyAt(versions, at(asked)));
      },
    ),
  );
});

test("a form is read: days trimmed, sources once each in small letters", () => {
  expect(parsePolicy(FIELDS)).toEqual({
    ...{ first: "link", windowDays: 14, programDays: { pg_a: 7 }, model: "linear", severalCodes: "last" },
    ...{ binding: "months", bindingCount: 6, bindingKeeps: "latest" },
    refusedSources: ["draft", "pos"],
    sameBy: ["email", "phone"],
  });
});

test.each([
  ["programDays", '{"pg_a":"x"}', "not-a-number"],
  ["programDays", '{"pg_a":"0"}', "out-of-range"],
  ["programDays", '{"pg_a":"15"}', "longer"],
  ["windowDays", "", "not-a-number"],
  ["windowDays", "7.5", "not-a-number"],
  ["windowDays", "0", "out-of-range"],
  ["windowDays", "366", "out-of-range"],
  ["first", "binding", "unknown"],
  ["model", "shapley", "unknown"],
  ["severalCodes", "all", "unknown"],
  ["refusedSources", Array.from({ length: 51 }, (_, n) => `s${n}`).join(","), "too-many"],
  ["refusedSources", "x".repeat(101), "too-long"],
  ["sameBy", "email,shoe-size", "unknown"],
])("a form is refused: %s %s is %s, and nothing else is named", (field, value, because) => {
  expect(parsePolicy({ ...FIELDS, [field]: value })).toEqual({ because: { [field]: because } });
});

test("the usual rule goes without saying, another window does not change it", () => {
  expect(ruleOf({ ...DEFAULT_POLICY, windowDays: 7, refusedSources: ["pos"] })).toBeNull();
  expect(ruleOf({ ...DEFAULT_POLICY, model: "first" })).toEqual({
    ...{ first: "code", model: "first", severalCodes: "most-discount" },
  });
});
