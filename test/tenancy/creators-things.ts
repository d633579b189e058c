import type { Why } from "#app/attribution/leak.ts";
import { DEFAULT_POLICY } from "#app/attribution/policy.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import type { TestDatabase } from "#test/support/database.ts";
import type { Kin } from "#test/tenancy/two-shops.ts";

const WHY: Why = { from: "2026-03-01", days: 14, uses: 20, untouched: 19, signs: [] };

const ids = (prefix: string): Kin => {
  const id = (name: string) => prefix + name.padEnd(20, "0");
  return { own: id("a"), other: id("b"), random: id("c"), deleted: id("d") };
};

/** A saved view, a pause of many creators that can be undone, a preview of other rules, and a code that seems to have leaked, in each shop. */
export async function fillTable(
  database: TestDatabase,
  a: Shop,
  b: Shop,
): Promise<{ view: Kin; change: Kin; preview: Kin; leak: Kin }> {
  const [view, change, preview, leak] = [ids("vw_"), ids("ch_"), ids("pv_"), ids("lk_")];
  for (const [shop, whose, name, creator] of [
    [a, "own", "Ada's view", "cr_ada00000000000000000"],
    [b, "other", "Canaria's view", "cr_bee00000000000000000"],
  ] as const) {
    await database.owner.query(
      "INSERT INTO saved_view (shop_id, id, page, name, query, created_at) VALUES ($1, $2, 'creators', $3, '?status=paused', '2026-03-01')",
      [shop.id, view[whose], name],
    );
    await database.owner.query(
      `INSERT INTO creators_change (shop_id, id, kind, creator_ids, done, changed_ids, created_at, finished_at)
       VALUES ($1, $2, 'pause', ARRAY[$3], 1, ARRAY[$3], '2026-03-01', '2026-03-01')`,
      [shop.id, change[whose], creator],
    );
    await database.owner.query(
      "INSERT INTO policy_preview (shop_id, id, policy, from_month, to_month, total, created_at) VALUES ($1, $2, $3, '2026-03', '2026-03', 0, '2026-03-01')",
      [shop.id, preview[whose], JSON.stringify(DEFAULT_POLICY)],
    );
    await database.owner.query(
      `INSERT INTO leak (shop_id, id, code_id, since, why, opened_at, watched_at) VALUES ($1, $2, $3, '2026-03-01', $4, '2026-03-10', '2026-03-10')`,
      [shop.id, leak[whose], `co_${creator.slice(3)}`, JSON.stringify(WHY)],
    );
    await database.owner.query(
      "INSERT INTO code_day (shop_id, creator_id, key, day, uses, untouched) VALUES ($1, $2, $3, '2026-01-02', 20, 19)",
      [shop.id, creator, whose === "own" ? "ada10" : "canary10"],
    );
  }
  return { view, change, preview, leak };
}
