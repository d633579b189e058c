import type { Shop } from "#app/shopify/shops.server.ts";
import type { TestDatabase } from "#test/support/database.ts";
import type { Kin } from "#test/tenancy/two-shops.ts";

const ids = (prefix: string): Kin => {
  const id = (name: string) => prefix + name.padEnd(20, "0");
  return { own: id("a"), other: id("b"), random: id("c"), deleted: id("d") };
};
const CHOICES = {
  ...{ mapping: { name: 0, email: 1 }, delimiter: ",", programId: null, language: "en", kind: "percent" },
  ...{ value: "10", oncePerCustomer: false, creditFrom: "", mayAdopt: false, makesPrograms: false },
  ...{ round: 1, batches: [] },
};

/** An import that was looked at, with a row that was refused, and content a creator made, in each shop. */
export async function fillImports(
  database: TestDatabase,
  a: Shop,
  b: Shop,
): Promise<{ import: Kin; collaboration: Kin }> {
  const [run, collaboration] = [ids("im_"), ids("cb_")];
  for (const [shop, whose, name, creator] of [
    [a, "own", "Fresh Face", "cr_ada00000000000000000"],
    [b, "other", "Canaria Face", "cr_bee00000000000000000"],
  ] as const) {
    await database.owner.query(
      `INSERT INTO import_run (shop_id, id, kind, file_name, file, columns, choices, state, lines, refused, created_at)
       VALUES ($1, $2, 'creators', $3, $4, '{name,email}', $5, 'checked', 2, 1, now())`,
      [
        ...[
          shop.id,
          run[whose],
          `${name}.csv`,
          Buffer.from(`name,email\n${name},face@example.com\n${name},face\n`),
        ],
        JSON.stringify(CHOICES),
      ],
    );
    await database.owner.query(
      `INSERT INTO import_line (shop_id, import_id, line, outcome, problems, name) VALUES ($1, $2, 2, 'new', '[]', $3),
         ($1, $2, 3, 'refused', '[{"because":"emailForm","column":"email","value":"face"}]', $3)`,
      [shop.id, run[whose], name],
    );
    await database.owner.query(
      `INSERT INTO collaboration (shop_id, id, creator_id, kind, day, currency, note, created_at, updated_at)
       VALUES ($1, $2, $3, 'live', '2026-02-01', 'USD', $4, '2026-03-01', '2026-03-01')`,
      [shop.id, collaboration[whose], creator, name],
    );
  }
  return { import: run, collaboration };
}
