import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewVisit } from "#app/attribution/clicks.server.ts";
import { openRecorder } from "#app/attribution/recorder.server.ts";
import { findVisits } from "#app/attribution/visits.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { log } from "#app/log.server.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { seedLink, visitId } from "#test/support/links.ts";
import { ADA, at, GRACE, linkId } from "#test/support/make.ts";

const database = await freshDb(4);
const shopId = await shopOfAdaAndGrace(database, "demo.myshopify.com");
const otherId = await shopOfAdaAndGrace(database, "other.myshopify.com");
for (const id of [shopId, otherId]) await seedLink(database, id);
await seedLink(database, shopId, { slug: "grace", creatorId: GRACE });
const SLOW = { most: 20_000, everyMs: 3_600_000, againMs: 3_600_000 };

const visit = (name: string | number, more: Partial<NewVisit> = {}): NewVisit => ({
  ...{ shopId, id: visitId(name), linkId: linkId("ada"), creatorId: ADA, at: at("2026-03-01T12:00:00Z") },
  via: "go",
  ...more,
});
const clicks = async (id: ShopId = shopId) =>
  (await rowsOf(database, "link_clicks", id)).map(({ link_id, clicks, bots }) => [link_id, clicks, bots]);
/** A database whose app pool answers as told, as often as told, before it works. */
function failing(times: number, afterCommit = false): () => Database {
  let left = times;
  const connect = async () => {
    const client = await database.app.connect();
    const query = async (...asked: Parameters<typeof client.query>) => {
      if (left > 0 && !afterCommit && left-- > 0) throw new Error("the database is away");
      const result = await (client.query as (...all: unknown[]) => Promise<unknown>)(...asked);
      if (afterCommit && left > 0 && /COMMIT/.test(String(asked[0])) && left-- > 0)
        throw new Error("the answer was lost");
      return result;
    };
    return { query, release: () => client.release() };
  };
  return () => ({ ...database, app: { connect } as unknown as Database["app"] });
}
let warn: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  await database.owner.query("TRUNCATE visit, link_clicks");
  warn = vi.spyOn(log(), "warn").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

test("clicks are written a moment later by themselves, and counted on their links", async () => {
  const recorder = openRecorder(() => database, { ...SLOW, everyMs: 20 });
  recorder.keepVisit(visit(1));
  recorder.keepVisit(visit(2, { at: at("2026-03-02T08:00:00Z") }));
  recorder.keepVisit(visit(3, { linkId: linkId("grace"), creatorId: GRACE, via: "embed" }));
  recorder.keepBot(shopId, linkId("ada"));
  recorder.keepBot(shopId, linkId("ada"));
  expect(await rowsOf(database, "visit")).toEqual([]);
  await vi.waitFor(async () => expect(await rowsOf(database, "visit")).toHaveLength(3));
  expect(await clicks()).toEqual([
    [linkId("ada"), 2, 2],
    [linkId("grace"), 1, 0],
  ]);
  expect((await rowsOf(database, "link_clicks"))[0]?.last_at).toEqual(at("2026-03-02T08:00:00Z"));
  const found = await inShop(database, shopId, (tx) =>
    findVisits(tx, shopId, [visitId(3), visitId("nobody")]),
  );
  expect(found).toEqual([
    {
      ...{ id: visitId(3), linkId: linkId("grace"), creatorId: GRACE, slug: "grace" },
      at: at("2026-03-01T12:00:00Z"),
    },
  ]);
});

test("a link that only bots follow has no clicks, and was never clicked", async () => {
  const recorder = openRecorder(() => database, SLOW);
  recorder.keepBot(shopId, linkId("grace"));
  expect(await recorder.flush()).toBe(true);
  expect(await rowsOf(database, "link_clicks")).toMatchObject([{ clicks: 0, bots: 1, last_at: null }]);
  expect(await rowsOf(database, "visit")).toEqual([]);
});

test("each shop's clicks are its own, in one transaction a shop", async () => {
  const recorder = openRecorder(() => database, SLOW);
  const connect = vi.spyOn(database.app, "connect");
  for (let number = 0; number < 300; number++)
    recorder.keepVisit(visit(number, number % 3 === 0 ? { shopId: otherId } : {}));
  await recorder.flush();
  expect(connect).toHaveBeenCalledTimes(2);
  expect(await clicks()).toEqual([[linkId("ada"), 200, 0]]);
  expect(await clicks(otherId)).toEqual([[linkId("ada"), 100, 0]]);
  const seen = await inShop(database, otherId, (tx) => findVisits(tx, otherId, [visitId(1), visitId(3)]));
  expect(seen.map(({ id }) => id)).toEqual([visitId(3)]);
});

test("clicks that could not be written are written when the database is back, once each", async () => {
  const recorder = openRecorder(failing(2), { ...SLOW, everyMs: 5, againMs: 5 });
  recorder.keepVisit(visit(1));
  recorder.keepBot(shopId, linkId("ada"));
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  recorder.keepVisit(visit(2));
  await vi.waitFor(async () => expect(await clicks()).toEqual([[linkId("ada"), 2, 1]]));
});

test("where the database's answer was lost, a click is not counted twice", async () => {
  const recorder = openRecorder(failing(1, true), SLOW);
  recorder.keepVisit(visit(1));
  expect(await recorder.flush()).toBe(false);
  expect(await clicks()).toEqual([[linkId("ada"), 1, 0]]);
  expect(await recorder.flush()).toBe(true);
  expect(await clicks()).toEqual([[linkId("ada"), 1, 0]]);
});

test("one shop's trouble keeps no other shop's clicks back", async () => {
  const recorder = openRecorder(failing(1), SLOW);
  recorder.keepVisit(visit(1));
  recorder.keepVisit(visit(2, { shopId: otherId }));
  expect(await recorder.flush()).toBe(false);
  expect(await clicks(otherId)).toEqual([[linkId("ada"), 1, 0]]);
  expect(await recorder.flush()).toBe(true);
  expect(await clicks()).toEqual([[linkId("ada"), 1, 0]]);
});

test("while the database is away for long, the oldest clicks are dropped, counted and told", async () => {
  const away = Promise.withResolvers<never>();
  const asked = vi.fn(() => away.promise);
  let isAway = true;
  const gone = { ...database, app: { connect: asked } as unknown as Database["app"] };
  const recorder = openRecorder(() => (isAway ? gone : database), { ...SLOW, most: 10 });
  for (let number = 100; number < 108; number++) recorder.keepVisit(visit(number));
  const flushed = recorder.flush();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  // These come while the first are on their way, and are newer.
  for (let number = 108; number < 115; number++) recorder.keepVisit(visit(number));
  away.reject(new Error("the database is away"));
  expect(await flushed).toBe(false);
  expect(warn.mock.calls.map(([line]: unknown[]) => line)).toContainEqual({ dropped: 5, most: 10 });
  recorder.keepVisit(visit(115));
  isAway = false;
  expect(await recorder.flush()).toBe(true);
  expect(warn.mock.calls.map(([line]: unknown[]) => line)).toContainEqual({ dropped: 1, most: 10 });
  const kept = (await rowsOf(database, "visit")).map((row) => row.id);
  expect(kept).toEqual(Array.from({ length: 10 }, (_, index) => visitId(106 + index)));
});

test("clicks on a link that is gone by then are let go, and hold up no others", async () => {
  const recorder = openRecorder(() => database, SLOW);
  recorder.keepVisit(visit(1, { linkId: linkId("gone") }));
  recorder.keepBot(shopId, linkId("gone"));
  recorder.keepVisit(visit(2));
  expect(await recorder.flush()).toBe(true);
  expect(await clicks()).toEqual([[linkId("ada"), 1, 0]]);
});

test("two processes that write to the same links do not stand in each other's way", async () => {
  const recorders = Array.from({ length: 3 }, () => openRecorder(() => database, SLOW));
  for (let number = 0; number < 300; number++) {
    const link = number % 2 === 0 ? {} : { linkId: linkId("grace"), creatorId: GRACE };
    recorders[number % 3]?.keepVisit(visit(number, link));
  }
  expect(await Promise.all(recorders.map((each) => each.flush()))).toEqual([true, true, true]);
  expect(await clicks()).toEqual([
    [linkId("ada"), 150, 0],
    [linkId("grace"), 150, 0],
  ]);
});
