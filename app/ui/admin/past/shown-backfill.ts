/** How far reading the past orders is, as a loader sends it; instants as ISO text. */
export type ShownBackfill = {
  /** When Shopify had the whole list; null until then. */
  readonly listedAt: string | null;
  /** Whether Shopify shows all orders; null until it was asked. */
  readonly isAll: boolean | null;
  /** Since when orders are known, where it does not. */
  readonly horizon: string | null;
  readonly total: number;
  readonly done: number;
  readonly unreadable: number;
  /** When the oldest order was placed. */
  readonly firstAt: string | null;
  readonly problem: string | null;
  readonly finishedAt: string | null;
};

/** Where it stands: to begin, being listed by Shopify, being read, stopped for the moment, or done. */
export function stageOf({ listedAt, isAll, problem, finishedAt }: ShownBackfill) {
  if (finishedAt !== null) return "done";
  if (problem !== null) return "stopped";
  if (listedAt !== null) return "reading";
  return isAll === null ? "waiting" : "listing";
}

/** How much of it is done, in whole percent; 0 while Shopify has not said of how many. */
export function percentOf({ done, total, listedAt }: ShownBackfill): number {
  return listedAt === null || total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
}
