import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

/** A process of the sandbox's, to be kept alive until it is stopped. */
export type ChildPlan = {
  readonly name: string;
  /** Node's arguments: a script and its own. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets all it prints. */
  readonly logPath: string;
  readonly onNotice: (sentence: string) => void;
  /** It keeps dying: nobody tries any more. */
  readonly onGivenUp: (sentence: string) => void;
};

export type Child = {
  /** Asks it to finish (SIGTERM), and resolves when it has, or was killed. */
  stop(): Promise<void>;
  /**
   * Kills it (SIGKILL) as a wish, which is no failure, and resolves when another runs in its place: true when the signal
   * ended it, false when it was dead already or is being stopped.
   */
  kill(): Promise<boolean>;
};

const LEASH = new URL("./leash.ts", import.meta.url).href;
/** So many deaths within a minute are one too many. */
const MOST_DEATHS = 5;
const MINUTE = 60_000;
/** Milliseconds a process may take to finish what it has in hand. */
const PATIENCE = 15_000;

/** Starts a process in a group of its own, so that Ctrl-C reaches only us, and starts it again when it dies. */
export function keepAlive(plan: ChildPlan): Child {
  let deaths: number[] = [];
  let isStopping = false;
  let running = start();
  let again: NodeJS.Timeout | undefined;
  const onAgain: (() => void)[] = [];
  const wished = new WeakSet<ChildProcess>();

  function start(): ChildProcess {
    const log = openSync(plan.logPath, "a");
    const child = spawn(process.execPath, ["--import", LEASH, ...plan.args], {
      cwd: plan.cwd,
      env: plan.env,
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    child.once("error", (error) => died(child, error.message));
    child.once("exit", (code, signal) => died(child, signal ?? `code ${code}`));
    return child;
  }

  function died(child: ChildProcess, how: string): void {
    if (isStopping) return;
    if (wished.has(child) || isWorthAnother(how)) startAgain();
  }

  function isWorthAnother(how: string): boolean {
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < MINUTE), now];
    if (deaths.length < MOST_DEATHS) {
      plan.onNotice(`${plan.name} died (${how}) and is started again; ${plan.logPath} has its last words`);
      return true;
    }
    plan.onGivenUp(
      `${plan.name} died ${deaths.length} times within a minute (${how}). Its last words:\n${lastWords(plan.logPath)}`,
    );
    return false;
  }

  function startAgain(): void {
    again = setTimeout(() => {
      running = start();
      letGo();
    }, 300);
  }

  /** Whoever waits for another to run waits no more. */
  function letGo(): void {
    for (const resolve of onAgain.splice(0)) resolve();
  }

  return {
    async stop() {
      isStopping = true;
      clearTimeout(again);
      letGo();
      const child = running;
      if (isDead(child)) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const timer = setTimeout(() => {
        plan.onNotice(`${plan.name} did not finish within ${PATIENCE / 1000} s and is killed`);
        child.kill("SIGKILL");
      }, PATIENCE);
      await gone;
      clearTimeout(timer);
    },
    async kill() {
      const child = running;
      if (isStopping || isDead(child)) return false;
      wished.add(child);
      const replaced = new Promise<void>((resolve) => onAgain.push(resolve));
      child.kill("SIGKILL");
      await replaced;
      return child.signalCode === "SIGKILL";
    },
  };
}

function isDead(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** The end of a log, indented. */
export function lastWords(logPath: string): string {
  const lines = readFileSync(logPath, "utf8").trimEnd().split("\n").slice(-12);
  return lines.map((line) => `    ${line.slice(0, 400)}`).join("\n");
}
