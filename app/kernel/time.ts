/** A stretch of time: from its first instant up to, not including, its last; `to: null` is still open. */
export type Interval = { readonly from: Date; readonly to: Date | null };

/** Whether an instant lies in the interval: `from <= instant < to`. */
export function contains(interval: Interval, instant: Date): boolean {
  return interval.from <= instant && (interval.to === null || instant < interval.to);
}
