import type { Why } from "#app/attribution/leak.ts";
import { type Finding, type IgnoredFor, ignoredUntil, type Step } from "#app/attribution/leak-finding.ts";
import { type Database, inShop, readShop, type Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, LeakId, ShopId } from "#app/kernel/id.ts";

/** What a look at a code makes of it. `newId` is what a finding will be called that is opened now. */
export type Found = {
  readonly codeId: CodeId;
  readonly standing: Finding | null;
  readonly step: Step;
  readonly newId: LeakId;
};

/**
 * Records what a look told by the uses up to `asOf`. A finding stands once for a code, however many looks open it; what
 * a merchant said of it meanwhile stays said.
 */
export async function saveFound(
  tx: Tx,
  shopId: ShopId,
  found: readonly Found[],
  asOf: string,
  now: Date,
): Promise<void> {
  for (const { codeId, standing, step, newId } of found.toSorted((a, b) => (a.codeId < b.codeId ? -1 : 1))) {
    if (step.do === "open")
      await tx.query(
        `INSERT INTO leak (shop_id, id, code_id, since, why, opened_at, watched_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (shop_id, code_id) WHERE state <> 'resolved' DO NOTHING`,
        [shopId, newId, codeId, step.since, JSON.stringify(step.why), now],
      );
    if (!standing) continue;
    if (step.do === "tell")
      await tx.query(
        `UPDATE leak SET why = $3, watched_at = $4, revision = nextval('revision'),
           state = CASE WHEN $5 THEN state ELSE 'open' END
         WHERE shop_id = $1 AND id = $2 AND state = $6 AND watched_at <= $4`,
        [shopId, standing.id, JSON.stringify(step.why), now, step.isIgnored, stateOf(standing)],
      );
    if (step.do === "resolve")
      await tx.query(
        `UPDATE leak SET state = 'resolved', resolved_on = $3, watched_at = $4, revision = nextval('revision')
         WHERE shop_id = $1 AND id = $2 AND state <> 'resolved' AND watched_at <= $4`,
        [shopId, standing.id, asOf, now],
      );
  }
}

const stateOf = ({ ignored }: Finding) => (ignored ? "ignored" : "open");

/** How many codes were watched last, how many of them have too few orders to tell, and when. */
export type Watch = { readonly watchedAt: Date; readonly codes: number; readonly few: number };

/** Records that the codes were watched. */
export async function saveWatch(tx: Tx, shopId: ShopId, { watchedAt, codes, few }: Watch): Promise<void> {
  await tx.query(
    `INSERT INTO leak_watch (shop_id, watched_at, codes, few) VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop_id) DO UPDATE SET watched_at = excluded.watched_at, codes = excluded.codes, few = excluded.few
     WHERE leak_watch.watched_at <= excluded.watched_at`,
    [shopId, watchedAt, codes, few],
  );
}

/** Ignores a finding for some time, as it is now. @returns null when the shop has no such finding that stands */
export function ignoreLeak(
  database: Database,
  shopId: ShopId,
  id: LeakId,
  how: IgnoredFor,
  now: Date,
): Promise<{ readonly id: LeakId } | null> {
  return change(
    database,
    shopId,
    id,
    "state = 'ignored', ignored_at = $3, ignored_until = $4, ignored_why = why",
    [now, ignoredUntil(how, now)],
  );
}

/** Takes back that a finding is ignored. @returns null when the shop has no such finding that stands */
export function mindLeak(
  database: Database,
  shopId: ShopId,
  id: LeakId,
): Promise<{ readonly id: LeakId } | null> {
  return change(
    database,
    shopId,
    id,
    "state = 'open', ignored_at = NULL, ignored_until = NULL, ignored_why = NULL",
    [],
  );
}

async function change(
  database: Database,
  shopId: ShopId,
  id: LeakId,
  set: string,
  values: readonly unknown[],
): Promise<{ readonly id: LeakId } | null> {
  return inShop(database, shopId, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE leak SET ${set}, revision = nextval('revision') WHERE shop_id = $1 AND id = $2 AND state <> 'resolved'`,
      [shopId, id, ...values],
    );
    return rowCount === 1 ? { id } : null;
  });
}

/** A day of a code as its figure shows it. */
export type LeakDay = { readonly day: string; readonly uses: number; readonly untouched: number };

/** A finding that stands, as pages show it. */
export type ShownLeak = {
  readonly id: LeakId;
  readonly codeId: CodeId;
  readonly code: string;
  readonly creatorId: CreatorId;
  readonly creatorName: string;
  readonly since: string;
  readonly why: Why;
  readonly state: "open" | "ignored";
  readonly openedAt: Date;
  readonly ignoredUntil: Date | null;
  /** What was done with the code since: it is paused, or has an end. */
  readonly isPaused: boolean;
  readonly isEnding: boolean;
  readonly days: readonly LeakDay[];
};

/** So many findings are shown, and so many days of each. */
const MOST = 20;
const DAYS_SHOWN = 84;

/** Findings that stand, open ones first, the newest first, with the last days' uses; of one creator, if told; and the last watch. */
export async function listLeaks(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId | null = null,
): Promise<{ readonly leaks: ShownLeak[]; readonly watch: Watch | null }> {
  const [rows, watch] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<ShownLeak[]>`
      SELECT leak.id, leak.code_id AS "codeId", code.code, code.creator_id AS "creatorId", creator.name AS "creatorName",
        leak.since, leak.why, leak.state, leak.opened_at AS "openedAt", leak.ignored_until AS "ignoredUntil",
        EXISTS (SELECT 1 FROM code_pause pause WHERE pause.shop_id = leak.shop_id AND pause.code_id = leak.code_id AND pause.to_at IS NULL) AS "isPaused",
        code.held_to IS NOT NULL AS "isEnding",
        coalesce((SELECT jsonb_agg(jsonb_build_object('day', day, 'uses', uses, 'untouched', untouched) ORDER BY day)
          FROM code_day WHERE code_day.shop_id = leak.shop_id AND code_day.creator_id = code.creator_id AND code_day.key = code.key
            AND uses > 0 AND day > ((last.day::date - ${DAYS_SHOWN}::int)::text)), '[]') AS days
      FROM leak JOIN code ON code.shop_id = leak.shop_id AND code.id = leak.code_id
        JOIN creator ON creator.shop_id = leak.shop_id AND creator.id = code.creator_id
        CROSS JOIN (SELECT max(day) AS day FROM code_day WHERE shop_id = ${shopId} AND uses > 0) AS last
      WHERE leak.shop_id = ${shopId} AND leak.state <> 'resolved' AND (${creatorId}::text IS NULL OR code.creator_id = ${creatorId})
      ORDER BY leak.state DESC, leak.opened_at DESC, leak.id LIMIT ${MOST}`,
    prisma.leakWatch.findUnique({ where: { shopId } }),
  ]);
  return { leaks: rows, watch: watch && { watchedAt: watch.watchedAt, codes: watch.codes, few: watch.few } };
}

/** A text that is another one whenever findings, or the last watch, are others. */
export async function findLeaksPulse(database: Database, shopId: ShopId): Promise<string> {
  const [leak, watch] = await readShop(database, shopId, (prisma) => [
    prisma.leak.aggregate({ where: { shopId }, _max: { revision: true } }),
    prisma.leakWatch.findUnique({ where: { shopId } }),
  ]);
  return `${leak._max.revision ?? ""} ${watch?.watchedAt.getTime() ?? ""}`;
}
