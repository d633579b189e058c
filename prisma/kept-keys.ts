import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** An ENCRYPTION_KEYS of this machine's own, under a name: made once, kept in a git-ignored file that only its owner reads. */
export function keptKeys(file: string, name: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file))
    writeFileSync(file, `${name}:${randomBytes(32).toString("base64")}`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
