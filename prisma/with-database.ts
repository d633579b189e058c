/**
 * Runs a command with a database: `node prisma/with-database.ts remix vite:dev`.
 * DATABASE_URL set: that server, migrated as DATABASE_OWNER_URL (or itself). Not set: the embedded one, stopped last.
 * Without a command it only migrates.
 */
import { spawn } from "node:child_process";
import { bringDatabase } from "#prisma/database.ts";

const database = await bringDatabase(process.env);
for (const name of database.applied) console.error(`migrated: ${name}`);
const [command, ...args] = process.argv.slice(2);
if (command) {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...database.environment } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
await database.stop();
