import type pg from "pg";
import type { ShopId } from "#app/kernel/id.ts";

/** Each table an order has rows in, and which of its columns hold a number that another order has another of. */
const TABLES: readonly (readonly [table: string, ...numbered: string[]])[] = [
  ["customer", "id"],
  ["orders", "id", "customer_id", "buyer_id"],
  ["order_line", "order_id", "line_id"],
  ["order_code", "order_id"],
  ["order_journey", "order_id"],
  ["attribution", "order_id", "customer_id"],
];
const STEP = 1_000_000;

/**
 * Copies every order of a shop so many times, straight in the tables, as the owner: each copy is another order of another
 * customer. Figures are left as they are.
 */
export async function copyOrders(
  owner: Pick<pg.Pool, "query">,
  shopId: ShopId,
  copies: number,
): Promise<void> {
  for (const [table, ...numbered] of TABLES) {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
         AND is_generated = 'NEVER' AND column_name <> 'revision' ORDER BY ordinal_position`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    const copied = names.map((name) => (numbered.includes(name) ? shifted(`t.${name}`) : `t.${name}`));
    await owner.query(
      `INSERT INTO ${table} (${names.join(", ")}) SELECT ${copied.join(", ")} FROM ${table} t, generate_series(1, $2::int) AS copy
       WHERE t.shop_id = $1 ON CONFLICT DO NOTHING`,
      [shopId, copies],
    );
  }
  await owner.query("ANALYZE");
}

/** The same kind of id with a number that is so many steps further; what has no number of Shopify's stays. */
const shifted = (column: string) =>
  `CASE WHEN ${column} ~ '^gid://shopify/[A-Za-z]+/[0-9]+$'
     THEN regexp_replace(${column}, '[0-9]+$', '') || (substring(${column} from '[0-9]+$')::bigint + copy::bigint * ${STEP})::text ELSE ${column} END`;
