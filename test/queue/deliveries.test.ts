import { expect, test } from "vitest";
import { findDelivery, listDeliveries, parseDeliveryId } from "#app/queue/deliveries.server.ts";
import { applyNext, keep, type Outcome } from "#app/queue/inbox.server.ts";
import { discardDelivery, retryDeliveries, retryDelivery } from "#app/queue/set-aside.server.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

const database = await freshDb();
const now = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const OURS = "demo.myshopify.com";
const THEIRS = "other.myshopify.com";

let number = 0;
/** Lets a delivery come in and end as told. @returns its id */
async function deliver(outcome: Outcome | Error | null, shopDomain = OURS, topic = "orders/create") {
  const webhookId = `webhook-${++number}`;
  const body = Buffer.from(`{"number":${number}}`);
  const headers = { eventId: "event", apiVersion: "2026-10", triggeredAt: now };
  await keep(database, { shopDomain, topic, webhookId, body, ...headers }, now);
  const applied = outcome === null ? Promise.resolve(true) : applyNext(database, now, settle(outcome));
  await applied.catch(() => {});
  const { rows } = await database.owner.query("SELECT id FROM inbox WHERE webhook_id = $1", [webhookId]);
  return rows[0].id as string;
}
const settle = (outcome: Outcome | Error) => async () => {
  if (outcome instanceof Error) throw outcome;
  return outcome;
};
const poison: Outcome = { state: "quarantined", reason: "the body: 3 characters that are not JSON" };
const parked: Outcome = { state: "parked", reason: "no-rule:products/update" };
const failure = Object.assign(new Error("reset"), { code: "ECONNRESET" });
const clear = () => database.owner.query("TRUNCATE inbox");
const idsOf = async (filter: "attention" | "aside" | "recent", more: object = {}, shop = OURS) =>
  (await listDeliveries(database, shop, { filter, limit: 50, ...more })).deliveries.map(({ id }) => id);
const rowOf = async (id: string) => (await rowsOf(database, "inbox")).find((row) => row.id === id);

test("what was set aside, parked or keeps failing needs attention; the newest stands first", async () => {
  await clear();
  const applied = await deliver({ state: "applied" });
  const failing = await deliver(failure);
  const bad = await deliver(poison);
  const kept = await deliver(parked, OURS, "products/update");
  const dropped = await deliver(poison);
  await discardDelivery(database, OURS, dropped, now);
  await deliver(poison, THEIRS);
  const waiting = await deliver(null);
  expect(await idsOf("attention")).toEqual([kept, bad, failing]);
  expect(await idsOf("aside")).toEqual([dropped, kept, bad, failing]);
  expect(await idsOf("recent")).toEqual([waiting, dropped, kept, bad, failing, applied]);
  const [line] = (await listDeliveries(database, OURS, { filter: "attention", limit: 1 })).deliveries;
  expect(line).toEqual({
    id: kept,
    topic: "products/update",
    state: "parked",
    reason: "no-rule:products/update",
    attempts: 1,
    runAt: now,
    receivedAt: now,
    settledAt: now,
    hasBody: true,
  });
});

test.each(["attention", "recent"] as const)(
  "%s is paged: walking on and back shows every delivery once",
  async (filter) => {
    await clear();
    const all: string[] = [];
    for (const topic of ["orders/create", "orders/updated", "refunds/create"])
      for (let at = 0; at < 3; at++) all.unshift(await deliver(at === 1 ? failure : poison, OURS, topic));
    const page = (more: object) => listDeliveries(database, OURS, { filter, limit: 4, ...more });
    const first = await page({});
    const second = await page({ older: first.older });
    const third = await page({ older: second.older });
    expect([first, second, third].flatMap(({ deliveries }) => deliveries.map(({ id }) => id))).toEqual(all);
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await page({ newer: third.newer });
    expect(back).toEqual({ ...second, older: second.older, newer: second.newer });
    expect(await page({ newer: back.newer })).toEqual(first);
  },
);

test("a delivery is read with all that came with it, by its own shop only", async () => {
  await clear();
  const id = await deliver(poison);
  expect(await findDelivery(database, OURS, id)).toMatchObject({
    id,
    webhookId: `webhook-${number}`,
    eventId: "event",
    apiVersion: "2026-10",
    triggeredAt: now,
    reason: poison.reason,
    body: Buffer.from(`{"number":${number}}`),
  });
  expect(await findDelivery(database, THEIRS, id)).toBeNull();
  expect(await findDelivery(database, OURS, "999999999999999999")).toBeNull();
});

test("another shop can neither retry nor discard a delivery, and hears no more than of one that does not exist", async () => {
  await clear();
  const id = await deliver(poison);
  const before = await rowOf(id);
  for (const wish of [retryDelivery, discardDelivery]) {
    expect(await wish(database, THEIRS, id, later(5))).toBeNull();
    expect(await wish(database, OURS, "999999999999999999", later(5))).toBeNull();
  }
  expect(await retryDeliveries(database, THEIRS, later(5))).toBe(0);
  expect(await rowOf(id)).toEqual(before);
});

test("a retried delivery is tried as if it had just come; when the cause is still there, it comes back with the reason", async () => {
  await clear();
  const id = await deliver(poison);
  expect(await retryDelivery(database, OURS, id, later(60))).toBe("done");
  expect(await rowOf(id)).toMatchObject({
    state: "waiting",
    attempts: 0,
    reason: null,
    settled_at: null,
    run_at: later(60),
  });
  expect(await applyNext(database, later(60), settle(poison))).toBe(true);
  expect(await rowOf(id)).toMatchObject({ state: "quarantined", attempts: 1, reason: poison.reason });
  await retryDelivery(database, OURS, id, later(90));
  await applyNext(database, later(90), settle({ state: "applied" }));
  expect(await rowOf(id)).toMatchObject({ state: "applied", reason: null });
});

test("one that keeps failing is tried at once when asked, and its waits begin anew", async () => {
  await clear();
  const id = await deliver(failure);
  await retryDelivery(database, OURS, id, later(0.1));
  expect(await rowOf(id)).toMatchObject({ attempts: 0, run_at: later(0.1), reason: null });
});

test("what is recorded, waits untried, or has no body left is not retried", async () => {
  await clear();
  const applied = await deliver({ state: "applied" });
  const waiting = await deliver(null);
  for (const id of [applied, waiting])
    for (const wish of [retryDelivery, discardDelivery])
      expect(await wish(database, OURS, id, later(5))).toBe("not-possible");
  const bodyless = await deliver(null);
  await database.owner.query("UPDATE inbox SET body = NULL, state = 'quarantined' WHERE id = $1", [bodyless]);
  expect(await retryDelivery(database, OURS, bodyless, later(5))).toBe("not-possible");
  expect(await retryDeliveries(database, OURS, later(5))).toBe(0);
  expect(await rowOf(bodyless)).toMatchObject({ state: "quarantined" });
});

test("a discarded delivery keeps its headers and nothing of its body, and stays discarded", async () => {
  await clear();
  const id = await deliver(poison);
  expect(await discardDelivery(database, OURS, id, later(5))).toBe("done");
  expect(await rowOf(id)).toMatchObject({
    state: "discarded",
    body: null,
    reason: "discarded",
    settled_at: later(5),
    webhook_id: `webhook-${number}`,
  });
  expect(await discardDelivery(database, OURS, id, later(6))).toBe("not-possible");
  expect(await retryDelivery(database, OURS, id, later(6))).toBe("not-possible");
  expect(await retryDeliveries(database, OURS, later(6))).toBe(0);
});

test("retry all lets everything of the shop go on that can, and nothing else", async () => {
  await clear();
  const applied = await deliver({ state: "applied" });
  const all = [await deliver(poison), await deliver(parked), await deliver(failure)];
  const dropped = await deliver(poison);
  await discardDelivery(database, OURS, dropped, now);
  const theirs = await deliver(poison, THEIRS);
  expect(await retryDeliveries(database, OURS, later(60))).toBe(3);
  for (const id of all) expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 0 });
  expect((await rowOf(applied))?.state).toBe("applied");
  expect((await rowOf(dropped))?.state).toBe("discarded");
  expect((await rowOf(theirs))?.state).toBe("quarantined");
});

test("a delivery in a worker's hands is not discarded under it: what was recorded stays recorded", async () => {
  await clear();
  const id = await deliver(failure);
  const held = Promise.withResolvers<void>();
  const wished = Promise.withResolvers<void>();
  const applying = applyNext(database, later(60), async () => {
    held.resolve();
    await wished.promise;
    return { state: "applied" };
  });
  await held.promise;
  const discarding = discardDelivery(database, OURS, id, later(60));
  setTimeout(wished.resolve, 100);
  await applying;
  expect(await discarding).toBe("not-possible");
  expect(await rowOf(id)).toMatchObject({ state: "applied", reason: null });
});

test.each([
  ["1", "1"],
  ["999999999999999999", "999999999999999999"],
  ["9999999999999999999", null],
  ["0", null],
  ["01", null],
  ["1e3", null],
  ["1'--", null],
  ["", null],
  [null, null],
])("of an address, %s is read as the delivery %s", (text, id) => {
  expect(parseDeliveryId(text)).toBe(id);
});
