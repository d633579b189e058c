import { type NewVisit, saveClicks } from "#app/attribution/clicks.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { LinkId, ShopId } from "#app/kernel/id.ts";
import { log } from "#app/log.server.ts";

/**
 * Takes clicks off the path of the request that brought them: they are collected here and written a few times a second,
 * in one statement a shop. A process that is killed loses what it collected since; the order that follows still names the
 * link by Shopify's journey. Writing a visit twice is harmless; bots are a rough count, and may be counted twice where
 * the database's word that they were written is lost.
 */
export type Recorder = {
  /** Takes a visit; never waits and never throws. Beyond the bound the oldest visit is dropped. */
  keepVisit(visit: NewVisit): void;
  /** Takes a click by a bot, a scanner, or a browser that only looks ahead. */
  keepBot(shopId: ShopId, linkId: LinkId): void;
  /** Writes what was collected. @returns whether all of it was written */
  flush(): Promise<boolean>;
};

type Bots = { readonly shopId: ShopId; readonly linkId: LinkId; readonly count: number };
type Pending = { readonly visits: NewVisit[]; readonly bots: Bots[] };

/** How much is collected at most, and how soon it is written: after `everyMs`, and after `againMs` where that failed. */
export type Bounds = { readonly most: number; readonly everyMs: number; readonly againMs: number };
/** At 500 clicks a second, so many are 40 seconds without a database, and 5 MB. */
export const BOUNDS: Bounds = { most: 20_000, everyMs: 200, againMs: 1_000 };

/** Opens a recorder. `database` is asked for when there is something to write. */
export function openRecorder(
  database: () => Database,
  { most, everyMs, againMs }: Bounds = BOUNDS,
): Recorder {
  const visits = new Map<string, NewVisit>();
  const bots = new Map<string, Bots>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dropped = 0;
  let writing: Promise<boolean> = Promise.resolve(true);

  const writeIn = (ms: number) => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms).unref();
  };
  const add = (visit: NewVisit) => {
    visits.set(`${visit.shopId} ${visit.id}`, visit);
    for (const oldest of visits.keys()) {
      if (visits.size <= most) break;
      visits.delete(oldest);
      dropped++;
    }
  };
  const addBots = ({ shopId, linkId, count }: Bots) => {
    const known = bots.get(`${shopId} ${linkId}`)?.count ?? 0;
    if (known > 0 || bots.size < most)
      bots.set(`${shopId} ${linkId}`, { shopId, linkId, count: known + count });
  };

  /** Takes out what was collected, by shop. */
  function takeAll(): Map<ShopId, Pending> {
    const pending = new Map<ShopId, Pending>();
    const of = (shopId: ShopId) => {
      const known = pending.get(shopId) ?? { visits: [], bots: [] };
      pending.set(shopId, known);
      return known;
    };
    for (const visit of visits.values()) of(visit.shopId).visits.push(visit);
    for (const each of bots.values()) of(each.shopId).bots.push(each);
    visits.clear();
    bots.clear();
    return pending;
  }

  /** What could not be written is collected again, and is older than all that came meanwhile. */
  function putBack(pending: Pending): void {
    const newer = [...visits.values()];
    visits.clear();
    for (const visit of [...pending.visits, ...newer]) add(visit);
    for (const each of pending.bots) addBots(each);
  }

  async function write(): Promise<boolean> {
    let isWhole = true;
    for (const [shopId, pending] of takeAll()) {
      const work = () => inShop(database(), shopId, (tx) => saveClicks(tx, shopId, pending));
      await Promise.resolve()
        .then(work)
        .catch((error: Error) => {
          putBack(pending);
          if (isWhole) log().warn({ reason: error.message.slice(0, 300) }, "clicks were not written yet");
          isWhole = false;
        });
    }
    if (dropped > 0) log().warn({ dropped, most }, "clicks were dropped: the database was away for too long");
    dropped = 0;
    if (visits.size + bots.size > 0) writeIn(isWhole ? everyMs : againMs);
    return isWhole;
  }

  /** One after the other: what one could not write, the next has in hand. */
  const flush = () => (writing = writing.catch(() => false).then(write));

  return {
    keepVisit: (visit) => {
      add(visit);
      writeIn(everyMs);
    },
    keepBot: (shopId, linkId) => {
      addBots({ shopId, linkId, count: 1 });
      writeIn(everyMs);
    },
    flush,
  };
}
