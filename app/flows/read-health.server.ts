import { countDrifted } from "#app/creators/drifts.server.ts";
import type { Database } from "#app/db.server.ts";
import { contentHash } from "#app/kernel/hash.ts";
import { type Backfill, findBackfill } from "#app/orders/backfills.server.ts";
import {
  countFinds,
  findRuns,
  findSubscriptionCheck,
  listFinds,
  type Runs,
  type ShownFind,
} from "#app/orders/reconciled.server.ts";
import {
  findInboxHealth,
  findWorkers,
  type InboxHealth,
  listWaitingJobs,
  MOST,
  type WaitingJob,
} from "#app/queue/health.server.ts";
import { type Heard, listHeard } from "#app/queue/heard.server.ts";
import { findWaitingMails } from "#app/queue/mail.server.ts";
import { RECONCILE_MS } from "#app/queue/schedule.server.ts";
import { canPost } from "#app/queue/smtp.server.ts";
import { TOPICS } from "#app/queue/topics.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** How a shop stands with us: whether everything that happens there is known here. Counts end at `most`. */
export type Health = {
  readonly most: number;
  readonly inbox: InboxHealth;
  /** Every topic we subscribe to or ever heard of, and when last; null for never. */
  readonly topics: readonly { readonly topic: string; readonly heardAt: Date | null }[];
  readonly runs: Runs & {
    /** Whether a worker compares at this moment. */
    readonly isComparing: boolean;
    /** Whether somebody asked for a comparison that is still to come. */
    readonly isAsked: boolean;
    /** Why the next one was put off, as the job itself says it. */
    readonly delayed: string | null;
    readonly next: Date;
  };
  /** How far reading the orders of before the install is; null when it never began. */
  readonly backfill: Backfill | null;
  readonly finds: readonly ShownFind[];
  /** Orders of the last 24 hours that webhooks failed to tell of, and orders that could not be read. */
  readonly missed: number;
  readonly unreadable: number;
  readonly subscriptions: Awaited<ReturnType<typeof findSubscriptionCheck>>;
  readonly workers: { readonly beatAt: Date | null; readonly alive: number };
  /** How many codes stand in Shopify otherwise than they were made. */
  readonly codes: { readonly drifted: number };
  /** Mails that wait to be sent, the first since when, why one was put off, and whether there is a mail server at all. */
  readonly mails: Awaited<ReturnType<typeof findWaitingMails>> & { readonly canPost: boolean };
};

const FINDS = 10;
const A_DAY_MS = 86_400_000;
const A_MINUTE_MS = 60_000;
const KINDS = ["reconcile", "sweep", "read-sweep"];

/** Reads how a shop stands, at `now`. */
export async function readHealth(database: Database, shop: Shop, now: Date): Promise<Health> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const [inbox, heard, runs, jobs, finds, counts, subscriptions, workers, mails, codes, backfill] =
    await Promise.all([
      findInboxHealth(database, shop.domain),
      listHeard(database, shop.domain),
      findRuns(database, shop.id),
      listWaitingJobs(database, shop.id, KINDS, now),
      listFinds(database, shop.id, FINDS),
      countFinds(database, shop.id, ago(A_DAY_MS)),
      findSubscriptionCheck(database, shop.id),
      findWorkers(database, ago(A_MINUTE_MS)),
      findWaitingMails(database, shop.id),
      countDrifted(database, shop.id),
      findBackfill(database, shop.id),
    ]);
  return {
    ...{ most: MOST, inbox, finds, subscriptions, workers, backfill, ...counts },
    mails: { ...mails, canPost: canPost() },
    codes: { drifted: codes.drifted },
    topics: topicsOf(heard),
    runs: { ...runs, ...comingOf(jobs, now) },
  };
}

/** How often a beat alone changes the pulse: often enough that an open page never takes a living worker for dead. */
const BEATS_MS = 15_000;

/** A text that is another one whenever a page of a shop's health would say something else. */
export function healthPulse(health: Health): string {
  const { beatAt, alive } = health.workers;
  const beats = Math.floor((beatAt?.getTime() ?? 0) / BEATS_MS);
  return contentHash(JSON.stringify({ ...health, workers: { beats, alive } })).slice(0, 32);
}

function comingOf(jobs: readonly WaitingJob[], now: Date) {
  const next = jobs.find(({ kind, isHeld }) => kind === "reconcile" && !isHeld);
  return {
    isComparing: jobs.some(({ isHeld }) => isHeld),
    isAsked: jobs.some(({ payload, isHeld }) => !isHeld && payload.isAsked === true),
    delayed: next?.lastError ?? null,
    next: next?.runAt ?? new Date((Math.floor(now.getTime() / RECONCILE_MS) + 1) * RECONCILE_MS),
  };
}

function topicsOf(heard: readonly Heard[]): Health["topics"] {
  const at = new Map(heard.map(({ topic, receivedAt }) => [topic, receivedAt]));
  const all = new Set<string>([...TOPICS, ...at.keys()]);
  return [...all].map((topic) => ({ topic, heardAt: at.get(topic) ?? null }));
}
