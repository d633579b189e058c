/** A shop's deliveries, for a person to look at: what was set aside and why, what keeps failing, what came last. */
import type { Database } from "#app/db.server.ts";
import { WITH_HEARD } from "#app/queue/heard.server.ts";
import { FAILING, SET_ASIDE } from "#app/queue/set-aside.server.ts";

/** What of a shop's deliveries: those a person should look at, all that were set aside, or the newest, whatever became of them. */
export type Filter = "attention" | "aside" | "recent";

/** A delivery without its body. `runAt` is when a waiting one is tried next. */
export type DeliveryLine = {
  readonly id: string;
  readonly topic: string;
  readonly state: "waiting" | "applied" | "quarantined" | "parked" | "discarded";
  readonly reason: string | null;
  readonly attempts: number;
  readonly runAt: Date;
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
  readonly hasBody: boolean;
};

/** A delivery with all that is kept of it. */
export type KeptDelivery = DeliveryLine & {
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly apiVersion: string | null;
  readonly triggeredAt: Date | null;
  readonly body: Buffer | null;
};

/** A page of deliveries, newest first, and the ids its neighbours lie beyond. */
export type DeliveriesPage = {
  readonly deliveries: readonly DeliveryLine[];
  readonly older: string | null;
  readonly newer: string | null;
};

const LINE =
  "id, topic, state, reason, attempts, run_at, received_at, settled_at, body IS NOT NULL AS has_body";
/** Each part of a list has an index of its own, which gives its newest at once. */
const PARTS = { attention: [SET_ASIDE, FAILING], aside: [SET_ASIDE, FAILING, "state = 'discarded'"] };

/** Reads a delivery's id from outside; null when it has not the form of one. */
export const parseDeliveryId = (text: string | null | undefined): string | null =>
  /^[1-9]\d{0,17}$/.test(text ?? "") ? (text as string) : null;

/**
 * Lists a shop's deliveries, newest first.
 * @param from behind which delivery the page starts (`older`), or before which it ends (`newer`)
 */
export async function listDeliveries(
  database: Database,
  shopDomain: string,
  {
    filter,
    older,
    newer,
    limit,
  }: { filter: Filter; older?: string | null; newer?: string | null; limit: number },
): Promise<DeliveriesPage> {
  const beyond = older ? "AND id < $2" : newer ? "AND id > $2" : "AND $2::bigint IS NULL";
  const order = `ORDER BY id ${!older && newer ? "ASC" : "DESC"} LIMIT $3`;
  const part = (condition: string) =>
    `(SELECT ${LINE} FROM inbox WHERE shop_domain = $1 AND ${condition} ${beyond} ${order})`;
  const text =
    filter === "recent"
      ? `${WITH_HEARD} SELECT line.* FROM heard, LATERAL ${part("inbox.topic = heard.topic")} AS line ${order}`
      : `${PARTS[filter].map(part).join(" UNION ALL ")} ${order}`;
  const { rows } = await database.system.query<Row>(text, [shopDomain, older ?? newer ?? null, limit + 1]);
  const shown = rows.slice(0, limit).map(lineOf);
  const isMore = rows.length > limit;
  const isBack = !older && newer;
  if (isBack) shown.reverse();
  return {
    deliveries: shown,
    older: isMore || isBack ? (shown.at(-1)?.id ?? null) : null,
    newer: (isBack ? isMore : older) ? (shown[0]?.id ?? null) : null,
  };
}

/** Finds one of a shop's deliveries with its body; null when the shop has none of that id. */
export async function findDelivery(
  database: Database,
  shopDomain: string,
  id: string,
): Promise<KeptDelivery | null> {
  const { rows } = await database.system.query(
    `SELECT ${LINE}, webhook_id, event_id, api_version, triggered_at, body FROM inbox WHERE id = $2 AND shop_domain = $1`,
    [shopDomain, id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    ...lineOf(row),
    webhookId: row.webhook_id,
    eventId: row.event_id,
    apiVersion: row.api_version,
    triggeredAt: row.triggered_at,
    body: row.body,
  };
}

type Row = {
  id: string;
  topic: string;
  state: DeliveryLine["state"];
  reason: string | null;
  attempts: number;
  run_at: Date;
  received_at: Date;
  settled_at: Date | null;
  has_body: boolean;
};

const lineOf = (row: Row): DeliveryLine => ({
  id: row.id,
  topic: row.topic,
  state: row.state,
  reason: row.reason,
  attempts: row.attempts,
  runAt: row.run_at,
  receivedAt: row.received_at,
  settledAt: row.settled_at,
  hasBody: row.has_body,
});
