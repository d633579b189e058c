export type ThrottleStatus = {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
};

export type Bucket = {
  /** Takes `cost` points if they are there. */
  take(cost: number): boolean;
  /** Gives back what a query asked for and did not use. */
  giveBack(cost: number): void;
  status(): ThrottleStatus;
  /**
   * Empties the bucket, as another process of the same app would. The next query is refused however cheap it is: a point
   * comes back every few milliseconds.
   */
  empty(): void;
};

/** The bucket of a shop's plan: 2,000 points and 100 a second, or ten times as much. */
export function bucketOf(plan: "standard" | "plus"): Bucket {
  return plan === "plus" ? createBucket(Date.now, 20_000, 1000) : createBucket();
}

/** The points of one app in one shop: 2,000, restored at 100 a second of real time, as on the standard plans. */
export function createBucket(now: () => number = Date.now, maximum = 2000, restoreRate = 100): Bucket {
  let points = maximum;
  let asOf = now();
  let isRefusing = false;
  const restore = () => {
    const at = now();
    points = Math.min(maximum, points + ((at - asOf) / 1000) * restoreRate);
    asOf = at;
  };
  return {
    take(cost) {
      restore();
      const isRefused = isRefusing || cost > points;
      isRefusing = false;
      if (isRefused) return false;
      points -= cost;
      return true;
    },
    giveBack(cost) {
      restore();
      points = Math.min(maximum, points + cost);
    },
    status() {
      restore();
      return { maximumAvailable: maximum, currentlyAvailable: Math.floor(points), restoreRate };
    },
    empty() {
      restore();
      points = 0;
      isRefusing = true;
    },
  };
}
