import { expect, test } from "vitest";
import { formatFormToken, parseFormToken } from "#app/creators/form-token.ts";
import type { ApplicationId } from "#app/kernel/id.ts";

const key = new Uint8Array(32).fill(7);
const older = new Uint8Array(32).fill(8);
const token = { id: `ap_${"a".repeat(20)}` as ApplicationId, at: new Date("2026-03-01T12:00:00Z") };
const text = formatFormToken(key, "sh_1", token);

test("a form that was handed out is known again, also by an older key", () => {
  expect(parseFormToken([key], "sh_1", text)).toEqual(token);
  expect(parseFormToken([older, key], "sh_1", text)).toEqual(token);
});

test.each([
  ["another shop's", parseFormToken([key], "sh_2", text)],
  ["one of a key that is gone", parseFormToken([older], "sh_1", text)],
  ["one whose time was moved", parseFormToken([key], "sh_1", text.replace(/\.\d+\./, ".1."))],
  ["one with another id", parseFormToken([key], "sh_1", text.replace("aaaa", "bbbb"))],
  ["nothing", parseFormToken([key], "sh_1", "")],
  ["nonsense", parseFormToken([key], "sh_1", "ap_x.1e3.__proto__")],
])("%s is none of ours", (_what, read) => {
  expect(read).toBeNull();
});
