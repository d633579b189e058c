import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Options } from "#test/sandbox/play/options.ts";
import { kept } from "#test/sandbox/play/running/place.ts";

/** What a start must know of those before it. */
export type Memory = {
  /** The story's name, and the options it was made of. */
  readonly story: string;
  readonly options: Pick<Options, "seed" | "orders" | "months" | "replay" | "past">;
  /** Which database holds it, without any password. */
  readonly database: string;
  /** The first event that was not played; null while playing, and so after a crash. */
  readonly next: number | null;
  /** Webhooks of all starts. */
  readonly sent: number;
  readonly acknowledged: number;
};

const FILE = "played.json";
/** The stand-in's own memory. */
export const JOURNAL = "journal.jsonl";

/** What a memory calls the database of an environment. */
export function databaseName({ DATABASE_URL }: NodeJS.ProcessEnv): string {
  if (!DATABASE_URL) return "the embedded database";
  const { host, pathname } = new URL(DATABASE_URL);
  return host + pathname;
}

/** Reads it; null when nothing was played yet. */
export function remember(): Memory | null {
  const file = kept(FILE);
  if (!existsSync(file)) return null;
  const memory = JSON.parse(readFileSync(file, "utf8")) as Memory;
  // Shops that were played before there was a past have none.
  return { ...memory, options: { ...memory.options, past: memory.options.past ?? 0 } };
}

/** Writes it. */
export function memorise(memory: Memory): void {
  writeFileSync(kept(FILE), JSON.stringify(memory));
}

/** Forgets the played shop, the stand-in's journal included. */
export function forget(): void {
  for (const name of [FILE, JOURNAL]) rmSync(kept(name), { force: true });
}
