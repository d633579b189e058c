import { vi } from "vitest";
import type { CreatorId } from "#app/kernel/id.ts";
import { keep } from "#app/queue/inbox.server.ts";
import { RECURRING } from "#app/queue/schedule.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { runApp } from "#test/e2e/running-app.ts";
import { seedCreator } from "#test/support/creators.ts";
import { freshDb, installShop, rowsOf, type TestDatabase } from "#test/support/database.ts";
import { seedLink } from "#test/support/links.ts";
import { codeId, creatorId, linkId } from "#test/support/make.ts";
import { body } from "#test/support/payloads.ts";
import { giveSession } from "#test/support/shopify-network.ts";
import { A, type Answer, type Asked, ask } from "#test/tenancy/ask.ts";
import { fillTable } from "#test/tenancy/creators-things.ts";
import { fillImports } from "#test/tenancy/import-things.ts";

/** Whatever says "canary" belongs to this shop, and shop A, which asks, must never see it. */
export const B = "other.myshopify.com";

/** What stands in shop B alone: in names, codes, e-mails, orders, deliveries and requests. */
export const CANARIES = ["Canaria", "CANARY", "canary"];

/** A creator who is in the shop, one of the other shop's, one nobody has, and one who was removed. */
export type Kin = {
  readonly own: string;
  readonly other: string;
  readonly random: string;
  readonly deleted: string;
};

/** Everything an address or a form of the app may name. */
export type Things = {
  readonly creator: Kin;
  readonly name: Kin;
  readonly code: Kin;
  /** Codes again, for a form that takes what nobody holds. */
  readonly newCode: Kin;
  readonly customer: Kin;
  readonly cursor: Kin;
  /** Orders by their number in Shopify. */
  readonly orderNumber: Kin;
  readonly delivery: Kin;
  readonly privacy: Kin;
  /** Codes by their ids. */
  readonly codeId: Kin;
  readonly batch: Kin;
  readonly link: Kin;
  /** Slugs that are links', here or in the other shop. */
  readonly slug: Kin;
  /** Handles of shops, as public addresses name them; the other one has left. */
  readonly shop: Kin;
  readonly program: Kin;
  readonly application: Kin;
  /** Saved views of the creators' table, and changes of many creators at once. */
  readonly view: Kin;
  readonly change: Kin;
  readonly preview: Kin;
  /** Codes that seem to have leaked. */
  readonly leak: Kin;
  readonly import: Kin;
  readonly collaboration: Kin;
};

/** Web and worker as processes, and two shops in one database, each with creators, codes, orders, deliveries and requests. */
export type TwoShops = {
  readonly database: TestDatabase;
  readonly running: Awaited<ReturnType<typeof runApp>>;
  readonly shops: { readonly a: Shop; readonly b: Shop };
  readonly things: Things;
  readonly ask: (asked: Asked) => Promise<Answer>;
  /** Tokens that were shown to the app so far. */
  readonly tokens: string[];
};

/** Starts both, with everything the app logs at `debug`. */
export async function openTwoShops(firstPort: number): Promise<TwoShops> {
  const database = await freshDb(4);
  const [a, b] = [await installShop(database, A), await installShop(database, B)];
  await giveSession(database, B, { access: "shpat_secretofb", refresh: "shprt_secretofb" });
  const gone = creatorId("gone");
  await seedCreator(database, a.id, creatorId("ada"), "ADA10");
  await seedCreator(database, a.id, gone, "GONE10", { name: "Gone Person" });
  await seedCreator(database, b.id, creatorId("bee"), "CANARY10", { name: "Canaria Bee" });
  await seedCreator(database, b.id, creatorId("dee"), "THEIRS10", { name: "Canaria Dee" });
  await seedCreator(database, b.id, creatorId("eve"), "THEIRS20", { name: "Canaria Eve" });
  await seedLink(database, a.id, { slug: "ada" });
  await seedLink(database, a.id, { slug: "gone", creatorId: gone });
  await seedLink(database, b.id, {
    slug: "theirs-bee",
    creatorId: creatorId("bee"),
    title: "Canaria's link",
  });
  await database.owner.query("DELETE FROM link WHERE creator_id = $1", [gone]);
  await database.owner.query("DELETE FROM code WHERE creator_id = $1", [gone]);
  await database.owner.query("DELETE FROM creator WHERE id = $1", [gone]);
  await freezeTimedWork(database);
  const running = await runApp(database.url, firstPort, { LOG_LEVEL: "debug" });
  const delivery = await fillQueues(database);
  const privacy = await fillRequests(database, a, b);
  const tokens: string[] = [];
  return {
    ...{ database, running, tokens, shops: { a, b } },
    things: {
      creator: kin(creatorId("ada"), creatorId("bee"), creatorId("nobody") as CreatorId, gone),
      name: kin("Ada", "Canaria", "Nobody", "Gone"),
      code: kin("ADA10", "THEIRS10", "NOBODY10", "GONE10"),
      newCode: kin("ADA10", "THEIRS20", "NOBODY20", "GONE20"),
      customer: kin("600", "501", "777", "778"),
      orderNumber: kin("9000", "7001", "7777", "7002"),
      cursor: kin(`${NOON}.9001`, `${NOON}.7001`, `${NOON}.7777`, `${NOON}.7002`),
      ...{ delivery, privacy },
      codeId: kin(codeId("ada"), codeId("bee"), codeId("nobody"), codeId("gone")),
      batch: await fillBatches(database, a, b),
      link: kin(linkId("ada"), linkId("theirs-bee"), linkId("nobody"), linkId("gone")),
      slug: kin("ada", "theirs-bee", "nobody", "gone"),
      shop: kin("demo", "left", "nobody", "removed"),
      ...(await fillRecruiting(database, a, b)),
      ...(await fillTable(database, a, b)),
      ...(await fillImports(database, a, b)),
    },
    ask: (asked) => ask(running.standIn.upstreamPort, asked, tokens),
  };
}

const kin = (own: string, other: string, random: string, deleted: string): Kin => ({
  ...{ own, other, random, deleted },
});
const NOON = new Date("2026-03-01T12:00:00Z").getTime();

/** Timed work is in nobody's hands for long: what it asks Shopify is not what is looked at here. */
function freezeTimedWork(database: TestDatabase) {
  return database.owner.query(
    `INSERT INTO outbox (shop_id, kind, key, payload, run_at, created_at, leased_until)
     SELECT shop.id, kind, 'frozen', '{}', now(), now(), '2100-01-01' FROM shop,
       unnest($1::text[]) AS kind`,
    [RECURRING],
  );
}

/** Orders for both, and for both a delivery that was set aside; the worker applies them. */
async function fillQueues(database: TestDatabase): Promise<Kin> {
  const ids: Record<string, string> = {};
  // Numbers that stand nowhere else on a page.
  await database.owner.query("SELECT setval('inbox_id_seq', 84100000)");
  const put = async (what: string, shopDomain: string, text: string) => {
    const webhookId = `${what}-${shopDomain === A ? "a" : "canary"}`;
    const headers = { shopDomain, topic: "orders/create", webhookId, eventId: null, apiVersion: null };
    await keep(database, { ...headers, triggeredAt: null, body: Buffer.from(text) }, new Date());
    const row = (await rowsOf(database, "inbox")).find((each) => each.webhook_id === webhookId);
    ids[what] = String(row?.id);
  };
  // Only shop A's Shopify is simulated: of B's order it was asked before.
  await database.owner.query(
    `INSERT INTO order_journey (shop_id, order_id, visits, since, read_at)
     SELECT id, 'gid://shopify/Order/7001', '[]', now(), now() FROM shop WHERE domain = $1`,
    [B],
  );
  const codes = (code: string) => ({ discount_codes: [{ code, amount: "0.00", type: "percentage" }] });
  await put("order", A, body({ id: 9000, name: "#9000", ...codes("ADA10") }));
  await put("newer", A, body({ id: 9002, name: "#9002", created_at: "2026-03-02T12:00:00Z" }));
  await put("theirs", B, body({ id: 7001, name: "#CANARY1", ...codes("CANARY10"), customer: { id: 501 } }));
  await put("own", A, body({ financial_status: "bartered" }));
  await put("second", A, body({ financial_status: "haggled" }));
  await put("other", B, body({ financial_status: "canary-bartered" }));
  await put("deleted", A, body({ financial_status: "bartered" }));
  const waiting = async () =>
    (await rowsOf(database, "inbox")).filter((row) => row.state === "waiting").length;
  await vi.waitUntil(async () => (await waiting()) === 0, { timeout: 20_000, interval: 100 });
  await database.owner.query("DELETE FROM inbox WHERE id = $1", [ids.deleted]);
  return kin(ids.own ?? "", ids.other ?? "", "84109999", ids.deleted ?? "");
}

/** Programs and applications in each shop, and a shop that has left. */
async function fillRecruiting(database: TestDatabase, a: Shop, b: Shop) {
  const id = (prefix: string, name: string) => prefix + name.padEnd(20, "0");
  const ids = (prefix: string) => kin(id(prefix, "a"), id(prefix, "b"), id(prefix, "c"), id(prefix, "d"));
  const [program, application] = [ids("pg_"), ids("ap_")];
  const left = await installShop(database, "left.myshopify.com", { name: "Canaria Left" });
  await database.owner.query("UPDATE shop SET uninstalled_at = '2026-02-01' WHERE id = $1", [left.id]);
  for (const [shop, whose, name] of [
    [a, "own", "Ada's"],
    [b, "other", "Canaria's"],
  ] as const) {
    await database.owner.query(
      `INSERT INTO program (shop_id, id, name, value_kind, basis_points, template, created_at, updated_at)
       VALUES ($1, $2, $3, 'percent', 1000, '{FIRST}', '2026-03-01', '2026-03-01')`,
      [shop.id, program[whose], name],
    );
    await database.owner.query(
      `INSERT INTO application (shop_id, id, name, email, email_hash, language, created_at)
       VALUES ($1, $2, $3, $4, $5, 'en', '2026-03-01')`,
      [shop.id, application[whose], name, whose === "own" ? "new@example.com" : "canary@example.com", whose],
    );
  }
  return { program, application };
}

/** Codes that were added together, in each shop. */
async function fillBatches(database: TestDatabase, a: Shop, b: Shop): Promise<Kin> {
  const id = (name: string) => `ba_${name.padEnd(20, "0")}`;
  const ids = kin(id("a"), id("b"), id("c"), id("d"));
  for (const row of [
    [a.id, ids.own, "Spring"],
    [b.id, ids.other, "Canaria's spring"],
  ])
    await database.owner.query(
      "INSERT INTO code_batch (shop_id, id, title, value_kind, basis_points, created_at) VALUES ($1, $2, $3, 'percent', 1000, '2026-03-01')",
      row,
    );
  return ids;
}

/** A customer's request in each shop. */
async function fillRequests(database: TestDatabase, a: Shop, b: Shop): Promise<Kin> {
  const ids = kin("data-81001", "data-81002", "data-81003", "data-81004");
  const rows = [
    [a.id, ids.own, "gid://shopify/Customer/600"],
    [b.id, ids.other, "gid://shopify/Customer/501"],
  ];
  for (const row of rows)
    await database.owner.query(
      "INSERT INTO privacy_request (shop_id, id, kind, customer_id, order_ids, received_at) VALUES ($1, $2, 'data', $3, '{}', '2026-03-01')",
      row,
    );
  return ids;
}
