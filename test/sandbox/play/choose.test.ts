import { expect, test } from "vitest";
import { chooseStory } from "#test/sandbox/play/choose.ts";
import type { Memory } from "#test/sandbox/play/memory.ts";
import { type Options, readOptions } from "#test/sandbox/play/options.ts";

const HERE = "the embedded database";
const KEPT: Memory = {
  story: "demo 5 20 3",
  options: { seed: 5, orders: 20, months: 3, replay: null, past: 0 },
  database: HERE,
  next: 20,
  sent: 20,
  acknowledged: 20,
};
const asked = (line: string) => readOptions(line === "" ? [] : line.split(" ")) as Options;

test("the shop that was played stays when none is named, and when the same is named again", () => {
  expect(chooseStory(asked(""), KEPT, HERE).name).toBe("demo 5 20 3");
  expect(chooseStory(asked("--seed 5 --orders 20 --months 3"), KEPT, HERE).name).toBe("demo 5 20 3");
});

test("a packed file is played as what is in it", () => {
  const file = new URL("./fixtures/cdnow-sample.txt.gz", import.meta.url).pathname;
  const { events, settings } = chooseStory(asked(`--replay ${file}`), null, HERE);
  expect(events).toHaveLength(6919);
  expect(settings.currency).toBe("USD");
});

test("--fresh plays what is asked for, whatever was there", () => {
  expect(chooseStory(asked("--fresh --orders 30"), KEPT, HERE).name).toBe("demo 1 30 18");
});

test.each([
  [
    "another shop than the kept one",
    "--orders 30",
    KEPT,
    HERE,
    /keeps the shop "demo 5 20 3", and "demo 1 30 18" was asked for. Add --fresh/,
  ],
  [
    "the shop of another database",
    "",
    KEPT,
    "localhost/mine",
    /in the embedded database, and this start would use localhost\/mine/,
  ],
  ["figures of a play that was cut off", "--once", { ...KEPT, next: null }, HERE, /cut off.*--fresh/],
  [
    "a file that is not there",
    "--fresh --replay nowhere.csv",
    KEPT,
    HERE,
    /--replay "nowhere.csv": there is no such file/,
  ],
])("%s is refused", (_, line, memory, database, message) => {
  expect(() => chooseStory(asked(line), memory, database)).toThrow(message);
});
