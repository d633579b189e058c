import type { Database } from "#app/db.server.ts";

/** How often what webhooks told is compared with Shopify. */
export const RECONCILE_MS = 900_000;

/**
 * What every installed shop has done for it again and again. `slot` names the stretch of time a job is for, so that any
 * number of workers ask for it once; `due` is whether it is time. Both are SQL over `shop` and the instant $1.
 */
const RECURRENCES = [
  {
    kind: "reconcile",
    slot: `floor(extract(epoch FROM $1::timestamptz) * 1000 / ${RECONCILE_MS})::text`,
    due: "shop.installed_at <= $1::timestamptz - interval '15 minutes'",
  },
  {
    kind: "check-subscriptions",
    slot: "floor(extract(epoch FROM $1::timestamptz) / 3600)::text",
    due: "true",
  },
  {
    kind: "check-codes",
    slot: "floor(extract(epoch FROM $1::timestamptz) / 3600)::text",
    due: "shop.installed_at <= $1::timestamptz - interval '1 hour'",
  },
  {
    kind: "sweep",
    slot: "($1::timestamptz AT TIME ZONE shop.time_zone)::date::text",
    due: "($1::timestamptz AT TIME ZONE shop.time_zone)::time >= '03:00' AND shop.installed_at <= $1::timestamptz - interval '1 day'",
  },
  {
    kind: "watch-codes",
    slot: "($1::timestamptz AT TIME ZONE shop.time_zone)::date::text",
    due: "($1::timestamptz AT TIME ZONE shop.time_zone)::time >= '04:00' AND shop.installed_at <= $1::timestamptz - interval '1 hour'",
  },
] as const;

/** The kinds of job that come again and again by the clock. */
export const RECURRING = RECURRENCES.map(({ kind }) => kind);

/** Shops take turns within so many seconds, so that not all ask Shopify, and us, in the same second. */
const SPREAD_SECONDS = 60;

/**
 * Puts the work that falls due now into the outbox: a reconcile every 15 minutes, a look at the subscriptions and at the
 * codes every hour, each night of the shop's own clock a sweep at three and a look for leaked codes at four. A shop whose last job of a kind still waits gets no second.
 */
export async function schedule(database: Database, now: Date): Promise<void> {
  for (const { kind, slot, due } of RECURRENCES) {
    await database.system.query(
      `INSERT INTO outbox (shop_id, kind, key, payload, run_at, created_at)
       SELECT shop.id, $2, ${slot}, '{}', $1::timestamptz + make_interval(secs => abs(hashtext(shop.id)) % ${SPREAD_SECONDS}), $1
       FROM shop
       WHERE shop.uninstalled_at IS NULL AND ${due}
         AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.shop_id = shop.id AND outbox.kind = $2 AND outbox.state = 'waiting')
       ON CONFLICT DO NOTHING`,
      [now, kind],
    );
  }
}
