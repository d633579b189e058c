import type { Database } from "#app/db.server.ts";
import { createCode } from "#app/flows/create-code.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import type { CodeId, CreatorId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { type JobOutcome, type Leased, lease, renew, settle } from "#app/queue/outbox.server.ts";
import { adminOf, Throttled } from "#app/shopify/admin-api.server.ts";
import { findShop } from "#app/shopify/shops.server.ts";

/** Tries before a job that keeps failing is given up; waits double from 1 s to at most 10 minutes: about two hours in all. */
const MAX_ATTEMPTS = 20;
const LONGEST_WAIT_MS = 600_000;
/** How often a job in hand renews its lease: a third of it. */
const RENEW_MS = 20_000;

/** Runs the next job of the outbox that is due. @returns false when none is; the error of a failed try, for the log */
export async function runNextJob(
  database: Database,
  clock: () => Date,
): Promise<boolean | { failed: string; kind: string; reason: string }> {
  const job = await lease(database, clock());
  if (!job) return false;
  const renewing = setInterval(() => renew(database, job, clock()).catch(() => {}), RENEW_MS);
  try {
    await settle(database, job, await perform(database, job, clock()), clock());
    return true;
  } catch (error) {
    const outcome = afterFailure(job, error);
    await settle(database, job, outcome, clock());
    return { failed: job.id, kind: job.kind, reason: "reason" in outcome ? outcome.reason : "" };
  } finally {
    clearInterval(renewing);
  }
}

async function perform(database: Database, job: Leased, now: Date): Promise<JobOutcome> {
  const shop = await findShop(database, job.shopId);
  invariant(shop, `job ${job.id} belongs to shop ${job.shopId}, which does not exist`);
  switch (job.kind) {
    case "create-code":
      return createCode(database, shop, await adminOf(shop.domain), job.payload.codeId as CodeId, now);
    case "reattribute":
      return reattribute(database, shop.id, job.payload.creatorId as CreatorId);
    default:
      return { state: "failed", reason: `nobody knows how to do "${job.kind}"` };
  }
}

function afterFailure(job: Leased, error: unknown): JobOutcome {
  if (error instanceof Throttled) return { state: "again", afterMs: error.afterMs, reason: error.message };
  const reason =
    error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : `answered ${String(error)}`;
  if (job.attempts >= MAX_ATTEMPTS) return { state: "failed", reason };
  return { state: "again", afterMs: Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (job.attempts - 1)), reason };
}
