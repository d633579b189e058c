import fc from "fast-check";
import { expect, test } from "vitest";
import { codeKey, parseCode, parseCodeValue } from "#app/creators/code.ts";

test.each([
  ["ADA10", "ada10"],
  [" Ada10\t", "ada10"],
  ["\u00a8ADA", "\u0308ada"],
  ["ＡＤＡ１０", "ada10"],
  ["ﬁne", "fine"],
  ["ÉTÉ", "été"],
  ["E\u0301TE\u0301", "été"],
])("the code %j compares as %j", (code, key) => {
  expect(codeKey(code)).toBe(key);
});

test("a Cyrillic А that looks like an A is another code", () => {
  expect(codeKey("\u0410DA10")).not.toBe(codeKey("ADA10"));
});

test("a code that may be given out compares the same in any letter case and with spaces around", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcXYZ09-_.!%éßＡ") }), (code) => {
      expect(codeKey(codeKey(code))).toBe(codeKey(code));
      expect(codeKey(`  ${code} `)).toBe(codeKey(code));
    }),
  );
});

test.each([
  ["ADA10", { code: "ADA10", key: "ada10" }],
  ["  Ada-10_%! ", { code: "Ada-10_%!", key: "ada-10_%!" }],
  ["été🌊", { code: "été🌊", key: "été🌊" }],
  ["x".repeat(255), { code: "x".repeat(255), key: "x".repeat(255) }],
  ["", { because: "empty" }],
  ["  \n", { because: "empty" }],
  ["x".repeat(256), { because: "too-long" }],
  ["ADA 10", { because: "unusable-characters" }],
  ["ADA\u00a010", { because: "unusable-characters" }],
  ["ADA,10", { because: "unusable-characters" }],
  ["ADA，10", { because: "unusable-characters" }],
  ["ADA\u000010", { because: "unusable-characters" }],
  ["ADA\u200b10", { because: "unusable-characters" }],
  ["ADA\u202e10", { because: "unusable-characters" }],
  ["ADA\ud800", { because: "unusable-characters" }],
  ["a\u00a8b", { because: "unusable-characters" }],
])("a merchant gives the code %j: %j", (text, expected) => {
  expect(parseCode(text)).toEqual(expected);
});

test.each([
  ["percent", "10", "USD", { kind: "percent", basisPoints: 1000 }],
  ["percent", " 12.5 ", "USD", { kind: "percent", basisPoints: 1250 }],
  ["percent", "0.01", "USD", { kind: "percent", basisPoints: 1 }],
  ["percent", "100.00", "USD", { kind: "percent", basisPoints: 10_000 }],
  ["percent", "100.01", "USD", { because: "out-of-range" }],
  ["percent", "0", "USD", { because: "out-of-range" }],
  ["percent", "-5", "USD", { because: "out-of-range" }],
  ["percent", "9".repeat(400), "USD", { because: "out-of-range" }],
  ["percent", "12.345", "USD", { because: "not-a-number" }],
  ["percent", "10%", "USD", { because: "not-a-number" }],
  ["percent", "1e1", "USD", { because: "not-a-number" }],
  ["percent", "", "USD", { because: "not-a-number" }],
  ["amount", "5.00", "USD", { kind: "amount", minor: 500, currency: "USD" }],
  ["amount", "500", "JPY", { kind: "amount", minor: 500, currency: "JPY" }],
  ["amount", "0.500", "KWD", { kind: "amount", minor: 500, currency: "KWD" }],
  ["amount", "0.00", "USD", { because: "out-of-range" }],
  ["amount", "-5", "USD", { because: "out-of-range" }],
  ["amount", "9".repeat(20), "USD", { because: "out-of-range" }],
  ["amount", "5.005", "USD", { because: "not-a-number" }],
  ["amount", "five", "USD", { because: "not-a-number" }],
  ["shipping", "5", "USD", { because: "unknown-kind" }],
])("a code takes off %s %j (%s): %j", (kind, text, currency, expected) => {
  expect(parseCodeValue(kind, text, currency)).toEqual(expected);
});
