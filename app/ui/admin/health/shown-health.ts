import type { ShownBackfill } from "#app/ui/admin/past/shown-backfill.ts";

/** A comparison with Shopify as the page shows it; instants as ISO text. */
export type ShownRun = {
  readonly kind: "recent" | "sweep";
  readonly isFirst: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly listed: number;
  readonly found: number;
  readonly fetched: number;
};

/** An order that a comparison found, as the page shows it. */
export type ShownFind = {
  readonly runId: string;
  readonly orderId: string;
  readonly name: string;
  readonly what: "missing" | "behind" | "unreadable";
  readonly updatedAt: string;
  readonly foundAt: string;
};

/** How a shop stands, as the page shows it; instants as ISO text, counts end at `most`. */
export type ShownHealth = {
  readonly most: number;
  readonly inbox: {
    readonly waiting: number;
    readonly waitingSince: string | null;
    readonly failing: number;
    readonly quarantined: number;
    readonly parked: number;
    readonly lastApplied: string | null;
  };
  readonly topics: readonly { readonly topic: string; readonly heardAt: string | null }[];
  readonly runs: {
    readonly last: ShownRun | null;
    readonly lastSweep: ShownRun | null;
    readonly open: ShownRun | null;
    readonly isComparing: boolean;
    readonly isAsked: boolean;
    readonly delayed: string | null;
    readonly next: string;
  };
  readonly backfill: ShownBackfill | null;
  readonly finds: readonly ShownFind[];
  readonly missed: number;
  readonly unreadable: number;
  readonly subscriptions: {
    readonly checkedAt: string;
    readonly missingScopes: readonly string[];
    readonly strays: readonly string[];
  } | null;
  readonly workers: { readonly beatAt: string | null; readonly alive: number };
  /** How many codes stand in Shopify otherwise than they were made. */
  readonly codes: { readonly drifted: number };
  readonly mails: {
    readonly waiting: number;
    readonly since: string | null;
    readonly lastError: string | null;
    readonly canPost: boolean;
  };
};
