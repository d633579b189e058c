import type { Cohorts } from "#test/sandbox/play/report/cohorts.ts";
import type { FaultReport } from "#test/sandbox/play/report/faults.ts";
import type { Figures } from "#test/sandbox/play/report/figures.ts";
import type { Queues } from "#test/sandbox/play/report/queues.ts";

/** Seconds from the start to the first webhook, from it to the last acknowledged, and from there to empty queues. */
export type Seconds = { readonly setup: number; readonly play: number; readonly drain: number };

/** What `--once --json` prints. */
export type Report = {
  readonly webhooks: {
    /** Distinct webhooks that left the stand-in: one that was sent twice is one, and a dropped one is none. */
    readonly sent: number;
    /** Of them answered 2xx, to whichever copy. */
    readonly acknowledged: number;
    /** What the app's inbox holds: a second copy is no second row. */
    readonly stored: number;
    readonly applied: number;
    readonly quarantined: number;
  };
  readonly faults: FaultReport;
} & Figures & {
    readonly cohorts: readonly Cohorts[];
    readonly stateHash: string;
    readonly seconds: Seconds;
    readonly ordersPerSecond: number;
  };

type Parts = {
  readonly sent: number;
  readonly acknowledged: number;
  readonly faults: FaultReport;
  readonly queues: Queues;
  readonly figures: Figures;
  readonly cohorts: readonly Cohorts[];
  readonly stateHash: string;
  readonly seconds: Seconds;
  /** Orders placed in this run. */
  readonly played: number;
};

/** Puts the report together. */
export function makeReport({
  sent,
  acknowledged,
  faults,
  queues,
  figures,
  cohorts,
  stateHash,
  seconds,
  played,
}: Parts): Report {
  const busy = seconds.play + seconds.drain;
  return {
    webhooks: {
      sent,
      acknowledged,
      stored: queues.stored,
      applied: queues.applied,
      quarantined: queues.quarantined,
    },
    faults,
    ...figures,
    cohorts,
    stateHash,
    seconds: { setup: rounded(seconds.setup), play: rounded(seconds.play), drain: rounded(seconds.drain) },
    ordersPerSecond: played === 0 || busy === 0 ? 0 : rounded(played / busy),
  };
}

/** What must not be in the end: deliveries given up, and orders that reconcile found though none of their webhooks was dropped. */
type Losses = { readonly givenUp: number; readonly strays: readonly string[] };

/** Why a finished play is no success, in one sentence; null when it is one. */
export function whyFailed(report: Report, queues: Queues, { givenUp, strays }: Losses): string | null {
  const { sent, acknowledged, stored } = report.webhooks;
  const { dropped, reconciled } = report.faults;
  const told = queues.reasons.length > 0 ? ` (${queues.reasons.join("; ")})` : "";
  if (queues.quarantined > 0) return `${queues.quarantined} webhooks were quarantined${told}.`;
  if (queues.parked > 0) return `${queues.parked} webhooks are parked${told}.`;
  if (queues.failedJobs > 0) return `${queues.failedJobs} jobs failed${told}.`;
  if (acknowledged < sent) return `${sent - acknowledged} of ${sent} webhooks were never acknowledged.`;
  if (givenUp > 0) return `${givenUp} deliveries were given up, though the app had their webhooks already.`;
  if (stored !== sent) return `${sent} webhooks were sent and ${stored} stored.`;
  if (strays.length > 0)
    return `Reconcile found ${strays.length} orders whose webhooks had all been applied, such as ${strays[0]}.`;
  if (reconciled !== dropped)
    return `${dropped} webhooks were dropped, and reconcile found the orders of ${reconciled} of them.`;
  return null;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
