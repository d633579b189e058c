import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Bug } from "#test/mutants/bug.ts";

const root = path.resolve(import.meta.dirname, "../..");
const lists = readdirSync(path.join(import.meta.dirname, "bugs")).sort();

test.each(lists)("every bug of %s can still be planted, and has a name of its own", async (list) => {
  const { BUGS } = (await import(`#test/mutants/bugs/${list}`)) as { BUGS: readonly Bug[] };
  const stale = BUGS.filter(({ file, find, test: catcher }) => {
    const isThere = existsSync(path.join(root, file)) && existsSync(path.join(root, catcher));
    return !(isThere && readFileSync(path.join(root, file), "utf8").includes(find));
  });
  expect(stale.map(({ name, file }) => `${name}: ${file}`)).toEqual([]);
  expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length);
});
