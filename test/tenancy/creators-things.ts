import { DEFAULT_POLICY } from "#app/attribution/policy.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import type { TestDatabase } from "#test/support/database.ts";
import type { Kin } from "#test/tenancy/two-shops.ts";

const ids = (prefix: string): Kin => {
  const id = (name: string) => prefix + name.padEnd(20, "0");
  return { own: id("a"), other: id("b"), random: id("c"), deleted: id("d") };
};

/** A saved view, a pause of many creators that can be undone, and a preview of other rules, in each shop. */
export async function fillTable(
  database: TestDatabase,
  a: Shop,
  b: Shop,
): Promise<{ view: Kin; change: Kin; preview: Kin }> {
  const [view, change, preview] = [ids("vw_"), ids("ch_"), ids("pv_")];
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
  }
  return { view, change, preview };
}
