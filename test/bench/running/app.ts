import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Crew, Member } from "#test/bench/running/crew.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { freePort } from "#test/sandbox/network/ports.ts";

/** Signs the bench's webhooks. */
export const SECRET = "bench_secret";
const ENCRYPTION_KEYS = `bench:${randomBytes(32).toString("base64")}`;
const UP_MS = 30_000;

/** What the app's processes need to know to run on a database, as in production. */
export function environmentOf(ground: Ground): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: ground.url,
    SHOPIFY_API_KEY: "bench_key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: "https://bench.example",
    ENCRYPTION_KEYS,
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
  };
}

/** A server that takes webhooks on a port of this machine. */
export type Taker = { readonly port: number; readonly member: Member };

/** Starts the app's web process as `npm start` does, for a part of the bench, and waits until it is healthy. */
export async function startWeb(crew: Crew, ground: Ground, part: string): Promise<Taker> {
  const port = await freePort(4700);
  const env = { ...environmentOf(ground), PORT: String(port) };
  const member = crew.start(`web (${part})`, ["app/web.server.ts"], env, true);
  await untilAnswered(port, "/healthz");
  return { port, member };
}

/** Starts the server to compare with, and waits until it answers. */
export async function startBare(crew: Crew, ground: Ground): Promise<Taker> {
  const port = await freePort(4750);
  const env = { DATABASE_URL: ground.url, SECRET, PORT: String(port) };
  const member = crew.start("bare server", ["test/bench/bare/server.ts"], env);
  await untilAnswered(port, "/");
  return { port, member };
}

/** Starts workers as `npm run worker` does, and waits until each has spoken. */
export async function startWorkers(
  crew: Crew,
  ground: Ground,
  count: number,
  part: string,
): Promise<Member[]> {
  await ground.ask("DELETE FROM heartbeat");
  const members = Array.from({ length: count }, (_, index) =>
    crew.start(`worker ${index + 1} (${part})`, ["app/worker.server.ts"], environmentOf(ground), true),
  );
  for (const end = Date.now() + UP_MS; ; await pause(50)) {
    const [row] = await ground.ask<{ count: number }>("SELECT count(*)::int AS count FROM heartbeat");
    if (row?.count === count) return members;
    if (Date.now() > end)
      throw new Error(`${row?.count} of ${count} workers came up within ${UP_MS / 1000} s.`);
  }
}

async function untilAnswered(port: number, path: string): Promise<void> {
  for (const end = Date.now() + UP_MS; ; await pause(50)) {
    const status = await fetch(`http://127.0.0.1:${port}${path}`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > end)
      throw new Error(
        `Port ${port} answered ${status} to ${path} for ${UP_MS / 1000} s. See its log in .data/bench.`,
      );
  }
}
