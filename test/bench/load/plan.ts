import type { Spread } from "#test/bench/figures/spread.ts";

/** What a generator of webhooks is to do. */
export type Plan = {
  readonly port: number;
  /** Signs the bodies. */
  readonly secret: string;
  readonly shopDomain: string;
  /** The number of its first order; each order of a database needs one of its own. */
  readonly first: number;
  readonly seconds: number;
  /** Closed: so many connections, each asking again as soon as it is answered. Open: so many a second, whatever the answers. */
  readonly pace: { readonly connections: number } | { readonly perSecond: number };
};

/** What came of it. */
export type Loaded = {
  readonly sent: number;
  /** Answered 2xx. */
  readonly stored: number;
  /** Answered anything else, or not at all. */
  readonly refused: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds from when a webhook was due (open pace) or sent (closed) to its whole answer. */
  readonly latency: Spread;
};
