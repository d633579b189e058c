/**
 * The worker: applies what came in and does what must go out. Any number of workers may run; each may be killed at
 * any point. SIGTERM lets the work in hand finish and takes no more.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Database, db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import { log } from "#app/log.server.ts";
import { listen } from "#app/queue/bell.server.ts";
import { applyNext } from "#app/queue/inbox.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";

/** A lost notification, or work that fell due by time alone, waits no longer than this. */
const POLL_MS = 1000;

const database: Database = db();
const clock = () => new Date();
let isStopping = false;
let wake: () => void = () => {};

async function loop(takeNext: () => Promise<boolean>) {
  while (!isStopping) {
    const didWork = await takeNext().catch(async (error: Error & { code?: string }) => {
      log().error(
        { reason: error.message.slice(0, 300), code: error.code },
        "the worker failed at something and will try again",
      );
      await pause(250);
      return true;
    });
    if (!didWork && !isStopping) await Promise.race([pause(POLL_MS), nextRing()]);
  }
}

let ring = Promise.withResolvers<void>();
function nextRing(): Promise<void> {
  return ring.promise;
}
wake = () => {
  ring.resolve();
  ring = Promise.withResolvers<void>();
};

async function takeJob(): Promise<boolean> {
  const result = await runNextJob(database, clock);
  if (typeof result === "object") log().warn(result, "a job failed and will be tried again");
  return result !== false;
}

const takeDelivery = () =>
  applyNext(database, clock(), (tx, delivery) => applyDelivery(tx, delivery, secretKeys()));

const stopListening = listen(env().DATABASE_URL, () => wake());
const loops = [...Array.from({ length: env().WORKER_LOOPS }, () => loop(takeDelivery)), loop(takeJob)];
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    isStopping = true;
    wake();
  });
}
log().info({ loops: env().WORKER_LOOPS }, "worker ready");
await Promise.all(loops);
await stopListening();
await database.close();
log().info("worker drained");
