import type { TestDatabase } from "#test/support/database.ts";

/**
 * Where in the whole database one of these words stands, in any letter case: every text, list of texts, JSON and byte
 * column of every table, as the catalogue lists them. `table.column: word` for each; nothing may be forgotten here.
 */
export async function foundAnywhere(database: TestDatabase, words: readonly string[]): Promise<string[]> {
  const { rows: columns } = await database.owner.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS table, column_name AS column, udt_name AS type FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND udt_name IN ('text', '_text', 'varchar', '_varchar', 'json', 'jsonb', 'bytea', 'bpchar', 'name', 'xml') ORDER BY 1, 2`,
  );
  const places: string[] = [];
  for (const { table, column, type } of columns) {
    const text = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`;
    const { rows } = await database.owner.query<{ word: string }>(
      `SELECT DISTINCT word FROM "${table}", unnest($1::text[]) AS word WHERE strpos(lower(${text}), lower(word)) > 0 ORDER BY 1`,
      [words],
    );
    places.push(...rows.map(({ word }) => `${table}.${column}: ${word}`));
  }
  return places;
}
