/**
 * Plants each bug of the list, alone, in a copy of the project, and runs the test that must catch it.
 * `npm run test:mutants [a list of bugs/, or words of a name]`. Ends with `N passed, N failed`; a bug that nobody catches is a failure.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Bug } from "#test/mutants/bug.ts";

const root = path.resolve(import.meta.dirname, "../..");
const words = process.argv.slice(2).join(" ");
const lists = readdirSync(path.join(import.meta.dirname, "bugs")).sort();
const bugs: Bug[] = [];
for (const list of lists) {
  const { BUGS } = (await import(`#test/mutants/bugs/${list}`)) as { BUGS: readonly Bug[] };
  bugs.push(...(list === `${words}.ts` ? BUGS : BUGS.filter((bug) => bug.name.includes(words))));
}
const copy = mkdtempSync(path.join(tmpdir(), "tributary-mutants-"));
const say = (line: string) => process.stdout.write(`${line}\n`);

for (const file of execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
}).split("\n")) {
  if (file && existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(copy, file));
}
symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
cpSync(path.join(root, ".cache"), path.join(copy, ".cache"), { recursive: true });

/** Runs tests in the copy. @returns whether they are green, and their last words */
function run(tests: readonly string[]): { isGreen: boolean; words: string } {
  const result = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...tests], {
    cwd: copy,
    encoding: "utf8",
    timeout: 600_000 + 60_000 * tests.length,
  });
  // A run that was cut off proves nothing, though it is not green either.
  if (result.error) throw new Error(`${tests.join(" ")} did not come to its end: ${result.error.message}`);
  return { isGreen: result.status === 0, words: `${result.stdout}\n${result.stderr}`.slice(-3000) };
}

function isCaught({ name, file, find, replace, test }: Bug): boolean {
  const target = path.join(copy, file);
  const sound = readFileSync(target, "utf8");
  if (!sound.includes(find)) {
    say(`STALE   ${name}: ${file} no longer holds "${find.slice(0, 60)}"`);
    return false;
  }
  writeFileSync(
    target,
    sound.replaceAll(find, () => replace),
  );
  const { isGreen } = run([test]);
  writeFileSync(target, sound);
  say(`${isGreen ? "MISSED " : "caught "} ${name} (${test})`);
  return !isGreen;
}

let caught = 0;
try {
  const sound = run([...new Set(bugs.map((bug) => bug.test))]);
  if (!sound.isGreen) {
    say(`The tests are not green without a bug, so a red one would prove nothing.\n${sound.words}`);
  } else caught = bugs.filter(isCaught).length;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
say(`\n${caught} passed, ${bugs.length - caught} failed`);
process.exitCode = caught === bugs.length && bugs.length > 0 ? 0 : 1;
