import type { Spread } from "#test/bench/figures/spread.ts";

/** Closed: so many connections, each asking again as soon as it is answered. Open: so many a second, whatever the answers. */
export type Pace = { readonly connections: number } | { readonly perSecond: number };

/** What a generator of visitors is to do. */
export type Asking = {
  readonly port: number;
  /** Whole requests as they go over the wire, asked in turn. `{client}` becomes the address of one of many clients in turn. */
  readonly requests: readonly string[];
  /** What each is to be answered with. */
  readonly status: number;
  readonly seconds: number;
  readonly pace: Pace;
};

/** What a generator of webhooks is to do. */
export type Plan = {
  readonly port: number;
  /** Signs the bodies. */
  readonly secret: string;
  readonly shopDomain: string;
  /** The number of its first order; each order of a database needs one of its own. */
  readonly first: number;
  readonly seconds: number;
  readonly pace: Pace;
};

/** What came of it. */
export type Loaded = {
  readonly sent: number;
  /** Answered 2xx, or as visitors should be. */
  readonly stored: number;
  /** Answered anything else, or not at all. */
  readonly refused: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds from when a request was due (open pace) or sent (closed) to its whole answer. */
  readonly latency: Spread;
};
