import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { freshDb } from "#test/support/database.ts";

/** Tables outside row-level security, each with its reason. */
const EXEMPT: Record<string, string> = {
  shop: "is what a shop's rows point to; reached by the system role only",
  session: "is read before a shop is known; tokens in it are sealed to their shop",
  inbox: "holds what is not yet read, also for shops not yet known; system role only",
  heartbeat: "is of our own workers; system role only",
  erasure: "proves that a shop is gone; holds no more of it than a hash",
  _prisma_migrations: "belongs to the schema, not to a shop",
};
/** Under row-level security by policies of its own: the app may only add, the system reads. */
const QUEUES = ["outbox"];

const database = await freshDb(2);

type Table = { name: string; forced: boolean; policies: string[]; key: string[] };
const { rows: tables } = await database.owner.query<Table>(`
  SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
    ARRAY(SELECT pg_get_expr(polqual, polrelid) || ' / ' || coalesce(pg_get_expr(polwithcheck, polrelid), 'null') FROM pg_policy WHERE polrelid = pg_class.oid)::text[] AS policies,
    ARRAY(SELECT attname FROM pg_index, unnest(indkey) WITH ORDINALITY AS part (number, position)
      JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = number WHERE indrelid = pg_class.oid AND indisprimary ORDER BY position)::text[] AS key
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`);
const shopTables = tables.filter(({ name }) => !(name in EXEMPT) && !QUEUES.includes(name));

test("every table is either a shop's, a queue, or exempt with a reason", () => {
  expect(tables.length).toBeGreaterThan(12);
  for (const name of [...Object.keys(EXEMPT), ...QUEUES])
    expect(tables.map((table) => table.name)).toContain(name);
});

/** Policies beside the one every table of a shop has, each with its reason. */
const MORE: Record<string, { policy: string; because: string }> = {
  link: {
    policy: "true / null",
    because: "/go looks a link up by shop and slug before it knows the shop; the system reads it",
  },
};
/** One row a shop. */
const ONE_A_SHOP = ["recruiting", "policy_history", "analysis", "policy_preview", "backfill", "leak_watch"];

test.each(shopTables)(
  "$name shows a shop its own rows only, also to the table's owner",
  ({ name, forced, policies }) => {
    expect(forced).toBe(true);
    const own = "(shop_id = current_shop()) / (shop_id = current_shop())";
    const more = MORE[name];
    expect(policies.sort()).toEqual(more ? [own, more.policy].sort() : [own]);
  },
);

test.each(shopTables)("$name has the shop first in its key", ({ name, key }) => {
  expect(key[0]).toBe("shop_id");
  expect(key.length > 1).toBe(!ONE_A_SHOP.includes(name));
});

test("foreign keys and uniques of a shop's tables carry the shop, so that none reaches into another", async () => {
  const { rows } = await database.owner.query<{ name: string; columns: string[] }>(
    `SELECT conname AS name, ARRAY(SELECT attname FROM unnest(conkey) AS number JOIN pg_attribute ON attrelid = conrelid AND attnum = number)::text[] AS columns
     FROM pg_constraint WHERE contype IN ('f', 'u', 'x') AND conrelid::regclass::text = ANY($1)`,
    [shopTables.map((table) => table.name)],
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { name, columns } of rows) expect(columns, name).toContain("shop_id");
  const unique = await database.owner.query<{ indexdef: string }>(
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%' AND tablename = ANY($1)",
    [shopTables.map((table) => table.name)],
  );
  for (const { indexdef } of unique.rows) expect(indexdef).toMatch(/\((")?shop_id/);
});

test("neither role of the app may log in, bypass row-level security, or own a table", async () => {
  const { rows } = await database.owner.query(
    "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper FROM pg_roles WHERE rolname LIKE 'tributary%' ORDER BY rolname",
  );
  expect(rows).toEqual([
    { rolname: "tributary", rolcanlogin: true, rolbypassrls: false, rolsuper: false },
    { rolname: "tributary_app", rolcanlogin: false, rolbypassrls: false, rolsuper: false },
    { rolname: "tributary_erase", rolcanlogin: false, rolbypassrls: false, rolsuper: false },
    { rolname: "tributary_system", rolcanlogin: false, rolbypassrls: false, rolsuper: false },
  ]);
  const owned = await database.owner.query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner LIKE 'tributary%'",
  );
  expect(owned.rows).toEqual([]);
});

test("schema.prisma and the migrated database say the same: tables, columns and which may be empty", async () => {
  const { rows } = await database.owner.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END ORDER BY column_name)::text[] AS columns
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' GROUP BY 1 ORDER BY 1`,
  );
  const schema = await readFile(new URL("../../prisma/schema.prisma", import.meta.url), "utf8");
  const names = [...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name);
  const models = [...schema.matchAll(/^model \w+ \{(.*?)^\}/gms)].map(([, body = ""]) => ({
    table: /@@map\("(\w+)"\)/.exec(body)?.[1],
    columns: [...body.matchAll(/^ {2}(\w+) +(\w+)([?[\]]*)(.*)$/gm)]
      .filter(([, , type]) => !names.includes(type))
      .map(
        ([, field, , mark, rest = ""]) => `${/@map\("(\w+)"\)/.exec(rest)?.[1] ?? field}${mark ? "?" : ""}`,
      )
      .sort(),
  }));
  const sorted = rows.map((row) => ({ ...row, columns: [...row.columns].sort() }));
  expect(sorted).toEqual(models.sort((a, b) => ((a.table ?? "") < (b.table ?? "") ? -1 : 1)));
});
