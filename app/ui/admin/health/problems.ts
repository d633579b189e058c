import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";

/** What is wrong and asks for a person, the most pressing first; `count` is how many, where it is a number of things. */
export type Problem = {
  readonly key:
    | "noWorker"
    | "silentWorkers"
    | "setAside"
    | "failing"
    | "slow"
    | "scopes"
    | "missed"
    | "unreadable"
    | "pastOrders"
    | "overdue"
    | "strays"
    | "codes"
    | "noMailServer"
    | "mailsWait";
  readonly tone: "critical" | "warning";
  readonly count?: number;
  /** Since when, as ISO text. */
  readonly since?: string;
  /** In the words of whoever refused. */
  readonly reason?: string;
};

/** A worker speaks every 10 s: whoever was silent for so long is gone. */
const SILENT_MS = 60_000;
/** Deliveries are applied within seconds; comparisons begin every 15 minutes. */
const SLOW_MS = 5 * 60_000;
const OVERDUE_MS = 45 * 60_000;
/** Mails leave within seconds. */
const UNSENT_MS = 10 * 60_000;
/** A webhook or two a day get lost on the way; more of them have a cause. */
const MANY_MISSED = 5;

/** Says what a shop's health asks a person to do; nothing when all is well. */
export function problemsOf(health: ShownHealth, now: Date): Problem[] {
  const { inbox, runs, subscriptions, workers } = health;
  const isOlder = (instant: string | null, ms: number): instant is string =>
    instant !== null && now.getTime() - Date.parse(instant) > ms;
  const isSilent = workers.beatAt === null || isOlder(workers.beatAt, SILENT_MS);
  const setAside = inbox.quarantined + inbox.parked;
  const problems: Problem[] = [];
  if (workers.beatAt === null) problems.push({ key: "noWorker", tone: "critical" });
  else if (isSilent) problems.push({ key: "silentWorkers", tone: "critical", since: workers.beatAt });
  if (setAside > 0) problems.push({ key: "setAside", tone: "warning", count: setAside });
  if (inbox.failing > 0) problems.push({ key: "failing", tone: "warning", count: inbox.failing });
  if (!isSilent && isOlder(inbox.waitingSince, SLOW_MS))
    problems.push({ key: "slow", tone: "warning", since: inbox.waitingSince });
  if (subscriptions && subscriptions.missingScopes.length > 0)
    problems.push({ key: "scopes", tone: "critical", count: subscriptions.missingScopes.length });
  if (health.missed >= MANY_MISSED) problems.push({ key: "missed", tone: "warning", count: health.missed });
  if (health.unreadable > 0) problems.push({ key: "unreadable", tone: "warning", count: health.unreadable });
  if (health.backfill && health.backfill.problem !== null)
    problems.push({ key: "pastOrders", tone: "warning", reason: health.backfill.problem });
  const ended = runs.last?.finishedAt ?? null;
  if (!isSilent && !runs.isComparing && isOlder(ended, OVERDUE_MS))
    problems.push({ key: "overdue", tone: "warning", since: ended });
  if (subscriptions && subscriptions.strays.length > 0)
    problems.push({ key: "strays", tone: "warning", count: subscriptions.strays.length });
  if (health.codes.drifted > 0) problems.push({ key: "codes", tone: "warning", count: health.codes.drifted });
  const { mails } = health;
  if (mails.waiting > 0 && !mails.canPost)
    problems.push({ key: "noMailServer", tone: "warning", count: mails.waiting });
  else if (!isSilent && mails.lastError !== null && isOlder(mails.since, UNSENT_MS))
    problems.push({
      ...{ key: "mailsWait", tone: "warning", count: mails.waiting },
      ...{ since: mails.since, reason: mails.lastError },
    });
  return problems;
}
