import { findPulse } from "#app/attribution/explained.server.ts";
import { findLeaksPulse } from "#app/attribution/leaks.server.ts";
import { countDrifted } from "#app/creators/drifts.server.ts";
import type { Database } from "#app/db.server.ts";
import { listWaitingJobs } from "#app/queue/health.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** How a shop's codes were last compared with Shopify, and whether they are being compared now. */
export type CodesCheck = {
  readonly drifted: number;
  readonly checkedAt: Date | null;
  readonly isChecking: boolean;
  /** Whether they are being looked at for leaks now. */
  readonly isWatching: boolean;
};

/** Reads how the comparison of codes stands, at `now`. */
export async function readCodesCheck(database: Database, shop: Shop, now: Date): Promise<CodesCheck> {
  const [counts, jobs] = await Promise.all([
    countDrifted(database, shop.id),
    listWaitingJobs(database, shop.id, ["check-codes", "watch-codes"], now),
  ]);
  const isUnderWay = (kind: string) =>
    jobs.some((job) => job.kind === kind && (job.isHeld || job.runAt <= now));
  return { ...counts, isChecking: isUnderWay("check-codes"), isWatching: isUnderWay("watch-codes") };
}

/** A text that is another one whenever the pages of codes would say something else. */
export async function codesPulse(database: Database, shop: Shop, now: Date): Promise<string> {
  const [pulse, leaks, { checkedAt, isChecking, isWatching }] = await Promise.all([
    findPulse(database, shop),
    findLeaksPulse(database, shop.id),
    readCodesCheck(database, shop, now),
  ]);
  return `${pulse} ${leaks} ${checkedAt?.getTime() ?? ""} ${isChecking} ${isWatching}`;
}
