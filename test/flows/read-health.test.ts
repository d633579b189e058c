import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { askReconcile } from "#app/flows/reconcile.server.ts";
import { keep } from "#app/queue/inbox.server.ts";
import { lease } from "#app/queue/outbox.server.ts";
import { TOPICS } from "#app/queue/topics.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const database = await freshDb();
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
const now = new Date("2026-03-01T12:03:00Z");

test("health is read in one go: the next comparison is the next quarter, unless one was asked for or runs", async () => {
  const before = await readHealth(database, shop, now);
  expect(before.runs).toMatchObject({
    ...{ isComparing: false, isAsked: false, delayed: null },
    next: new Date("2026-03-01T12:15:00Z"),
  });
  expect(before.topics.map(({ topic }) => topic)).toEqual([...TOPICS]);
  await askReconcile(database, shop.id, now);
  expect((await readHealth(database, shop, now)).runs).toMatchObject({ isAsked: true, next: now });
  expect((await readHealth(database, other, now)).runs.isAsked).toBe(false);
  await lease(database, now);
  expect((await readHealth(database, shop, now)).runs).toMatchObject({ isAsked: false, isComparing: true });
});

test("an open page hears of a delivery, of a comparison's progress and now and then of a worker, and of nothing when nothing happened", async () => {
  await inShop(database, shop.id, (tx) =>
    tx.query(
      "INSERT INTO reconcile_run (shop_id, id, kind, to_at, started_at) VALUES ($1, 'open', 'recent', $2, $2)",
      [shop.id, now],
    ),
  );
  const pulse = async (at = now) => healthPulse(await readHealth(database, shop, at));
  const pulses = [await pulse()];
  const note = async () => void pulses.push(await pulse());
  await note();
  expect(new Set(pulses).size).toBe(1);
  const headers = { eventId: null, apiVersion: null, triggeredAt: null };
  const unknown = { shopDomain: shop.domain, topic: "products/update", webhookId: "1" };
  await keep(database, { ...unknown, ...headers, body: Buffer.from("{}") }, now);
  await note();
  await database.owner.query("UPDATE reconcile_run SET listed = listed + 250 WHERE id = 'open'");
  await note();
  await database.owner.query(
    "INSERT INTO heartbeat (worker, started_at, beat_at) VALUES ('worker', $1, $1)",
    [now],
  );
  await note();
  expect(new Set(pulses).size).toBe(4);
  const beatAgain = (seconds: number) =>
    database.owner.query("UPDATE heartbeat SET beat_at = beat_at + make_interval(secs => $1)", [seconds]);
  await beatAgain(10);
  expect(await pulse()).toBe(pulses.at(-1));
  await beatAgain(10);
  expect(await pulse()).not.toBe(pulses.at(-1));
  const heard = (await readHealth(database, shop, now)).topics.filter(({ heardAt }) => heardAt !== null);
  expect(heard).toEqual([{ topic: "products/update", heardAt: now }]);
});
