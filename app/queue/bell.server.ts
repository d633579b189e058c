import pg from "pg";
import type { Database } from "#app/db.server.ts";

/** Rings may be lost (a worker polls anyway) and are joined: at most one notification in this many milliseconds. */
const PAUSE_MS = 20;
const ringing = new WeakSet<Database>();

/** Tells the workers, soon, that something waits. Never fails and never makes the caller wait. */
export function ring(database: Database): void {
  if (ringing.has(database)) return;
  ringing.add(database);
  setTimeout(() => {
    ringing.delete(database);
    database.system.query("SELECT pg_notify('queue', '')").catch(() => {});
  }, PAUSE_MS).unref();
}

/**
 * Calls `onRing` whenever something was put in a queue, until stopped. Comes back by itself when the database does.
 * @returns stops listening
 */
export function listen(connectionString: string, onRing: () => void): () => Promise<void> {
  let isStopped = false;
  let client: pg.Client | undefined;
  const connect = async () => {
    if (isStopped) return;
    const next = new pg.Client({ connectionString, application_name: "tributary bell" });
    client = next;
    const again = () => {
      if (isStopped || client !== next) return;
      client = undefined;
      next.end().catch(() => {});
      setTimeout(connect, 1000).unref();
    };
    next.on("error", again);
    next.on("end", again);
    next.on("notification", onRing);
    await next
      .connect()
      .then(() => next.query("LISTEN queue"))
      .then(onRing, again);
  };
  void connect();
  return async () => {
    isStopped = true;
    await client?.end().catch(() => {});
  };
}
