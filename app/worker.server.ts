/**
 * The worker: applies what came in and does what must go out. Any number of workers may run; each may be killed at
 * any point. SIGTERM lets the work in hand finish and takes no more.
 */
import { hostname, setPriority } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { type Database, db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import { tidy } from "#app/flows/tidy.server.ts";
import { log } from "#app/log.server.ts";
import { listen } from "#app/queue/bell.server.ts";
import { beat } from "#app/queue/heartbeat.server.ts";
import { applyNext } from "#app/queue/inbox.server.ts";
import { schedule } from "#app/queue/schedule.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";

/** A job that failed so often needs a person to look. */
const LONG_FAILING = 8;
/** Jobs wait for Shopify most of the time: a slow shop leaves room for another. */
const JOB_LOOPS = 2;
/** How often a worker says that it is alive, and looks at the clock for what falls due. */
const BEAT_MS = 10_000;
const SCHEDULE_MS = 30_000;
/** How often what is old is tidied away. */
const TIDY_MS = 3_600_000;
/** Work in hand may take this long after SIGTERM; what is cut off is done by another worker. */
const DRAIN_MS = 25_000;

/** Where web and worker share a machine the web process goes first: what is acknowledged in time can be applied a second later. */
const GIVE_WAY = 5;
setPriority(GIVE_WAY);

const database: Database = db();
const clock = () => new Date();
const stopping = new AbortController();
let isStopping = false;
let ring = Promise.withResolvers<void>();

/** Wakes every loop that waits for work. */
function wake(): void {
  ring.resolve();
  ring = Promise.withResolvers<void>();
}

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
    if (!didWork && !isStopping) await ring.promise;
  }
}

async function takeJob(): Promise<boolean> {
  const result = await runNextJob(database, clock);
  if (typeof result === "object") {
    log()[result.failures < LONG_FAILING ? "warn" : "error"](result, "a job failed and will be tried again");
  }
  return result !== false;
}

/** A loop's own round through the shops, so that one shop's flood keeps no other waiting. */
function takeDeliveries(): () => Promise<boolean> {
  const turn = { after: "" };
  return () =>
    applyNext(database, clock(), (tx, delivery) => applyDelivery(tx, delivery, secretKeys(), clock()), turn);
}

/** Does something now and then, never twice at once; what fails is tried again the next time. */
async function every(ms: number, work: (now: Date) => Promise<unknown>) {
  while (!isStopping) {
    await work(clock()).catch((error: Error) =>
      log().warn({ reason: error.message.slice(0, 300) }, "timed work failed and will be tried again"),
    );
    await pause(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
  }
}

const worker = { name: `${hostname()} ${process.pid}`, startedAt: clock() };
const timed = [
  every(BEAT_MS, (now) => beat(database, worker, now)),
  every(SCHEDULE_MS, (now) => schedule(database, now)),
  every(TIDY_MS, (now) => tidy(database, now)),
];
const stopListening = listen(env().DATABASE_URL, wake);
const polling = setInterval(wake, env().WORKER_POLL_MS);
const loops = [
  ...Array.from({ length: env().WORKER_LOOPS }, () => loop(takeDeliveries())),
  ...Array.from({ length: JOB_LOOPS }, () => loop(takeJob)),
];
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    isStopping = true;
    stopping.abort();
    wake();
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
  });
}
log().info({ loops: env().WORKER_LOOPS }, "worker ready");
await Promise.all([...loops, ...timed]);
clearInterval(polling);
await stopListening();
await database.close();
log().info("worker drained");
