import { randomBytes } from "node:crypto";
import { DAYS_LOOKED_AT, isSuspect, judge, LATELY, type Verdict } from "#app/attribution/leak.ts";
import { stepOf } from "#app/attribution/leak-finding.ts";
import { type Found, saveFound, saveWatch } from "#app/attribution/leaks.server.ts";
import {
  findLastDay,
  listOrigins,
  listWatched,
  type WatchedCode,
} from "#app/attribution/watched-codes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { addDays } from "#app/kernel/day.ts";
import { newId, type ShopId } from "#app/kernel/id.ts";
import { enqueueAnew, type JobOutcome } from "#app/queue/outbox.server.ts";

/** Codes judged between two writes. */
const CHUNK = 50;

/** Asks for a look whether codes have leaked, beside the nightly one. */
export async function askWatch(database: Database, shopId: ShopId, now: Date): Promise<void> {
  const job = { kind: "watch-codes", of: "asked", payload: {} };
  await inShop(database, shopId, (tx) => enqueueAnew(tx, shopId, job, now));
}

/**
 * Looks whether codes that creators hold have leaked, and keeps what it found of them. All are judged by their uses up to
 * the last day on which any was used: a shop that rests, or whose orders were of last year, is read all the same. A look
 * that is cut off and begun anew finds the same.
 */
export async function watchCodes(database: Database, shopId: ShopId, clock: () => Date): Promise<JobOutcome> {
  const now = clock();
  const { day: asOf, codes } = await inShop(database, shopId, (tx) => findLastDay(tx, shopId, now));
  let told = 0;
  for (let after = ""; asOf !== null; ) {
    const lately = addDays(asOf, 1 - LATELY);
    const from = addDays(asOf, 1 - DAYS_LOOKED_AT);
    const watched = await inShop(database, shopId, (tx) =>
      listWatched(tx, shopId, { now, lately, from }, after, CHUNK),
    );
    const found: Found[] = [];
    for (const code of watched) {
      const verdict = await verdictOn(database, shopId, code, asOf, from);
      if (verdict.is !== "few") told++;
      const { id: codeId, standing } = code;
      found.push({
        ...{ codeId, standing, step: stepOf(standing, verdict, now) },
        newId: newId("leak", randomBytes(20)),
      });
    }
    await inShop(database, shopId, (tx) => saveFound(tx, shopId, found, asOf, now));
    if (watched.length < CHUNK) break;
    after = watched.at(-1)?.id ?? after;
  }
  const watch = { watchedAt: now, codes, few: Math.max(0, codes - told) };
  return { state: "done", effects: (tx) => saveWatch(tx, shopId, watch) };
}

/** Judges a code; from where it was used is asked for only where that may matter. */
async function verdictOn(
  database: Database,
  shopId: ShopId,
  code: WatchedCode,
  asOf: string,
  from: string,
): Promise<Verdict> {
  const { days, over, standing } = code;
  const since = standing?.since ?? null;
  const origins = isSuspect({ days, asOf, over }, since)
    ? await inShop(database, shopId, (tx) => listOrigins(tx, shopId, code, from))
    : [];
  return judge({ days, origins, asOf, over }, since);
}
