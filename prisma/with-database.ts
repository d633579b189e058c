/**
 * Runs commands with a database: `node prisma/with-database.ts remix vite:dev --and node app/worker.server.ts`.
 * DATABASE_URL set: that server, migrated as DATABASE_OWNER_URL (or itself). Not set: the embedded one, stopped last.
 * Without ENCRYPTION_KEYS a key is made and kept beside the embedded data. Without a command it only migrates.
 * When one command ends, so do the others; its exit code is ours.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { bringDatabase } from "#prisma/database.ts";
import { keptKeys } from "#prisma/kept-keys.ts";

function commandsIn(args: readonly string[]): string[][] {
  const commands: string[][] = [[]];
  for (const arg of args) {
    if (arg === "--and") commands.push([]);
    else commands.at(-1)?.push(arg);
  }
  return commands.filter((command) => command.length > 0);
}

const database = await bringDatabase(process.env);
for (const name of database.applied) console.error(`migrated: ${name}`);
const commands = commandsIn(process.argv.slice(2));
if (commands.length > 0) {
  // The Shopify CLI names the tunnel's address HOST; the app knows it as SHOPIFY_APP_URL.
  const { HOST, ...given } = process.env;
  const address = HOST?.startsWith("https://") ? { SHOPIFY_APP_URL: HOST } : { HOST };
  const env = {
    ...given,
    ...address,
    ...database.environment,
    ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS || keptKeys(".data/keys", "dev"),
  };
  const children = commands.map(([program = "", ...args]) => spawn(program, args, { stdio: "inherit", env }));
  const endAll = () => {
    for (const child of children) child.kill("SIGTERM");
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, endAll);
  const ended = (child: ChildProcess) =>
    new Promise<number>((resolve) => {
      child.once("error", (error) => {
        console.error(error.message);
        resolve(1);
      });
      child.once("exit", (code) => resolve(code ?? 1));
    });
  const all = children.map(ended);
  process.exitCode = await Promise.race(all);
  endAll();
  await Promise.all(all);
}
await database.stop();
