import type { Database } from "#app/db.server.ts";
import { alignCode } from "#app/flows/align-code.server.ts";
import { analyse } from "#app/flows/analyse.server.ts";
import { parseWish } from "#app/flows/ask-refetch.server.ts";
import { backfill } from "#app/flows/backfill.server.ts";
import { bulkCodes } from "#app/flows/bulk-codes.server.ts";
import { runChange } from "#app/flows/change-creators.server.ts";
import { checkCodes } from "#app/flows/check-codes.server.ts";
import { checkSubscriptions } from "#app/flows/check-subscriptions.server.ts";
import { createCode } from "#app/flows/create-code.server.ts";
import { creditBatch } from "#app/flows/credit-batch.server.ts";
import { decideSince } from "#app/flows/decide-since.server.ts";
import { previewPolicy } from "#app/flows/preview-policy.server.ts";
import { importWishIn, readImport } from "#app/flows/read-import.server.ts";
import { readJourney, readJourneys } from "#app/flows/read-journey.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { rebuildCohorts } from "#app/flows/rebuild-cohorts.server.ts";
import { reconcile } from "#app/flows/reconcile.server.ts";
import { refetchOrder } from "#app/flows/refetch-order.server.ts";
import { repairCode } from "#app/flows/repair-code.server.ts";
import { runImport } from "#app/flows/run-import.server.ts";
import { mailWishIn, sendMail } from "#app/flows/send-mail.server.ts";
import { readSweep, startSweep } from "#app/flows/sweep.server.ts";
import { watchCodes } from "#app/flows/watch-codes.server.ts";
import type {
  BatchId,
  ChangeId,
  CodeId,
  CohortRunId,
  CreatorId,
  DecisionRunId,
  OrderId,
  PreviewId,
} from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { type JobOutcome, type Leased, lease, renew, settle } from "#app/queue/outbox.server.ts";
import { adminOf, Throttled } from "#app/shopify/admin-api.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash, findShop } from "#app/shopify/shops.server.ts";

/** Waits between tries that fail one after the other double from 1 s to this. A job is never given up for failing: Shopify, or the shop, may come back. */
const LONGEST_WAIT_MS = 300_000;
/** A shop that left is looked at again so late, because coming back hastens its jobs. */
const AWAY_MS = 86_400_000;
/** How often a job in hand renews its lease: a third of it. */
const RENEW_MS = 20_000;

/** A try that failed, for the log: the how manieth in a row. */
export type FailedTry = {
  readonly job: string;
  readonly kind: string;
  readonly failures: number;
  readonly reason: string;
};

/** Runs the next job of the outbox that is due. @returns false when none is; a try that failed comes out as a value */
export async function runNextJob(
  database: Database,
  clock: () => Date,
  reach = adminOf,
): Promise<boolean | FailedTry> {
  const job = await lease(database, clock());
  if (!job) return false;
  const outcome = await tried(database, job, clock, reach);
  await settle(database, job, "failure" in outcome ? afterFailure(job, outcome.failure) : outcome, clock());
  if (!("failure" in outcome)) return true;
  return { job: job.id, kind: job.kind, failures: job.failures + 1, reason: reasonOf(outcome.failure) };
}

async function tried(
  database: Database,
  job: Leased,
  clock: () => Date,
  reach: typeof adminOf,
): Promise<JobOutcome | { failure: unknown }> {
  const renewing = setInterval(() => renew(database, job, clock()).catch(() => {}), RENEW_MS);
  try {
    return await perform(database, job, clock, reach);
  } catch (failure) {
    return { failure };
  } finally {
    clearInterval(renewing);
  }
}

async function perform(
  database: Database,
  job: Leased,
  clock: () => Date,
  reach: typeof adminOf,
): Promise<JobOutcome> {
  const shop = await findShop(database, job.shopId);
  invariant(shop, `job ${job.id} belongs to shop ${job.shopId}, which does not exist`);
  if (!shop.isInstalled)
    return { state: "again", afterMs: AWAY_MS, reason: "the shop has uninstalled the app" };
  const { payload } = job;
  const hash = () => findPersonHash(database, secretKeys(), shop.id);
  const comparing = async () => {
    const [graphql, person] = [await reach(shop.domain), await hash()];
    return { database, shop, graphql, hash: person, clock };
  };
  switch (job.kind) {
    case "create-code":
      return createCode(database, shop, await reach(shop.domain), payload.codeId as CodeId, clock());
    case "align-code":
      return alignCode(database, shop, await reach(shop.domain), payload.codeId as CodeId, clock);
    case "bulk-codes":
      return bulkCodes(
        { database, shop, graphql: await reach(shop.domain), clock },
        payload.batchId as BatchId,
      );
    case "credit-batch":
      return creditBatch(database, shop.id, payload.batchId as BatchId);
    case "check-codes":
      return checkCodes(
        { database, shop, graphql: await reach(shop.domain), clock },
        payload.since === undefined ? null : new Date(String(payload.since)),
      );
    case "repair-code":
      return repairCode(database, shop, await reach(shop.domain), payload.codeId as CodeId, clock);
    case "reattribute":
      return reattribute(database, shop.id, payload.creatorId as CreatorId);
    case "analyse":
      return analyse(database, shop, Number(payload.asked), clock);
    case "preview":
      return previewPolicy(database, shop, payload.previewId as PreviewId, clock);
    case "decide-since":
      return decideSince(database, shop.id, payload.runId as DecisionRunId, clock);
    case "rebuild-cohorts":
      return rebuildCohorts(database, shop.id, payload.runId as CohortRunId, clock);
    case "refetch-order":
      return refetchOrder(database, shop, reach, await hash(), parseWish(payload), clock());
    case "read-journey":
      return readJourney(
        shop,
        await reach(shop.domain),
        {
          orderId: String(payload.orderId) as OrderId,
          since: new Date(String(payload.since)),
          tries: job.attempts,
        },
        clock(),
      );
    case "read-journeys":
      return readJourneys(database, shop, await reach(shop.domain), clock);
    case "backfill":
      return backfill(await comparing(), job.key);
    case "reconcile":
      return reconcile(await comparing(), { isAsked: payload.isAsked === true, tries: job.attempts });
    case "sweep":
      return startSweep(await comparing());
    case "read-sweep":
      return readSweep(await comparing(), {
        listing: String(payload.listing),
        from: new Date(String(payload.from)),
      });
    case "check-subscriptions":
      return checkSubscriptions(shop, await reach(shop.domain), clock());
    case "watch-codes":
      return watchCodes(database, shop.id, clock);
    case "change-creators":
      return runChange(database, shop.id, payload.changeId as ChangeId, clock);
    case "send-mail":
      return sendMail(database, shop, mailWishIn(payload), clock());
    case "read-import":
      return readImport({ database, shop, hash: await hash(), clock }, importWishIn(payload));
    case "run-import":
      return runImport({ database, shop, hash: await hash(), clock }, importWishIn(payload));
    default:
      return { state: "failed", reason: `nobody knows how to do "${job.kind}"` };
  }
}

function afterFailure(job: Leased, failure: unknown): JobOutcome {
  const reason = reasonOf(failure);
  if (failure instanceof Throttled) return { state: "again", afterMs: failure.afterMs, reason };
  const afterMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** job.failures);
  return { state: "again", afterMs, reason, hasFailed: true };
}

function reasonOf(failure: unknown): string {
  if (failure instanceof Error) return `${failure.name}: ${failure.message.slice(0, 300)}`;
  return failure instanceof Response ? `Shopify answered ${failure.status}` : String(failure).slice(0, 300);
}
