import type { Database, Tx } from "#app/db.server.ts";
import { contentHash } from "#app/kernel/hash.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** How many rows of each table a shop had. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Holds what a shop still has to be applied, waiting for what is being applied: else its rows would come after the erasing.
 * First of all locks, because whoever applies a delivery holds its row and may want the shop's.
 */
export async function holdWaiting(tx: Tx, domain: string): Promise<void> {
  await tx.query(
    "SELECT 1 FROM inbox WHERE shop_domain = $1 AND state = 'waiting' AND topic <> 'shop/redact' ORDER BY id FOR UPDATE",
    [domain],
  );
}

/** Whether a shop installed the app, or a merchant gave us tokens, after an instant. Holds the shop's row until the transaction ends. */
export async function hasComeBack(tx: Tx, domain: string, since: Date): Promise<boolean> {
  const shops = await tx.query<{ installed_at: Date }>(
    "SELECT installed_at FROM shop WHERE domain = $1 FOR UPDATE",
    [domain],
  );
  const sessions = await tx.query("SELECT 1 FROM session WHERE shop = $1 AND stored_at > $2 LIMIT 1", [
    domain,
    since,
  ]);
  return sessions.rows.length > 0 || shops.rows.some((row) => row.installed_at > since);
}

/**
 * Removes every row of a shop from every table, as the one role that may: the tables come from the catalogue, so that none
 * is forgotten. @returns how many rows each had, without the wishes to erase themselves
 */
export async function eraseRows(tx: Tx, domain: string, shopId: ShopId | null): Promise<Counts> {
  const wishes = await holdWishes(tx, domain);
  await tx.query("SELECT set_config('role', 'tributary_erase', true), set_config('app.shop_id', $1, true)", [
    shopId ?? "",
  ]);
  const counts: Record<string, number> = {};
  const count = async (table: string, where: string, values: unknown[]) => {
    const { rowCount } = await tx.query(`DELETE FROM "${table}" WHERE ${where}`, values);
    if (rowCount) counts[table] = rowCount;
  };
  if (shopId !== null)
    for (const table of await tablesOfShops(tx)) await count(table, "shop_id = $1", [shopId]);
  await count("session", "shop = $1", [domain]);
  await count("inbox", "shop_domain = $1 AND topic <> 'shop/redact'", [domain]);
  await tx.query("DELETE FROM inbox WHERE id = ANY($1)", [wishes]);
  await count("shop", "domain = $1", [domain]);
  return counts;
}

/** Keeps the one row of proof: not the domain but its SHA-256, what was removed, and when. Then the system is itself again. */
export async function recordErasure(tx: Tx, domain: string, counts: Counts, now: Date): Promise<void> {
  if (Object.keys(counts).length > 0) {
    await tx.query("INSERT INTO erasure (domain_hash, counts, erased_at) VALUES ($1, $2, $3)", [
      contentHash(domain),
      JSON.stringify(counts),
      now,
    ]);
  }
  await tx.query("SELECT set_config('role', 'tributary_system', true), set_config('app.shop_id', '', true)");
}

/** Every shop ever installed and not erased. */
export async function listShopIds(database: Database): Promise<ShopId[]> {
  const { rows } = await database.system.query<{ id: ShopId }>("SELECT id FROM shop ORDER BY id");
  return rows.map((row) => row.id);
}

/** The deliveries of this wish that nobody else is applying: two workers that wait for each other's would wait for ever. */
async function holdWishes(tx: Tx, domain: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM inbox WHERE shop_domain = $1 AND topic = 'shop/redact' FOR UPDATE SKIP LOCKED",
    [domain],
  );
  return rows.map((row) => row.id);
}

/** Every table with rows of shops, those that point to others first. */
async function tablesOfShops(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ name: string; points_to: string[] }>(
    `SELECT relname::text AS name, ARRAY(SELECT confrelid::regclass::text FROM pg_constraint
       WHERE contype = 'f' AND conrelid = pg_class.oid AND confrelid <> conrelid) AS points_to
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'shop_id' AND NOT attisdropped
     WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  );
  const sorted: string[] = [];
  const visit = (name: string) => {
    if (sorted.includes(name)) return;
    for (const row of rows) if (row.points_to.includes(name)) visit(row.name);
    sorted.push(name);
  };
  for (const { name } of rows) visit(name);
  return sorted;
}
