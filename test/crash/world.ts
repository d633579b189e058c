import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Session } from "@shopify/shopify-api";
import { afterAll } from "vitest";
import { endPauses, startPauses } from "#app/creators/pauses.server.ts";
import { inShop } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { keep } from "#app/queue/inbox.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { RECURRING } from "#app/queue/schedule.server.ts";
import { sessionStorage } from "#app/shopify/session.server.ts";
import { codeOf, lifeOf } from "#test/crash/life.ts";
import { portsFrom } from "#test/sandbox/network/ports.ts";
import { type StandIn, startStandIn } from "#test/sandbox/sandbox.ts";
import { seedCreator, shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, type TestDatabase, testKeys } from "#test/support/database.ts";
import { at, codeId, creatorId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { stateOf } from "#test/support/state.ts";

const DOMAIN = "demo.myshopify.com";
const SCOPES = "read_customer_merge,read_customers,read_orders,write_app_proxy,write_discounts";

/** A shop of its own with a database of its own and a Shopify of its own; the app has a token for it. */
export type World = {
  readonly database: TestDatabase;
  readonly shopId: ShopId;
  readonly standIn: StandIn;
};

/** Opens a world; it ends with the test file. `hasAllOrders`: its Shopify has granted read_all_orders. */
export async function openWorld(firstPort: number, hasAllOrders = false): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "tributary-crash-"));
  const database = await freshDb(4);
  const token = await bringToken(database, path.join(folder, "journal"));
  const standIn = await startStandIn({
    cacheDir: ".cache",
    journalPath: token,
    tomlPath: "shopify.app.toml",
    appKey: "test_key",
    appSecret: "test_secret",
    shop: { domain: DOMAIN, name: "Demo", currency: "USD", timeZone: "UTC" },
    ports: portsFrom(firstPort),
    hasAllOrders,
  });
  afterAll(async () => {
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const shopId = await shopOfAdaAndGrace(database, DOMAIN);
  await keepOffTheClock(database, shopId);
  return { database, shopId, standIn };
}

/** What recurs by the clock is not asked for while the last of its kind waits: it would run in some tests and not in others. */
async function keepOffTheClock(database: TestDatabase, shopId: ShopId) {
  // Journeys are asked for by the ten seconds, under keys nobody knows before.
  await database.owner.query(`CREATE FUNCTION off_the_clock() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER off_the_clock BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.kind = 'read-journeys') EXECUTE FUNCTION off_the_clock()`);
  for (const kind of RECURRING) {
    const job = { kind, key: "next century", payload: {} };
    await inShop(database, shopId, (tx) => enqueue(tx, shopId, job, new Date(), at("2100-01-01T00:00:00Z")));
  }
}

/** Gives the app an offline token that the world's Shopify knows, as if the merchant had opened the app just now. */
async function bringToken(database: TestDatabase, journalPath: string): Promise<string> {
  const [access, refresh] = ["shpat_crash", "shprt_crash"];
  const [accessEnds, refreshEnds] = [Date.now() + 3_600_000, Date.now() + 86_400_000];
  const grant = { access, refresh, accessEnds, refreshEnds, after: null };
  writeFileSync(journalPath, `${JSON.stringify({ grant })}\n`);
  const storage = sessionStorage(
    () => database,
    () => testKeys,
  );
  await storage.storeSession(
    new Session({
      id: `offline_${DOMAIN}`,
      shop: DOMAIN,
      state: "",
      isOnline: false,
      scope: SCOPES,
      accessToken: access,
      refreshToken: refresh,
      expires: new Date(accessEnds),
      refreshTokenExpires: new Date(refreshEnds),
    }),
  );
  return journalPath;
}

/**
 * Puts all of life `n` before the workers: every webhook, and a creator whose code Shopify shall make, and who, it has
 * turned out, was away when the one order they have so far was placed.
 */
export async function bringLife({ database, shopId }: World, n: number): Promise<void> {
  const [creator, now] = [creatorId(`life${n}x`), new Date()];
  const heldFrom = at("2026-01-01T00:00:00Z");
  await seedCreator(database, shopId, creator, codeOf(n), { name: `Life ${n}`, heldFrom });
  const buyer = makeBuyer({ customerId: null, emailHash: `life${n}` });
  const early = makeOrder({ id: orderId(n * 10), codes: [codeOf(n)], createdAt: at("2026-02-10"), buyer });
  await inShop(database, shopId, (tx) => recordOrder(tx, shopId, early, now));
  for (const [index, { topic, text }] of lifeOf(n).entries()) {
    const delivery = { shopDomain: DOMAIN, topic, webhookId: `life ${n} ${index}` };
    const rest = { eventId: null, apiVersion: null, triggeredAt: null, body: Buffer.from(text) };
    await keep(database, { ...delivery, ...rest }, now);
  }
  const id = codeId(`life${n}x`);
  await inShop(database, shopId, async (tx) => {
    await startPauses(tx, shopId, "creator", [creator], at("2026-02-01T00:00:00Z"));
    await endPauses(tx, shopId, "creator", [creator], at("2026-02-20T00:00:00Z"));
    await askReattribution(tx, shopId, creator, now);
    await enqueue(tx, shopId, { kind: "create-code", key: id, payload: { codeId: id } }, now);
  });
}

/** Lets an hour pass for jobs: whoever held one is taken for dead, and what was to wait is due; the next century is far. */
export async function passTime({ database }: World): Promise<void> {
  await database.owner.query(
    "UPDATE outbox SET leased_until = NULL, run_at = least(run_at, $1) WHERE state = 'waiting' AND run_at < '2100-01-01'",
    [new Date()],
  );
}

/** Waits until nothing is to be done now. @throws what is still waiting when `patienceMs` are over */
export async function settled({ database }: World, patienceMs = 60_000): Promise<void> {
  const left = "SELECT topic AS what, reason FROM inbox WHERE state = 'waiting'";
  const jobs = "SELECT kind, last_error FROM outbox WHERE state = 'waiting' AND run_at <= now()";
  for (const until = Date.now() + patienceMs; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { rows } = await database.owner.query(`${left} UNION ALL ${jobs}`);
    if (rows.length === 0) return;
    if (Date.now() > until) throw new Error(`Still waiting: ${JSON.stringify(rows.slice(0, 5))}`);
  }
}

/** All that must come out alike however often a worker was killed on the way; who is forgotten is nobody in particular. */
export async function outcomeOf({ database, shopId, standIn }: World) {
  const read = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await database.owner.query(sql)).rows;
  const { rows: codes } = await database.owner.query<{ code: string; discount_id: string | null }>(
    "SELECT code, state, problem, discount_id FROM code ORDER BY code",
  );
  const { discounts } = standIn.shop;
  const state = {
    ...(await stateOf(database, shopId)),
    inbox: await read("SELECT webhook_id, state, reason FROM inbox ORDER BY webhook_id"),
    merges: await read("SELECT customer_id, into_id FROM customer_merge ORDER BY customer_id"),
    requests: await read("SELECT kind, count(*) FROM privacy_request GROUP BY 1 ORDER BY 1"),
    jobs: await read("SELECT kind, state, count(*) FROM outbox GROUP BY 1, 2 ORDER BY 1, 2"),
    codes: codes.map(({ discount_id, ...code }) => ({
      ...code,
      isInShopify: discounts.find(code.code)?.gid === discount_id,
    })),
    discounts: [discounts.size],
  };
  const rows = Object.entries(state).map(([name, list]) => [
    name,
    list.map((row) => JSON.stringify(row).replace(/redacted:[^"]*/g, "redacted")).sort(),
  ]);
  return Object.fromEntries(rows) as Record<keyof typeof state, string[]>;
}
