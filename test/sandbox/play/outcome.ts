import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import type { Memory } from "#test/sandbox/play/memory.ts";
import type { Played } from "#test/sandbox/play/play-on.ts";
import { readCohorts } from "#test/sandbox/play/report/cohorts.ts";
import { type FaultReport, listStrays, readFaults } from "#test/sandbox/play/report/faults.ts";
import { type Amount, readFigures } from "#test/sandbox/play/report/figures.ts";
import { countQueues } from "#test/sandbox/play/report/queues.ts";
import { readState } from "#test/sandbox/play/report/read-state.ts";
import { makeReport, type Report, whyFailed } from "#test/sandbox/play/report/report.ts";
import { stateHash } from "#test/sandbox/play/report/state.ts";
import type { Started } from "#test/sandbox/play/start.ts";

/** What `--once` found: the report, and why it is no success, if it is none. */
export type Outcome = { readonly report: Report; readonly failure: string | null };

/** Reads the outcome of a finished play from the app's tables. `setup` is in seconds. */
export async function readOutcome(
  { standIn, reader }: Started,
  memory: Memory | null,
  played: Played,
  setup: number,
): Promise<Outcome> {
  const { sent, acknowledged, failed } = standIn.deliveries.counts();
  const queues = await countQueues(reader);
  const { faults } = standIn.deliveries;
  const { kills, runs } = played.weather;
  const report = makeReport({
    sent: (memory?.sent ?? 0) + sent,
    acknowledged: (memory?.acknowledged ?? 0) + acknowledged,
    faults: await readFaults(reader, faults, kills),
    queues,
    figures: await readFigures(reader, standIn.shop.settings.currency),
    cohorts: await readCohorts(reader, standIn.shop.settings.currency),
    stateHash: stateHash(await readState(reader)),
    seconds: { setup, play: played.play, drain: played.drain },
    played: played.orders,
  });
  const strays = await listStrays(reader, faults, runs);
  return { report, failure: whyFailed(report, queues, { givenUp: failed, strays }) };
}

/** The report for a person: one line per creator. */
export function inWords(report: Report): string {
  const amount = ({ minor, currency }: Amount) => `${formatMinor(minor, currency)} ${currency}`;
  const rows = [...report.creators, { name: "nobody", codes: [], ...report.unattributed }].map(
    (one) =>
      `${one.name.padEnd(28)} ${String(one.orders).padStart(7)} ${String(one.customers).padStart(9)} ${amount(one.net).padStart(16)}`,
  );
  const { webhooks, seconds } = report;
  return [
    `${"credited to".padEnd(28)} ${"orders".padStart(7)} ${"customers".padStart(9)} ${"net".padStart(16)}`,
    ...rows,
    `${report.orders} orders and ${report.customers} customers stored; ${webhooks.applied} of ${webhooks.sent} webhooks applied`,
    ...weatherIn(report.faults),
    seconds.play === 0
      ? `kept from an earlier start; set up in ${seconds.setup} s`
      : `${report.ordersPerSecond} orders a second: set up in ${seconds.setup} s, played in ${seconds.play} s, drained in ${seconds.drain} s`,
    `state ${report.stateHash}`,
    "",
  ].join("\n");
}

/** One line when there was any weather, none when it was calm. */
function weatherIn({ duplicated, reordered, dropped, reconciled, kills }: FaultReport): string[] {
  if (duplicated + reordered + dropped + kills === 0) return [];
  return [
    `rough weather: ${duplicated} webhooks came twice, ${reordered} out of turn, ${dropped} never, of which reconcile found ${reconciled}; ${kills} workers were killed`,
  ];
}
