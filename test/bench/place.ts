import { mkdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "#test/sandbox/play/running/place.ts";

/** Where the bench keeps its database and its logs: out of git, and apart from the sandbox's. */
const FOLDER = path.join(ROOT, ".data", "bench");

/** A file or folder of the bench's. */
export function kept(name: string): string {
  mkdirSync(FOLDER, { recursive: true });
  return path.join(FOLDER, name);
}

const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...rest } = process.env;

/** The environment that the bench was started in, without anybody's database. */
export const OUTSIDE: Readonly<NodeJS.ProcessEnv> = rest;
