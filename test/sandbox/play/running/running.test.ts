import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { keepAlive } from "#test/sandbox/play/running/child.ts";
import { createEnding } from "#test/sandbox/play/running/ending.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sandbox-child-"));
afterAll(() => rmSync(folder, { recursive: true }));

function startChild(name: string, script: string) {
  const logPath = path.join(folder, `${name}.log`);
  const notices: string[] = [];
  const givenUp = Promise.withResolvers<string>();
  writeFileSync(logPath, "");
  const child = keepAlive({
    name,
    args: ["-e", script],
    cwd: folder,
    env: process.env,
    logPath,
    onNotice: (sentence) => notices.push(sentence),
    onGivenUp: givenUp.resolve,
  });
  return { child, notices, givenUp: givenUp.promise, log: () => readFileSync(logPath, "utf8") };
}

test("a process that dies is started again, and one that is stopped is not", async () => {
  const once = path.join(folder, "died");
  const { child, notices, log } = startChild(
    "mortal",
    `const fs = require("node:fs");
     process.on("SIGTERM", () => { console.log("drained"); process.exit(0); });
     console.log("up");
     if (!fs.existsSync(${JSON.stringify(once)})) { fs.writeFileSync(${JSON.stringify(once)}, ""); process.exit(3); }
     setInterval(() => {}, 1000);`,
  );
  await vi.waitFor(() => expect(log().match(/up/g)).toHaveLength(2), { timeout: 10_000 });
  await child.stop();
  await pause(400);
  expect(log()).toBe("up\nup\ndrained\n");
  expect(notices).toEqual([expect.stringContaining("mortal died (code 3) and is started again")]);
});

test("a process that is killed on purpose is back at once, however often, and nobody calls it a failure", async () => {
  const { child, notices, log } = startChild("wished", `console.log("up"); setInterval(() => {}, 1000);`);
  for (let death = 1; death <= 6; death++) {
    await vi.waitFor(() => expect(log().match(/up/g)).toHaveLength(death), { timeout: 10_000 });
    expect(await child.kill()).toBe(true);
  }
  await vi.waitFor(() => expect(log().match(/up/g)).toHaveLength(7), { timeout: 10_000 });
  expect(notices).toEqual([]);
  await child.stop();
  expect(await child.kill()).toBe(false);
});

test("a wish to kill what is stopped meanwhile is over with it", async () => {
  const { child, log } = startChild("stopped", `console.log("up"); setInterval(() => {}, 1000);`);
  await vi.waitFor(() => expect(log()).toBe("up\n"), { timeout: 10_000 });
  const killed = child.kill();
  await child.stop();
  await killed;
  await pause(400);
  expect(log()).toBe("up\n");
});

test("a process that keeps dying is given up with its last words", async () => {
  const { child, givenUp } = startChild("hopeless", `console.error("the key is missing"); process.exit(1);`);
  expect(await givenUp).toMatch(
    /hopeless died 5 times within a minute \(code 1\)\. Its last words:\n {4}the key is missing/,
  );
  await child.stop();
});

test("what was started last is stopped first, and a start under way when the end comes is stopped too", async () => {
  const ending = createEnding(() => {});
  const stopped: string[] = [];
  await ending.hold(
    () => "database",
    async (name) => void stopped.push(name),
  );
  const slow = ending.hold(
    () => pause(50, "web"),
    async (name) => void stopped.push(name),
  );
  ending.fail("the worker is gone");
  await expect(slow).rejects.toThrow("the worker is gone");
  const never = vi.fn(() => "late");
  await expect(ending.hold(never, async () => {})).rejects.toThrow("the worker is gone");
  await ending.stopAll();
  expect(stopped).toEqual(["web", "database"]);
  expect(never).not.toHaveBeenCalled();
});
