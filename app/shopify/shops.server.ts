import { randomBytes } from "node:crypto";
import { type Database, inSystem, type Tx } from "#app/db.server.ts";
import { keyedHash } from "#app/kernel/hash.ts";
import { newId, type ShopId } from "#app/kernel/id.ts";
import { ring } from "#app/queue/bell.server.ts";
import { hasten } from "#app/queue/outbox.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { type SecretKey, seal, unseal } from "#app/shopify/secret.server.ts";

/** A shop as every request and every delivery knows it. */
export type Shop = {
  readonly id: ShopId;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The host shoppers see; null until Shopify told it: its own domain leads there. */
  readonly primaryHost: string | null;
};

/** What Shopify says of a shop. */
export type ShopDetails = Pick<Shop, "name" | "currency" | "timeZone" | "primaryHost">;

type Row = {
  id: ShopId;
  domain: string;
  name: string;
  currency: string;
  time_zone: string;
  primary_host: string | null;
  uninstalled_at: Date | null;
};

/** Finds an installed shop; null when it is unknown or has uninstalled. */
export async function findInstalledShop(database: Database, domain: string): Promise<Shop | null> {
  const { rows } = await database.system.query<Row>(
    "SELECT id, domain, name, currency, time_zone, primary_host FROM shop WHERE domain = $1 AND uninstalled_at IS NULL",
    [domain],
  );
  return rows[0] ? shopOf(rows[0]) : null;
}

/** Finds a shop by id, and whether it has the app installed. */
export async function findShop(
  database: Database,
  id: ShopId,
): Promise<(Shop & { isInstalled: boolean }) | null> {
  const { rows } = await database.system.query<Row>(
    "SELECT id, domain, name, currency, time_zone, primary_host, uninstalled_at FROM shop WHERE id = $1",
    [id],
  );
  return rows[0] ? { ...shopOf(rows[0]), isInstalled: rows[0].uninstalled_at === null } : null;
}

/** The shops that have the app, by their domains; `domain`: that one alone. */
export async function listInstalledShops(
  database: Database,
  domain: string | null,
): Promise<{ readonly id: ShopId; readonly domain: string }[]> {
  const { rows } = await database.system.query(
    "SELECT id, domain FROM shop WHERE uninstalled_at IS NULL AND ($1::text IS NULL OR domain = $1) ORDER BY domain",
    [domain],
  );
  return rows;
}

/** How a shop stood when it was here last: its time zone, and since when it is gone (null: it is not). Null: it never came. */
export async function findFormer(
  tx: Tx,
  domain: string,
): Promise<{ leftAt: Date | null; timeZone: string } | null> {
  const { rows } = await tx.query<{ leftAt: Date | null; timeZone: string }>(
    `SELECT uninstalled_at AS "leftAt", time_zone AS "timeZone" FROM shop WHERE domain = $1`,
    [domain],
  );
  return rows[0] ?? null;
}

/**
 * Records what a shop is called now, its currency, its time zone, and where shoppers find it, if that is told.
 * @returns the time zone it had before
 */
export async function saveDetails(
  tx: Tx,
  id: ShopId,
  { name, currency, timeZone, primaryHost }: ShopDetails,
): Promise<string | null> {
  const { rows } = await tx.query<{ before: string }>(
    `UPDATE shop SET name = $2, currency = $3, time_zone = $4, primary_host = coalesce($5, primary_host)
     FROM (SELECT id, time_zone AS before FROM shop WHERE id = $1 FOR UPDATE) AS stood WHERE shop.id = stood.id RETURNING before`,
    [id, name, currency, timeZone, primaryHost],
  );
  return rows[0]?.before ?? null;
}

/** Records that a shop installed the app, or came back: same shop, same key for its hashes. */
export async function saveInstalledShop(
  tx: Tx,
  keys: readonly SecretKey[],
  domain: string,
  details: ShopDetails,
  now: Date,
): Promise<Shop> {
  const { rows } = await tx.query<Row>(
    `INSERT INTO shop (id, domain, name, currency, time_zone, primary_host, hash_key, installed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (domain) DO UPDATE SET name = excluded.name, currency = excluded.currency, time_zone = excluded.time_zone,
       primary_host = coalesce(excluded.primary_host, shop.primary_host),
       uninstalled_at = NULL, installed_at = CASE WHEN shop.uninstalled_at IS NULL THEN shop.installed_at ELSE excluded.installed_at END
     RETURNING id, domain, name, currency, time_zone, primary_host`,
    [
      newId("shop", randomBytes(20)),
      domain,
      details.name,
      details.currency,
      details.timeZone,
      details.primaryHost,
      seal(keys, domain, randomBytes(32)),
      now,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`Shop ${domain} was not saved.`);
  return shopOf(row);
}

/** Records that a shop left, unless it came back, or Shopify gave us tokens, after `triggeredAt`; its sessions are gone with it. */
export async function saveUninstalled(tx: Tx, id: ShopId, triggeredAt: Date): Promise<void> {
  const { rows } = await tx.query<{ domain: string }>(
    `UPDATE shop SET uninstalled_at = $2 WHERE id = $1 AND uninstalled_at IS NULL AND installed_at <= $2
       AND NOT EXISTS (SELECT 1 FROM session WHERE session.shop = shop.domain AND session.stored_at > $2) RETURNING domain`,
    [id, triggeredAt],
  );
  if (rows[0]) await tx.query("DELETE FROM session WHERE shop = $1", [rows[0].domain]);
}

/** Records which scopes the merchant granted at `triggeredAt`, unless we have learned of later ones since. */
export async function saveScopes(tx: Tx, domain: string, scope: string, triggeredAt: Date): Promise<void> {
  await tx.query(
    "UPDATE session SET scope = $2, scope_at = $3 WHERE shop = $1 AND (scope_at IS NULL OR scope_at < $3)",
    [domain, scope, triggeredAt],
  );
}

/** Lets what waits in the outbox for an installed shop go on at once, and wakes a worker: what held it up may be over. */
export async function hastenShop(database: Database, domain: string, now: Date): Promise<void> {
  const shop = await findInstalledShop(database, domain);
  if (!shop) return;
  await inSystem(database, (tx) => hasten(tx, shop.id, now));
  ring(database);
}

/** The shop's own hash of people: the same e-mail hashes differently in another shop, and nothing can be looked up backwards. */
export function personHash(keys: readonly SecretKey[], domain: string, sealedKey: Uint8Array): PersonHash {
  const key = unseal(keys, domain, sealedKey);
  return {
    email: (normal) => keyedHash(key, `email:${normal}`),
    mailbox: (mailbox) => keyedHash(key, `mailbox:${mailbox}`),
    phone: (e164) => keyedHash(key, `phone:${e164}`),
    door: (door) => keyedHash(key, `door:${door}`),
  };
}

/** The shop's hash of people, looked up. */
export async function findPersonHash(
  database: Database,
  keys: readonly SecretKey[],
  id: ShopId,
): Promise<PersonHash> {
  const { rows } = await database.system.query<{ domain: string; hash_key: Buffer }>(
    "SELECT domain, hash_key FROM shop WHERE id = $1",
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error(`There is no shop ${id}.`);
  return personHash(keys, row.domain, row.hash_key);
}

const shopOf = (row: Row): Shop => ({
  id: row.id,
  domain: row.domain,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  primaryHost: row.primary_host,
});
