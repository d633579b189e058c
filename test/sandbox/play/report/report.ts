import type { Figures } from "#test/sandbox/play/report/figures.ts";
import type { Queues } from "#test/sandbox/play/report/queues.ts";

/** Seconds from the start to the first webhook, from it to the last acknowledged, and from there to empty queues. */
export type Seconds = { readonly setup: number; readonly play: number; readonly drain: number };

/** What `--once --json` prints. */
export type Report = {
  readonly webhooks: {
    readonly sent: number;
    readonly acknowledged: number;
    readonly stored: number;
    readonly applied: number;
    readonly quarantined: number;
  };
  readonly faults: {
    readonly duplicated: number;
    readonly reordered: number;
    readonly dropped: number;
    readonly reconciled: number;
    readonly kills: number;
  };
} & Figures & { readonly stateHash: string; readonly seconds: Seconds; readonly ordersPerSecond: number };

type Parts = {
  readonly sent: number;
  readonly acknowledged: number;
  readonly queues: Queues;
  readonly figures: Figures;
  readonly stateHash: string;
  readonly seconds: Seconds;
  /** Orders placed in this run. */
  readonly played: number;
};

/** Puts the report together. */
export function makeReport({
  sent,
  acknowledged,
  queues,
  figures,
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
    faults: { duplicated: 0, reordered: 0, dropped: 0, reconciled: 0, kills: 0 },
    ...figures,
    stateHash,
    seconds: { setup: rounded(seconds.setup), play: rounded(seconds.play), drain: rounded(seconds.drain) },
    ordersPerSecond: played === 0 || busy === 0 ? 0 : rounded(played / busy),
  };
}

/** Why a finished play is no success, in one sentence; null when it is one. */
export function whyFailed(report: Report, queues: Queues): string | null {
  const { sent, acknowledged, stored } = report.webhooks;
  const told = queues.reasons.length > 0 ? ` (${queues.reasons.join("; ")})` : "";
  if (queues.quarantined > 0) return `${queues.quarantined} webhooks were quarantined${told}.`;
  if (queues.parked > 0) return `${queues.parked} webhooks are parked${told}.`;
  if (queues.failedJobs > 0) return `${queues.failedJobs} jobs failed${told}.`;
  if (acknowledged < sent) return `${sent - acknowledged} of ${sent} webhooks were never acknowledged.`;
  if (stored !== sent) return `${sent} webhooks were sent and ${stored} stored.`;
  return null;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
