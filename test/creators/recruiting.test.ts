import { expect, test } from "vitest";
import { parseRecruiting } from "#app/creators/recruiting.ts";

const typed = { isOpen: "on", intro: " We sail.\r\nCome. ", terms: "Be kind.", programId: "" };

test("what a merchant writes for creators keeps its lines, and loses what no reader can see", () => {
  expect(parseRecruiting({ ...typed, terms: "One.\u0007\n\n\n\nTwo.\t" })).toEqual({
    recruiting: { isOpen: true, intro: "We sail.\nCome.", programId: null },
    terms: "One.\n\nTwo.",
  });
  expect(parseRecruiting({ ...typed, isOpen: "yes" })).toMatchObject({ recruiting: { isOpen: false } });
});

test.each([
  [{ intro: "a".repeat(2001) }, { intro: "too-long" }],
  [{ terms: "a".repeat(20_001) }, { terms: "too-long" }],
  [{ programId: "pg_x" }, { programId: "unknown" }],
])("%# is refused: %j", (more, because) => {
  expect(parseRecruiting({ ...typed, ...more })).toEqual({ because });
});
