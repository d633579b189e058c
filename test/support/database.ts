import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Database, inSystem, openDatabase } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { parseSecretKeys } from "#app/shopify/secret.server.ts";
import { type Shop, saveInstalledShop } from "#app/shopify/shops.server.ts";
import { databaseUrl, runtimeUrl } from "#prisma/database.ts";

/** A database of a test file's own: migrated, empty, gone when the file is done. */
export type TestDatabase = Database & {
  readonly url: string;
  readonly ownerUrl: string;
  /** Sees every shop's rows: for a test to look, never for the app. */
  readonly owner: pg.Pool;
};

/** Clones the migrated template. Also what `db()` opens in this file, when it is called before the app's own code runs. */
export async function freshDb(size = 6): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `tributary_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  // Cloning needs the template to itself: test files take turns.
  await admin.query("SELECT pg_advisory_lock(1)");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE tributary_template`);
  await admin.query("SELECT pg_advisory_unlock(1)");
  await admin.end();
  const ownerUrl = databaseUrl(server, name);
  const url = runtimeUrl(ownerUrl);
  process.env.DATABASE_URL = url;
  const database = openDatabase(url, size);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  owner.on("error", () => {});
  afterAll(async () => {
    await database.close();
    await owner.end();
  });
  return { ...database, url, ownerUrl, owner };
}

/** The encryption key of tests, as `ENCRYPTION_KEYS` holds it. */
export const testKeys = parseSecretKeys([`test:${Buffer.alloc(32, 7).toString("base64")}`]);

/** Installs a shop: US dollars, UTC, shoppers find it at its own domain, unless told otherwise. */
export function installShop(
  database: Database,
  domain = "demo.myshopify.com",
  details: Partial<Shop> = {},
): Promise<Shop> {
  const { name = "Demo", currency = "USD", timeZone = "UTC", primaryHost = null } = details;
  const told = { name, currency, timeZone, primaryHost };
  return inSystem(database, (tx) =>
    saveInstalledShop(tx, testKeys, domain, told, new Date("2026-01-01T00:00:00Z")),
  );
}

/** Everything a table holds, for a shop or in all, in a stable order. */
export async function rowsOf(
  database: TestDatabase,
  table: string,
  shopId?: ShopId,
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.owner.query(
    `SELECT * FROM ${table} ${shopId ? "WHERE shop_id = $1" : ""} ORDER BY 1, 2, 3`,
    shopId ? [shopId] : [],
  );
  return rows;
}
