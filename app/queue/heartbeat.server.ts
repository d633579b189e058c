import type { Database } from "#app/db.server.ts";

/** Says that a worker is alive. `worker` is its own name, `startedAt` since when it runs. */
export async function beat(
  database: Database,
  worker: { name: string; startedAt: Date },
  now: Date,
): Promise<void> {
  await database.system.query(
    `INSERT INTO heartbeat (worker, started_at, beat_at) VALUES ($1, $2, $3)
     ON CONFLICT (worker) DO UPDATE SET started_at = excluded.started_at, beat_at = excluded.beat_at`,
    [worker.name, worker.startedAt, now],
  );
}
