import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { keptKeys } from "#prisma/kept-keys.ts";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
/** Where the sandbox keeps what is between two starts; out of git. SANDBOX_HOME names another folder, for a second sandbox. */
export const KEPT = path.resolve(ROOT, process.env.SANDBOX_HOME ?? path.join(".data", "sandbox"));

/** A file of the sandbox's. */
export function kept(name: string): string {
  mkdirSync(KEPT, { recursive: true });
  return path.join(KEPT, name);
}

/** The app's ENCRYPTION_KEYS: made once, readable by their owner alone. */
export function encryptionKeys(): string {
  return keptKeys(kept("keys"), "sandbox");
}

/** The script behind a command of an installed package, such as `remix` of `@remix-run/dev`. */
export function commandOf(packageName: string, command: string): string {
  const folder = path.join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  return path.join(folder, bin[command] ?? "");
}
