import type { IssuedVisit } from "#app/attribution/click.ts";
import type { NewVisit } from "#app/attribution/clicks.server.ts";
import { openRecorder, type Recorder } from "#app/attribution/recorder.server.ts";
import { db, type Tx } from "#app/db.server.ts";
import type { LinkId, ShopId } from "#app/kernel/id.ts";

/**
 * The process's recorder. It hangs on the process, not on this file: the web process serves a bundle of its own, and what
 * stops it, outside the bundle, must write what the bundle collected.
 */
const PLACE = Symbol.for("tributary.visits");
const place = globalThis as { [PLACE]?: Recorder };
const recorder = (): Recorder => (place[PLACE] ??= openRecorder(db));

/** Takes a visit, to be written within the second. Never waits, never throws. */
export const keepVisit = (visit: NewVisit): void => recorder().keepVisit(visit);

/** Takes a click that nobody made: a bot's, or of a browser that looks ahead. Never waits, never throws. */
export const keepBot = (shopId: ShopId, linkId: LinkId): void => recorder().keepBot(shopId, linkId);

/** Writes what was taken so far, if anything was. @returns whether all of it is written */
export const flushVisits = async (): Promise<boolean> => (await place[PLACE]?.flush()) ?? true;

/** Finds the visits we issued among these ids; others, and another shop's, are left out. */
export async function findVisits(tx: Tx, shopId: ShopId, ids: readonly string[]): Promise<IssuedVisit[]> {
  const { rows } = await tx.query(
    `SELECT visit.id, visit.link_id, visit.creator_id, visit.at, link.slug
     FROM visit JOIN link ON link.shop_id = visit.shop_id AND link.id = visit.link_id
     WHERE visit.shop_id = $1 AND visit.id = ANY($2) ORDER BY visit.at, visit.id`,
    [shopId, ids],
  );
  return rows.map((row) => ({
    id: row.id,
    linkId: row.link_id,
    creatorId: row.creator_id,
    slug: row.slug,
    at: row.at,
  }));
}

/** Whether any of the shop's links was clicked in this time, both ends included. */
export async function hasVisits(tx: Tx, shopId: ShopId, from: Date, to: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "SELECT 1 FROM visit WHERE shop_id = $1 AND at BETWEEN $2 AND $3 LIMIT 1",
    [shopId, from, to],
  );
  return rowCount === 1;
}
