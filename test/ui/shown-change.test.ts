import { expect, test } from "vitest";
import { wordsIn } from "#app/locales/words.ts";
import { canUndo, doing, done, type ShownChange } from "#app/ui/admin/creators/shown-change.ts";

const { t } = wordsIn("en");
const change = (fields: Partial<ShownChange>): ShownChange => ({
  ...{ id: "ch_1", kind: "pause", program: null, total: 40, done: 40, changed: 38 },
  finishedAt: "2026-03-01T12:00:00Z",
  ...fields,
});
const said = (fields: Partial<ShownChange>) => done(t as never, change(fields));

test.each<[Partial<ShownChange>, string]>([
  [{}, "38 creators paused, 2 were paused already"],
  [{ total: 1, changed: 1 }, "1 creator paused"],
  [{ total: 1, changed: 0 }, "0 creators paused, 1 was paused already"],
  [{ kind: "resume", total: 3412, changed: 3412 }, "3,412 creators resumed"],
  [{ kind: "resume" }, "38 creators resumed, 2 were not paused"],
  [{ kind: "move", program: "Press" }, "38 creators moved to Press, 2 were there already"],
  [{ kind: "move" }, "38 creators taken out of their programs, 2 were in none"],
])("%o is told as: %s", (fields, sentence) => {
  expect(said(fields)).toBe(sentence);
});

test("what is under way is told by whom it is for", () => {
  expect(doing(t as never, change({ kind: "move", program: "Press", total: 1200, finishedAt: null }))).toBe(
    "Moving 1,200 creators to Press",
  );
});

test("a pause and its end can be undone once they are done and changed somebody; a move cannot", () => {
  expect(canUndo(change({}))).toBe(true);
  expect(canUndo(change({ kind: "resume" }))).toBe(true);
  for (const fields of [{ finishedAt: null }, { changed: 0 }, { kind: "move" as const }])
    expect(canUndo(change(fields))).toBe(false);
});
