import { expect, test } from "vitest";
import { PARTS, readOptions } from "#test/bench/options.ts";

test("all parts run, in their order, unless some are named", () => {
  expect(readOptions([])).toMatchObject({ parts: PARTS, json: null });
  expect(readOptions(["fairness", "ingest"])).toMatchObject({ parts: ["ingest", "fairness"] });
});

test("the figures go to stdout or to a named file, and a part behind --json is no file", () => {
  expect(readOptions(["--json"])).toMatchObject({ json: { to: "stdout" } });
  expect(readOptions(["--json", "out.json", "ingest"])).toMatchObject({
    json: { to: "file", file: "out.json" },
    parts: ["ingest"],
  });
  expect(readOptions(["--json", "ingest"])).toMatchObject({ json: { to: "stdout" }, parts: ["ingest"] });
});

test("the whole master is replayed and must come out whole, unless another file is named", () => {
  expect(readOptions([])).toMatchObject({ sizes: { replay: { orders: 69_659, customers: 23_570 } } });
  expect(readOptions(["--replay-file", "sample"])).toMatchObject({ sizes: { replay: { orders: 6919 } } });
  expect(readOptions(["--replay-file", "mine.csv"])).toMatchObject({
    sizes: { replay: { file: "mine.csv", orders: null } },
  });
  expect(readOptions(["--replay-file", "sample", "--quick"])).toMatchObject({
    sizes: { backlog: 600, replay: { orders: 6919 } },
  });
});

test("a word that nobody understands is named", () => {
  expect(() => readOptions(["injest"])).toThrow('"injest" is neither a part nor an option');
  expect(() => readOptions(["--replay-file"])).toThrow("needs a name");
});
