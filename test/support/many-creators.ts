import type pg from "pg";
import type { ShopId } from "#app/kernel/id.ts";

const FIRST = ["Ada", "Grace", "Linus", "Mina", "Søren", "Jürgen", "Zoë", "Noor", "Kai", "Imani"];
const LAST = [
  "Lovelace",
  "Hopper",
  "Berg",
  "Okafor",
  "Nielsen",
  "Müller",
  "Tanaka",
  "Haddad",
  "Silva",
  "Reyes",
];

/**
 * Fills a shop with creators straight into the tables, as the owner: each with two codes, a link with clicks, and most
 * with orders in the figures; some paused, some with a refused code or a discount that drifted. In four programs, or none.
 */
export async function fillWithCreators(owner: Pick<pg.Pool, "query">, shopId: ShopId, count: number) {
  const fill = (sql: string, values: unknown[] = []) => owner.query(sql, [shopId, count, ...values]);
  await fill(`INSERT INTO program (shop_id, id, name, value_kind, basis_points, template, created_at, updated_at)
    SELECT $1, 'pg_' || lpad(n::text, 20, '0'), (ARRAY['Ambassadors', 'Friends', 'Press', 'Stylists'])[n], 'percent', 500 * n, '{FIRST}{VALUE}', '2025-01-01', '2025-01-01'
    FROM generate_series(1, 4) AS n WHERE $2 > 0 ON CONFLICT DO NOTHING`);
  await fill(
    `INSERT INTO creator (shop_id, id, name, email, handle, language, program_id, created_at, updated_at)
     SELECT $1, ${CREATOR}, ($3::text[])[1 + n % 10] || ' ' || ($4::text[])[1 + n / 10 % 10] || CASE WHEN n < 100 THEN '' ELSE ' ' || n END,
       CASE WHEN n % 9 > 0 THEN 'creator' || n || '@example.com' END, CASE WHEN n % 4 > 0 THEN '@creator.' || n END, 'en',
       CASE WHEN n % 5 > 0 THEN 'pg_' || lpad((n % 5)::text, 20, '0') END, ${JOINED}, ${JOINED}
     FROM generate_series(1, $2::int) AS n`,
    [FIRST, LAST],
  );
  await fill(`INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, basis_points, state, problem, drift, held_from, created_at)
    SELECT $1, 'co_' || lpad((2 * n + c)::text, 20, '0'), ${CREATOR}, 'CODE' || n || (ARRAY['A', 'B'])[c + 1], 'code' || n || (ARRAY['a', 'b'])[c + 1],
      'percent', 1000, CASE WHEN n % 50 = 7 AND c = 1 THEN 'refused' ELSE 'active' END,
      CASE WHEN n % 50 = 7 AND c = 1 THEN 'taken' END, CASE WHEN n % 40 = 3 AND c = 0 THEN 'deleted' END, ${JOINED}, ${JOINED} + c * interval '1 day'
    FROM generate_series(1, $2::int) AS n, generate_series(0, 1) AS c`);
  await fill(`INSERT INTO link (shop_id, id, creator_id, slug, path, title, created_at)
    SELECT $1, ${LINK}, ${CREATOR}, 'creator-' || n, '/', 'Home page', ${JOINED} FROM generate_series(1, $2::int) AS n`);
  await fill(`INSERT INTO link_clicks (shop_id, link_id, clicks, bots)
    SELECT $1, ${LINK}, n * 7919 % 5003, n % 11 FROM generate_series(1, $2::int) AS n WHERE n % 3 > 0`);
  await fill(`INSERT INTO figures (shop_id, credited, currency, orders, customers, net, refunded)
    SELECT $1, ${CREATOR}, 'USD', 1 + n * 31 % 97, 1 + n * 31 % 61, n * 104729 % 5000000, n * 7 % 90000 FROM generate_series(1, $2::int) AS n WHERE n % 3 > 0`);
  await fill(`INSERT INTO creator_pause (shop_id, creator_id, from_at)
    SELECT $1, ${CREATOR}, '2026-06-01' FROM generate_series(1, $2::int) AS n WHERE n % 8 = 0`);
  await owner.query("ANALYZE creator, code, link, link_clicks, figures, creator_pause, program");
}

const CREATOR = "'cr_' || lpad(n::text, 20, '0')";
const LINK = "'ln_' || lpad(n::text, 20, '0')";
const JOINED = "timestamptz '2025-01-01 09:00Z' + (n % 500) * interval '1 day'";
