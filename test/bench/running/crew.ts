import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { kept } from "#test/bench/place.ts";
import { type Memory, watchMemory } from "#test/bench/running/memory.ts";
import { lastWords } from "#test/sandbox/play/running/child.ts";
import { ROOT } from "#test/sandbox/play/running/place.ts";

/** A process of the bench's. */
export type Member = {
  readonly child: ChildProcess;
  /** Asks it to finish (SIGTERM), kills it after a while, and resolves when it is gone. */
  stop(): Promise<void>;
  /** What it tells next; rejects with its last words when it ends before. */
  told<Message>(): Promise<Message>;
  /** All it prints to stdout, when it has ended well; rejects with its last words when it has not. */
  printed(): Promise<string>;
};

/** All processes that the bench started, and what memory those that were watched held. */
export type Crew = {
  /**
   * @param args Node's arguments: a script below the repository, and its own
   * @param isWatched whether its memory is
   */
  start(
    who: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    isWatched?: boolean,
  ): Member;
  stopAll(): Promise<void>;
  readonly memory: Memory[];
};

/** Ends a process when whoever started it is gone, even by SIGKILL. */
const LEASH = new URL("../../sandbox/play/running/leash.ts", import.meta.url).href;
const PATIENCE_MS = 30_000;

/** Assembles a crew of nobody yet. What its processes print goes to a log each. */
export function assembleCrew(): Crew {
  const members = new Set<Member>();
  const memory: Memory[] = [];
  return {
    memory,
    start(who, args, env, isWatched = false) {
      const logPath = kept(`${who.replace(/\W+/g, "-")}.log`);
      const log = openSync(logPath, "w");
      const child = spawn(process.execPath, ["--import", LEASH, ...args], {
        cwd: ROOT,
        env: Object.assign({} as NodeJS.ProcessEnv, { PATH: process.env.PATH, ...env }),
        stdio: ["ignore", "pipe", log, "ipc"],
        detached: true,
      });
      closeSync(log);
      let printed = "";
      child.stdout?.on("data", (chunk) => {
        printed += chunk;
      });
      const gone = new Promise<string>((resolve) => {
        child.once("error", (error) => resolve(error.message));
        child.once("close", (code, signal) => resolve(signal ?? `code ${code}`));
      });
      const failed = (how: string) =>
        new Error(`${who} ended (${how}). Its log ends:\n${lastWords(logPath)}`);
      const unwatch = isWatched && child.pid ? watchMemory(who, child.pid) : () => null;
      const member: Member = {
        child,
        async stop() {
          if (!members.delete(member)) return;
          const held = unwatch();
          if (held) memory.push(held);
          child.kill("SIGTERM");
          const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
          await gone;
          clearTimeout(timer);
        },
        told: () =>
          Promise.race([
            new Promise<never>((resolve) => child.once("message", (message) => resolve(message as never))),
            gone.then((how) => {
              throw failed(how);
            }),
          ]),
        async printed() {
          const how = await gone;
          if (how !== "code 0") throw failed(how);
          return printed;
        },
      };
      members.add(member);
      return member;
    },
    async stopAll() {
      await Promise.all([...members].map((member) => member.stop()));
    },
  };
}
