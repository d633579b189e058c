import { existsSync, readdirSync, readFileSync } from "node:fs";

/** How much memory a process held (resident, MiB), from when it was up to when it was stopped. */
export type Memory = {
  readonly who: string;
  readonly seconds: number;
  readonly start: number;
  readonly peak: number;
  readonly end: number;
  /** How much more at the end than half way: what grows there, after all warming up, may grow for ever. */
  readonly secondHalf: number;
};

/** Below this a series says nothing of growth. */
const LEAST_SAMPLES = 20;

/** Sums up samples taken at a steady pace; null when there are too few to say anything. */
export function memoryOf(who: string, samples: readonly number[], paceMs: number): Memory | null {
  if (samples.length < LEAST_SAMPLES) return null;
  // Memory falls at each collection: an end is what was held on average around it.
  const around = Math.max(1, Math.floor(samples.length / 10));
  const mean = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0) / part.length;
  const middle = Math.floor(samples.length / 2);
  const end = mean(samples.slice(-around));
  return {
    who,
    seconds: (samples.length * paceMs) / 1000,
    start: mean(samples.slice(0, around)),
    peak: samples.reduce((most, each) => Math.max(most, each), 0),
    end,
    secondHalf: end - mean(samples.slice(middle, middle + around)),
  };
}

const PACE_MS = 500;

/** Watches what a process holds, until told to stop. */
export function watchMemory(who: string, pid: number): () => Memory | null {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const held = residentOf(pid);
    if (held !== null) samples.push(held);
  }, PACE_MS);
  return () => {
    clearInterval(timer);
    return memoryOf(who, samples, PACE_MS);
  };
}

/**
 * Watches what the processes hold that a process started, until told to stop.
 * @param names what each is called, by the end of its script's name; others are not watched
 */
export function watchChildren(parent: number, names: Readonly<Record<string, string>>): () => Memory[] {
  const watched = new Map<number, () => Memory | null>();
  const look = () => {
    for (const { pid, script } of childrenOf(parent)) {
      const who = Object.entries(names).find(([end]) => script.endsWith(end))?.[1];
      if (who !== undefined && !watched.has(pid)) watched.set(pid, watchMemory(who, pid));
    }
  };
  const timer = setInterval(look, 2 * PACE_MS);
  return () => {
    clearInterval(timer);
    return [...watched.values()].map((stop) => stop()).filter((memory) => memory !== null);
  };
}

/** What a process holds now, in MiB; null when it is gone, or the machine has no /proc. */
function residentOf(pid: number): number | null {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, "status"))?.[1];
  return kib === undefined ? null : Number(kib) / 1024;
}

/** The processes that a process started, with the script each runs; none where there is no /proc. */
function childrenOf(parent: number): { readonly pid: number; readonly script: string }[] {
  if (!existsSync("/proc/self/stat")) return [];
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids
    .filter((pid) => Number(readProc(pid, "stat").split(") ").at(-1)?.split(" ")[1]) === parent)
    .map((pid) => {
      const words = readProc(pid, "cmdline").split("\0");
      return { pid, script: words.findLast((word) => word.endsWith(".ts")) ?? "" };
    });
}

/** A file about a process; empty when it is gone. */
function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
