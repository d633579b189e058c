import { expect, test } from "vitest";
import { type ProgramFields, parseProgram } from "#app/creators/program.ts";

const typed: ProgramFields = {
  name: " Ambassadors ",
  kind: "percent",
  value: "12.5",
  oncePerCustomer: "on",
  template: " {FIRST}{VALUE} ",
};

test("a program is a name, a discount and how its codes are made", () => {
  expect(parseProgram(typed, "USD")).toEqual({
    name: "Ambassadors",
    value: { kind: "percent", basisPoints: 1250 },
    conditions: { oncePerCustomer: true },
    template: "{FIRST}{VALUE}",
  });
  expect(parseProgram({ ...typed, kind: "amount", value: "5", oncePerCustomer: "" }, "JPY")).toMatchObject({
    value: { kind: "amount", minor: 5, currency: "JPY" },
    conditions: {},
  });
  expect(parseProgram({ ...typed, kind: "free-shipping", value: "" }, "USD")).toMatchObject({
    value: { kind: "free-shipping" },
  });
});

test("conditions its form does not ask for stay, and the one it asks for follows it", () => {
  const kept = { minimum: { kind: "units", units: 2 }, oncePerCustomer: true } as const;
  expect(parseProgram({ ...typed, oncePerCustomer: "" }, "USD", kept)).toMatchObject({
    conditions: { minimum: { kind: "units", units: 2 } },
  });
  expect(parseProgram({ ...typed, oncePerCustomer: "" }, "USD", kept)).not.toHaveProperty(
    "conditions.oncePerCustomer",
  );
});

test.each([
  [{ name: "" }, { name: "empty" }],
  [{ name: "a".repeat(81) }, { name: "too-long" }],
  [{ value: "ten" }, { value: "not-a-number" }],
  [{ value: "101" }, { value: "out-of-range" }],
  [{ kind: "gift" }, { value: "unknown-kind" }],
  [{ template: "" }, { template: "empty" }],
  [{ template: "{FRIST}10" }, { template: "unknown-token" }],
  [{ template: "{FIRST" }, { template: "open-brace" }],
  [{ template: "ADA 10" }, { template: "unusable-characters" }],
])("%j is refused: %j", (more, because) => {
  expect(parseProgram({ ...typed, ...more }, "USD")).toEqual({ because });
});
