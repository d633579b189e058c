/** How a shop decides whose sale it was. */
export type Policy = {
  /** A click counts for so many days of 86,400 seconds before the order: 1 to 365. */
  readonly windowDays: number;
};

/** What holds until a merchant chooses otherwise. */
export const DEFAULT_POLICY: Policy = { windowDays: 30 };
