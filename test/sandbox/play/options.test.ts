import { expect, test } from "vitest";
import { readOptions } from "#test/sandbox/play/options.ts";

test("nothing said is a demo shop of 4,000 orders over 18 months, for a person", () => {
  expect(readOptions([])).toEqual({
    isOnce: false,
    isJson: false,
    isFresh: false,
    isDev: false,
    isNamed: false,
    seed: 1,
    orders: 4000,
    months: 18,
    replay: null,
    past: 0,
    workers: 2,
    faults: null,
  });
});

test("a headless replay says so", () => {
  expect(
    readOptions("--once --json --fresh --workers 3 --faults rough --replay orders.csv".split(" ")),
  ).toMatchObject({
    isOnce: true,
    isJson: true,
    isFresh: true,
    isNamed: true,
    workers: 3,
    faults: "rough",
    replay: "orders.csv",
  });
});

test.each([
  ["--bogus", /Unknown option '--bogus'.*--help/],
  ["extra", /Unexpected argument 'extra'/],
  ["--seed", /argument missing/],
  ["--seed one", /--seed "one": must be a whole number from 0/],
  ["--orders 0", /--orders "0": must be a whole number from 1 to 1000000. Write --orders 4000/],
  ["--past -1", /argument is ambiguous|--past "-1"/],
  ["--past 121", /--past "121": must be a whole number from 0 to 120. Write --past 0/],
  ["--months 1.5", /--months "1.5"/],
  ["--workers 99", /--workers "99".*1 to 16/],
  ["--faults stormy", /--faults "stormy": rough is the only weather there is. Write --faults rough/],
  ["--json", /Add --once/],
  ["--once --dev", /--dev is for a person/],
  ["--replay a.csv --orders 10", /--orders sizes the demo shop/],
])("%s is refused with the rule and the next move", (line, message) => {
  expect(() => readOptions(line.split(" "))).toThrow(message);
});
