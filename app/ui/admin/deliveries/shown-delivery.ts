/** Which deliveries a page lists; it stands in the address as `show`. */
export const FILTERS = ["attention", "aside", "recent"] as const;
export type Filter = (typeof FILTERS)[number];

/** Reads the filter from an address; what is none is the first. */
export const readFilter = (params: URLSearchParams): Filter =>
  FILTERS.find((each) => each === params.get("show")) ?? "attention";

/** A delivery as a list shows it; instants as ISO text. */
export type ShownLine = {
  readonly id: string;
  readonly topic: string;
  readonly state: "waiting" | "applied" | "quarantined" | "parked" | "discarded";
  readonly reason: string | null;
  readonly attempts: number;
  readonly runAt: string;
  readonly receivedAt: string;
  readonly settledAt: string | null;
  readonly hasBody: boolean;
};

/** A page of deliveries as a loader sends it. */
export type DeliveriesShown = {
  readonly deliveries: readonly ShownLine[];
  readonly older: string | null;
  readonly newer: string | null;
};

/** A delivery as its own page shows it. `body` is what of it fits on a page; null when it is no longer kept. */
export type ShownDelivery = ShownLine & {
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly apiVersion: string | null;
  readonly triggeredAt: string | null;
  readonly body: {
    readonly text: string;
    readonly isJson: boolean;
    readonly isBroken: boolean;
    readonly isCut: boolean;
    readonly bytes: number;
  } | null;
};

/** Whether a person should look: it was set aside, or failed and is tried again. */
export const isStuck = ({ state, attempts }: ShownLine): boolean =>
  state === "quarantined" || state === "parked" || (state === "waiting" && attempts > 0);

/** How many characters of a body a page shows. */
export const SHOWN = 20_000;
