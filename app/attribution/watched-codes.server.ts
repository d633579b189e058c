import type { CodeDay } from "#app/attribution/code-use.ts";
import type { Finding } from "#app/attribution/leak-finding.ts";
import { ENOUGH } from "#app/attribution/leak-sign.ts";
import type { Episode, Origin } from "#app/attribution/leak-stretch.ts";
import type { CodeKey } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** A code that is watched: its uses by day, the leak of it that stands, and the last that is over. */
export type WatchedCode = {
  readonly id: CodeId;
  readonly creatorId: CreatorId;
  readonly key: CodeKey;
  readonly days: readonly CodeDay[];
  readonly standing: Finding | null;
  readonly over: Episode | null;
};

/** A code that its creator holds at $2. */
const HELD = "code.shop_id = $1 AND code.state <> 'refused' AND (code.held_to IS NULL OR code.held_to > $2)";

/** The last day on which any creator's code was used, by which all are judged, and how many codes creators hold; null when none was used. */
export async function findLastDay(
  tx: Tx,
  shopId: ShopId,
  now: Date,
): Promise<{ readonly day: string | null; readonly codes: number }> {
  const { rows } = await tx.query(
    `SELECT (SELECT day FROM code_day WHERE shop_id = $1 AND uses > 0 ORDER BY day DESC LIMIT 1) AS day,
       (SELECT count(*)::int FROM code WHERE ${HELD}) AS codes`,
    [shopId, now],
  );
  return rows[0];
}

/**
 * Codes that have uses enough since `lately` to say anything of them, and those of which something stands, by id, `limit`
 * at a time from behind `after`; with their days from `from` on.
 */
export async function listWatched(
  tx: Tx,
  shopId: ShopId,
  { now, lately, from }: { readonly now: Date; readonly lately: string; readonly from: string },
  after: string,
  limit: number,
): Promise<WatchedCode[]> {
  const { rows } = await tx.query(
    `SELECT code.id, code.creator_id, code.key, leak.id AS leak_id, leak.since, leak.why, leak.state, leak.ignored_until, leak.ignored_why,
       (SELECT jsonb_build_object('from', past.since, 'to', past.resolved_on) FROM leak past
        WHERE past.shop_id = $1 AND past.code_id = code.id AND past.state = 'resolved' ORDER BY past.opened_at DESC, past.id LIMIT 1) AS over
     FROM code LEFT JOIN leak ON leak.shop_id = $1 AND leak.code_id = code.id AND leak.state <> 'resolved'
     WHERE code.shop_id = $1 AND code.id > $3 AND (leak.id IS NOT NULL OR ${HELD} AND (
       SELECT sum(uses) FROM code_day WHERE code_day.shop_id = $1 AND code_day.creator_id = code.creator_id
         AND code_day.key = code.key AND day >= $4) >= $5)
     ORDER BY code.id LIMIT $6`,
    [shopId, now, after, lately, ENOUGH, limit],
  );
  const days = await listDays(tx, shopId, rows, from);
  return rows.map((row) => ({
    ...{ id: row.id, creatorId: row.creator_id, key: row.key, over: row.over },
    days: days.get(`${row.creator_id} ${row.key}`) ?? [],
    standing: row.leak_id === null ? null : standingIn(row),
  }));
}

async function listDays(
  tx: Tx,
  shopId: ShopId,
  codes: readonly { creator_id: string; key: string }[],
  from: string,
): Promise<ReadonlyMap<string, CodeDay[]>> {
  const { rows } = await tx.query(
    `SELECT creator_id, key, day, uses, untouched, coupons, repeats
     FROM code_day JOIN unnest($2::text[], $3::text[]) AS asked (creator_id, key) USING (creator_id, key)
     WHERE shop_id = $1 AND day >= $4 AND uses > 0 ORDER BY day`,
    [shopId, codes.map((code) => code.creator_id), codes.map((code) => code.key), from],
  );
  const byCode = Map.groupBy(rows, (row) => `${row.creator_id} ${row.key}`);
  return new Map(
    [...byCode].map(([name, days]) => [
      name,
      days.map(({ day, uses, untouched, coupons, repeats }) => ({ day, uses, untouched, coupons, repeats })),
    ]),
  );
}

/** From where a code was used since a day. */
export async function listOrigins(
  tx: Tx,
  shopId: ShopId,
  { creatorId, key }: Pick<WatchedCode, "creatorId" | "key">,
  from: string,
): Promise<Origin[]> {
  const { rows } = await tx.query<Origin>(
    `SELECT day, country, referrer, count(*)::int AS uses FROM code_use
     WHERE shop_id = $1 AND creator_id = $2 AND key = $3 AND day >= $4 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [shopId, creatorId, key, from],
  );
  return rows;
}

type StandingRow = {
  leak_id: Finding["id"];
  since: string;
  why: Finding["why"];
  state: "open" | "ignored";
  ignored_until: Date | null;
  ignored_why: Finding["why"];
};

const standingIn = (row: StandingRow): Finding => ({
  ...{ id: row.leak_id, since: row.since, why: row.why },
  ignored: row.state === "ignored" ? { until: row.ignored_until, why: row.ignored_why } : null,
});
