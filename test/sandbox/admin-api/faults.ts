/** What may go wrong between the app and the Admin API. */
export const API_FAULTS = [
  "server-error",
  "throttled",
  "too-many",
  "html",
  "truncated",
  "slow",
  "lost-reply",
  "token-expired",
  "no-expires-in",
] as const;

/**
 * `server-error`: 502; `throttled`: 200 and THROTTLED, the budget used up; `too-many`: 429; `html`: a page in place of
 * JSON; `truncated`: half an answer; `slow`: an answer after `SLOW_MS`; `lost-reply`: a mutation carried out, its answer
 * lost; `token-expired`: every access token dead; `no-expires-in`: tokens without their end.
 */
export type ApiFault = (typeof API_FAULTS)[number];

/** Longer than the app waits for an answer. */
export const SLOW_MS = 17_000;

/** The Admin API's faults: how many more calls go wrong, and how many did. */
export type ApiFaults = {
  /** Makes the next `count` calls that can go wrong so. */
  next(fault: ApiFault, count: number): void;
  /** Ends them all. */
  calm(): void;
  /** How many calls went wrong so since the start: the proof that a fault fired. */
  fired(): Readonly<Record<ApiFault, number>>;
  /** How many more calls will. */
  coming(): Readonly<Record<ApiFault, number>>;
  /** The fault of a call that can suffer these, if one is due. */
  take(possible: readonly ApiFault[]): ApiFault | null;
};

const none = () => Object.fromEntries(API_FAULTS.map((fault) => [fault, 0])) as Record<ApiFault, number>;

/** No faults until asked for. */
export function createApiFaults(): ApiFaults {
  let coming = none();
  const fired = none();
  return {
    next(fault, count) {
      coming[fault] += count;
    },
    calm() {
      coming = none();
    },
    fired: () => ({ ...fired }),
    coming: () => ({ ...coming }),
    take(possible) {
      const fault = possible.find((one) => coming[one] > 0);
      if (fault === undefined) return null;
      coming[fault]--;
      fired[fault]++;
      return fault;
    },
  };
}
