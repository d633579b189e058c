import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Database, inShop, inSystem } from "#app/db.server.ts";
import { applyDelivery } from "#app/flows/apply-delivery.server.ts";
import { applyNext } from "#app/queue/inbox.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { saveUninstalled } from "#app/shopify/shops.server.ts";
import { CANARY_LIFE } from "#test/support/canary.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { foundAnywhere } from "#test/support/everywhere.ts";
import { deliver, send } from "#test/support/inbox.ts";
import { ADA, at } from "#test/support/make.ts";
import { oneOfEach } from "#test/support/one-of-each.ts";
import { body } from "#test/support/payloads.ts";

const database = await freshDb(6);
const now = at("2026-03-10T12:00:00Z");
const LEFT = at("2026-03-08T12:00:00Z");
let number = 0;

/** Tables that hold rows of shops, by the column that says whose. Every table of the database must be here or below. */
const BY_DOMAIN: Record<string, string> = { shop: "domain", session: "shop", inbox: "shop_domain" };
const OF_NO_SHOP = ["erasure", "heartbeat", "_prisma_migrations"];

/** Every table with rows of shops, from the catalogue: a table made tomorrow is in it. */
const { rows: tables } = await database.owner.query<{ table: string; of: string | null }>(
  `SELECT tables.table_name AS table, max(column_name) FILTER (WHERE column_name = 'shop_id') AS of
   FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
   WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1`,
);

async function rowsOfShop({ id, domain }: { id: string; domain: string }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, of } of tables) {
    const column = of ?? BY_DOMAIN[table];
    if (!column) continue;
    const { rows } = await database.owner.query(
      `SELECT count(*)::int AS count FROM "${table}" WHERE "${column}" = $1`,
      [of ? id : domain],
    );
    counts[table] = rows[0].count;
  }
  return counts;
}

/** A shop with rows in every table a shop can have rows in. */
async function openShop() {
  const domain = `shop-${++number}.myshopify.com`;
  const id = await shopOfAdaAndGrace(database, domain);
  for (const [topic, text] of CANARY_LIFE)
    await deliver(database, { topic, body: text.replace("demo.myshopify.com", domain), domain }, now);
  await inShop(database, id, async (tx) => {
    await tx.query("INSERT INTO creator_pause (shop_id, creator_id, from_at) VALUES ($1, $2, $3)", [
      id,
      ADA,
      now,
    ]);
    await enqueue(tx, id, { kind: "reattribute", key: "x", payload: {} }, now);
    await tx.query(
      "INSERT INTO reconcile_run (shop_id, id, kind, to_at, started_at) VALUES ($1, 'run', 'recent', $2, $2)",
      [id, now],
    );
    await tx.query(
      "INSERT INTO reconcile_find (shop_id, run_id, order_id, name, what, updated_at, found_at) VALUES ($1, 'run', 'o', '#1', 'missing', $2, $2)",
      [id, now],
    );
    await oneOfEach(tx, id, now);
  });
  await storeSession(domain, at("2026-01-01"));
  return { id, domain };
}

const storeSession = (domain: string, storedAt: Date) =>
  inSystem(database, (tx) =>
    tx.query(
      `INSERT INTO session (id, shop, state, is_online, secrets, stored_at) VALUES ($1, $2, '', false, '', $3)
       ON CONFLICT (id) DO UPDATE SET stored_at = excluded.stored_at`,
      [`offline_${domain}`, domain, storedAt],
    ),
  );
const erase = (domain: string, triggeredAt = now) =>
  deliver(
    database,
    { topic: "shop/redact", body: JSON.stringify({ shop_id: 1, shop_domain: domain }), domain, triggeredAt },
    now,
  );
const proofs = async (domain: string) =>
  (await rowsOf(database, "erasure")).filter(
    (row) => row.domain_hash === createHash("sha256").update(domain).digest("hex"),
  );

test("every table of the database says whose its rows are, or is no shop's", () => {
  const unknown = tables.filter(
    ({ table, of }) => of === null && !(table in BY_DOMAIN) && !OF_NO_SHOP.includes(table),
  );
  expect(unknown).toEqual([]);
});

test("a shop that left two days ago is in no table any more; a proof without its name is left, and other shops stay whole", async () => {
  const [gone, other] = [await openShop(), await openShop()];
  const [before, others] = [await rowsOfShop(gone), await rowsOfShop(other)];
  for (const [table, count] of Object.entries(before))
    expect(count, `${table} has a row to erase`).toBeGreaterThan(0);
  await inSystem(database, (tx) => saveUninstalled(tx, gone.id, LEFT));
  expect(await erase(gone.domain)).toBeUndefined();
  expect(Object.values(await rowsOfShop(gone)).filter((count) => count > 0)).toEqual([]);
  expect(await rowsOfShop(other)).toEqual(others);
  const { session, ...counts } = before;
  expect(await proofs(gone.domain)).toMatchObject([{ counts, erased_at: now }]);
  expect(session).toBe(1);
  expect(await foundAnywhere(database, [gone.domain, gone.id])).toEqual([]);
});

test("erasing twice changes nothing more, and a shop never known leaves no proof", async () => {
  const { domain } = await openShop();
  await erase(domain);
  await erase(domain);
  expect(await proofs(domain)).toHaveLength(1);
  await erase("never.myshopify.com");
  expect(await proofs("never.myshopify.com")).toEqual([]);
  expect(await foundAnywhere(database, ["never.myshopify.com", domain])).toEqual([]);
});

test("what came for a shop that never opened the app goes, too, and is proved", async () => {
  const domain = "unopened.myshopify.com";
  await deliver(database, { topic: "orders/create", body: "{}", domain }, now);
  await erase(domain);
  expect(await foundAnywhere(database, [domain])).toEqual([]);
  expect(await proofs(domain)).toMatchObject([{ counts: { inbox: 1 } }]);
});

test.each([
  [
    "was installed again an hour after it left",
    "UPDATE shop SET installed_at = '2026-03-08T13:00:00Z' WHERE domain = $1",
  ],
  [
    "gave us tokens after it left, though we never heard that it left",
    "UPDATE session SET stored_at = '2026-03-09T12:00:00Z' WHERE shop = $1",
  ],
])("a shop that %s is not erased", async (_what, comeBack) => {
  const shop = await openShop();
  await database.owner.query(comeBack, [shop.domain]);
  const before = await rowsOfShop(shop);
  expect(await erase(shop.domain)).toMatchObject({ state: "applied" });
  expect(await rowsOfShop(shop)).toEqual({ ...before, inbox: (before.inbox ?? 0) + 1 });
  expect(await proofs(shop.domain)).toEqual([]);
});

test("a shop that came back and left again is erased by the request that follows", async () => {
  const { domain } = await openShop();
  await database.owner.query("UPDATE shop SET installed_at = '2026-03-08T13:00:00Z' WHERE domain = $1", [
    domain,
  ]);
  await erase(domain, at("2026-03-10T12:00:00Z"));
  await erase(domain, at("2026-03-12T12:00:00Z"));
  expect(await foundAnywhere(database, [domain])).toEqual([]);
});

// An unpaid order touches no figures, whose rows would make the two wait for each other anyway.
test("what is being applied when a shop is erased leaves nothing behind", async () => {
  const shop = await openShop();
  const [isClaimed, isAsked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await send(
    database,
    { topic: "orders/create", body: body({ id: 777, financial_status: "pending" }), domain: shop.domain },
    now,
  );
  const applying = applyNext(database, now, async (tx, delivery) => {
    isClaimed.resolve();
    await isAsked.promise;
    return applyDelivery(tx, delivery, testKeys, now);
  });
  await isClaimed.promise;
  const erasing = erase(shop.domain);
  await pause(300);
  isAsked.resolve();
  await Promise.all([applying, erasing]);
  expect(Object.values(await rowsOfShop(shop)).filter((count) => count > 0)).toEqual([]);
});

test("a body that names another shop erases neither", async () => {
  const [one, other] = [await openShop(), await openShop()];
  const told = await deliver(
    database,
    { topic: "shop/redact", body: JSON.stringify({ shop_domain: other.domain }), domain: one.domain },
    now,
  );
  expect(told).toMatchObject({ state: "quarantined", reason: expect.stringContaining("shop_domain") });
  expect((await rowsOfShop(one)).shop).toBe(1);
  expect((await rowsOfShop(other)).shop).toBe(1);
});

test("only the erasing role may end a shop: the app cannot, nor can the system", async () => {
  const { id, domain } = await openShop();
  const denied = /permission denied/;
  const asApp = (sql: string) => inShop(database, id, (tx) => tx.query(sql));
  await expect(asApp("DELETE FROM shop")).rejects.toThrow(denied);
  await expect(asApp("DELETE FROM session")).rejects.toThrow(denied);
  await expect(asApp("DELETE FROM inbox")).rejects.toThrow(denied);
  await expect(asApp("DELETE FROM outbox")).rejects.toThrow(denied);
  await expect(
    asApp("INSERT INTO erasure (domain_hash, counts, erased_at) VALUES ('', '{}', '2026-01-01')"),
  ).rejects.toThrow(denied);
  for (const { table, of } of tables) {
    if (of === null || table === "outbox") continue;
    const asSystem = inSystem(database, async (tx) => {
      await tx.query("SELECT set_config('app.shop_id', $1, true)", [id]);
      await tx.query(`DELETE FROM "${table}"`);
    });
    await expect(asSystem).rejects.toThrow(denied);
  }
  await expect(
    inSystem(database, (tx) =>
      tx.query("INSERT INTO erasure (domain_hash, counts, erased_at) VALUES ('', '{}', '2026-01-01')"),
    ),
  ).rejects.toThrow(denied);
  expect((await rowsOfShop({ id, domain })).orders).toBeGreaterThan(0);
});

test("the erasing role reaches one shop at a time, and may write nothing but the proof", async () => {
  const [one, other] = [await openShop(), await openShop()];
  await asEraser(database, one.id, (sql) => sql("DELETE FROM figures"));
  expect((await rowsOfShop(one)).figures).toBe(0);
  expect((await rowsOfShop(other)).figures).toBeGreaterThan(0);
  await expect(asEraser(database, one.id, (sql) => sql("UPDATE orders SET net = 0"))).rejects.toThrow(
    /permission denied/,
  );
  await expect(asEraser(database, "", (sql) => sql("DELETE FROM orders"))).rejects.toThrow(
    /app.shop_id is not set/,
  );
});

const asEraser = (
  from: Database,
  shopId: string,
  work: (sql: (text: string) => Promise<unknown>) => Promise<unknown>,
) =>
  inSystem(from, async (tx) => {
    await tx.query(
      "SELECT set_config('role', 'tributary_erase', true), set_config('app.shop_id', $1, true)",
      [shopId],
    );
    await work((text) => tx.query(text));
  });
