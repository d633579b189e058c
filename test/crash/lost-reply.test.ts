import { afterAll, expect, test } from "vitest";
import { type Database, inShop, openDatabase, type Tx } from "#app/db.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { applyNext, keep } from "#app/queue/inbox.server.ts";
import { enqueue, lease, settle } from "#app/queue/outbox.server.ts";
import { action } from "#app/routes/webhooks.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";
import { type Tap, tapWire } from "#test/support/tap.ts";
import { makeWebhook } from "#test/support/webhooks.ts";
import { COMMIT } from "#test/support/wire.ts";

const direct = await freshDb(4);
const now = at("2026-03-10T12:00:00Z");
const DOMAIN = "demo.myshopify.com";
const shopId = await shopOfAdaAndGrace(direct, DOMAIN);

/** What PostgreSQL shall have done while its reply is lost, once; null lets every reply through. */
let lost: ((sql: string) => boolean) | null = null;
const tap: Tap = await tapWire(direct.url, (moment, { sql }) => {
  if (moment !== "after" || !lost?.(sql)) return "pass";
  lost = null;
  return "cut";
});
process.env.DATABASE_URL = tap.url;
const database: Database = openDatabase(tap.url, 4);
afterAll(async () => {
  await database.close();
  tap.close();
});

const order = (id: number) =>
  body({ id, discount_codes: [{ code: "ADA10", amount: "1.00", type: "percentage" }], customer: { id } });
const told = (webhookId: string, text: string) => ({
  shopDomain: DOMAIN,
  topic: "orders/create",
  webhookId,
  eventId: null,
  apiVersion: null,
  triggeredAt: null,
  body: Buffer.from(text),
});
const apply = (later = now) =>
  applyNext(database, later, (tx, delivery) => applyDelivery(tx, delivery, testKeys, later));
const inboxRow = async (webhookId: string) =>
  (await rowsOf(direct, "inbox")).find((row) => row.webhook_id === webhookId);

test("a transaction that was committed while its reply was lost is reported as failed, and stands", async () => {
  lost = (sql) => sql === COMMIT;
  const work = inShop(database, shopId, (tx) =>
    tx.query("INSERT INTO customer_merge (shop_id, customer_id, into_id) VALUES ($1, 'a', 'b')", [shopId]),
  );
  await expect(work).rejects.toThrow(/Connection terminated/);
  expect(await rowsOf(direct, "customer_merge")).toMatchObject([{ customer_id: "a" }]);
});

test("a delivery whose commit was not heard of is applied once, and is not tried again", async () => {
  await keep(direct, told("first", order(1)), now);
  lost = (sql) => sql === COMMIT;
  await expect(apply()).rejects.toThrow(/Connection terminated/);
  expect(await inboxRow("first")).toMatchObject({ state: "applied", attempts: 1, reason: null });
  const state = await stateOf(direct, shopId);
  expect(state.figures).toEqual(await recomputedFigures(direct, shopId));

  await keep(direct, told("first", order(1)), now);
  expect(await apply(at("2026-03-11T12:00:00Z"))).toBe(false);
  await keep(direct, told("the same again", order(1)), now);
  expect(await apply()).toBe(true);
  expect(await stateOf(direct, shopId)).toEqual(state);
});

test("a delivery whose connection broke before the commit is applied later, once", async () => {
  await keep(direct, told("second", order(2)), now);
  lost = (sql) => sql.startsWith("UPDATE inbox");
  await expect(apply()).rejects.toThrow(/Connection terminated/);
  expect(await inboxRow("second")).toMatchObject({ state: "waiting", attempts: 1 });
  expect(await apply(at("2026-03-10T12:00:05Z"))).toBe(true);
  expect(await inboxRow("second")).toMatchObject({ state: "applied", attempts: 2 });
  expect(await figuresOf(direct, shopId)).toEqual(await recomputedFigures(direct, shopId));
});

/** A leased job, and an outcome whose effects are one row under the job's name. */
async function jobNamed(name: string, at: Date) {
  await inShop(direct, shopId, (tx) => enqueue(tx, shopId, { kind: "test", key: name, payload: {} }, now));
  const job = await lease(database, at);
  if (!job) throw new Error("There is no job to settle.");
  const effects = async (tx: Tx) => {
    const sql = "INSERT INTO customer_merge (shop_id, customer_id, into_id) VALUES ($1, $2, 'z')";
    await tx.query(sql, [shopId, name]);
  };
  return { job, done: { state: "done", effects } as const };
}
const effectsOf = async (name: string) =>
  (await rowsOf(direct, "customer_merge")).filter((row) => row.customer_id === name).length;
const jobRow = async (name: string) => (await rowsOf(direct, "outbox")).find((row) => row.key === name);

test("a job whose mark was not heard of has its effects once, and is not done again", async () => {
  const { job, done } = await jobNamed("lost", now);
  lost = (sql) => sql === COMMIT;
  await expect(settle(database, job, done, now)).rejects.toThrow(/Connection terminated/);
  expect(await jobRow("lost")).toMatchObject({ state: "done", attempts: 1 });
  await settle(database, job, done, now);
  expect(await effectsOf("lost")).toBe(1);
  expect(await lease(database, at("2026-03-11T12:00:00Z"))).not.toMatchObject({ kind: "test" });
});

test("a job whose connection broke under its effects has none and waits, and is done when its lease is over", async () => {
  const { job, done } = await jobNamed("broken", now);
  lost = (sql) => sql.startsWith("INSERT INTO customer_merge");
  await expect(settle(database, job, done, now)).rejects.toThrow(/Connection terminated/);
  expect(await jobRow("broken")).toMatchObject({ state: "waiting", attempts: 1 });
  expect(await effectsOf("broken")).toBe(0);
  expect(await lease(database, at("2026-03-10T12:00:30Z"))).toBeNull();
  const again = await lease(database, at("2026-03-10T12:01:01Z"));
  expect(again).toMatchObject({ id: job.id, attempts: 2 });
  await settle(database, { ...job, attempts: 2 }, done, now);
  expect(await effectsOf("broken")).toBe(1);
});

test("a webhook that was stored while the reply was lost is not acknowledged, comes again, and is stored once", async () => {
  const send = () =>
    action({
      request: makeWebhook("orders/create", order(3), { headers: { "X-Shopify-Webhook-Id": "third" } }),
      params: {},
      context: {},
    } as never);
  lost = (sql) => sql.startsWith("INSERT INTO inbox");
  await expect(send()).rejects.toThrow(/Connection terminated/);
  expect(await inboxRow("third")).toMatchObject({ state: "waiting" });
  expect((await send()).status).toBe(200);
  expect((await rowsOf(direct, "inbox")).filter((row) => row.webhook_id === "third")).toHaveLength(1);
});
