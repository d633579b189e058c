import { expect, test } from "vitest";
import { createDiscounts } from "#test/sandbox/admin-api/discounts.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { discountActs } from "#test/sandbox/faces/discount-acts.ts";

const NOW = new Date("2026-03-01T09:00:00Z");

function makeControls() {
  const discounts = createDiscounts(
    () => {},
    () => NOW,
  );
  const acts = discountActs({ discounts } as ControlsOf);
  const act = (name: string, fields: Record<string, string>) =>
    acts[`/controls/discounts/${name}`]?.(new URLSearchParams(fields));
  return { discounts, act };
}

test("the merchant makes a discount of their own, renames, changes, ends, begins and deletes it", async () => {
  const { discounts, act } = makeControls();
  const sale = () => discounts.all()[0];
  expect(await act("make", { title: "Sale", "new-code": "SALE", percent: "20" })).toBe(
    "“Sale” has the code SALE; no webhook tells of it.",
  );
  expect(sale()).toMatchObject({ title: "Sale", code: "SALE", value: { percentage: 0.2 }, tags: [] });
  expect(await act("rename", { code: "sale", "new-code": "BIG" })).toContain("SALE is BIG now");
  expect(await act("change", { code: "BIG", percent: "30" })).toContain("takes 30 % off now");
  expect(sale()).toMatchObject({ code: "BIG", value: { percentage: 0.3 } });
  await act("end", { code: "BIG" });
  expect(sale()?.endsAt).toBe("2026-03-01T09:00:00Z");
  await act("begin", { code: "BIG" });
  expect(sale()?.endsAt).toBeNull();
  discounts.addCodes({ gid: sale()?.gid ?? "", codes: ["MORE"] });
  await expect(act("rename", { code: "more", "new-code": "OTHER" })).rejects.toThrow("keeps its name");
  expect(await act("delete", { code: "MORE" })).toContain("all its 2 codes with it");
  expect(discounts.size).toBe(0);
});

test.each([
  ["rename", { code: "NONE", "new-code": "X" }, 'The shop has no code "NONE".'],
  ["make", { "new-code": "", percent: "10" }, "Type a code."],
  ["make", { "new-code": "A", percent: "0" }, "Type a percentage above 0 and up to 100."],
  ["refuse", { codes: " , " }, "Name a code or several."],
])("%s with %j is refused with a sentence", async (name, fields, sentence) => {
  await expect(makeControls().act(name, fields)).rejects.toThrow(sentence);
});

test("a code that shall be refused in bulk is, once", async () => {
  const { discounts, act } = makeControls();
  await act("make", { "new-code": "FIRST", percent: "10" });
  expect(await act("refuse", { codes: "a, b" })).toBe("2 codes are refused once, the next time in bulk.");
  const gid = discounts.all()[0]?.gid ?? "";
  const add = (codes: string[]) => discounts.calls.look(discounts.calls.add(gid, codes, NOW).gid)?.results;
  expect(add(["A", "B", "C"])?.map((one) => one?.code ?? null)).toEqual(["INVALID", "INVALID", null]);
  expect(add(["A"])).toEqual([null]);
});
