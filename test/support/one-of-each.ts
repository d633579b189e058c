import type { Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { ADA } from "#test/support/make.ts";

/** One row in every table that nothing else fills, for a shop that has Ada: what an erasure must find. */
export async function oneOfEach(tx: Tx, shopId: ShopId, now: Date): Promise<void> {
  const rows: readonly (readonly [table: string, columns: string, values: string])[] = [
    [
      "program",
      "id, name, value_kind, template, created_at, updated_at",
      "'pg', 'P', 'free-shipping', '{FIRST}', $2, $2",
    ],
    ["code_batch", "id, title, value_kind, created_at", "'ba', 'B', 'free-shipping', $2"],
    ["link", "id, creator_id, slug, path, title, created_at", `'ln', '${ADA}', 'ada', '/', '', $2`],
    ["link_clicks", "link_id, last_at", "'ln', $2"],
    ["visit", "id, link_id, creator_id, at, via", `'vi', 'ln', '${ADA}', $2, 'go'`],
    ["link_figures", "link_id, currency, orders", "'ln', 'USD', CASE WHEN $2 IS NULL THEN 0 ELSE 1 END"],
    ["order_journey", "order_id, visits, read_at", "'o', '[]', $2"],
    [
      "mail",
      "id, kind, recipient, email_hash, subject, text, html, created_at",
      "'ml', 'invitation', 'ada@example.com', 'h', 's', 't', 'h', $2",
    ],
    ["recruiting", "updated_at", "$2"],
    ["analysis", "from_month, to_month, currency, created_at", "'2026-01', '2026-01', 'USD', $2"],
    ["decision_run", "id, because, since, after_instant, total, created_at", "'dr', 'policy', $2, $2, 0, $2"],
    ["cohort_run", "id, because, total, created_at", "'ct', 'asked', 0, $2"],
    ["backfill", "asked_at", "$2"],
    ["code_pause", "code_id, from_at", "(SELECT min(id) FROM code WHERE shop_id = $1), $2"],
    ["hand_credit", "id, order_id, reason, given_at", "'hc', 'o', 'Hers.', $2"],
    [
      "policy_preview",
      "id, policy, from_month, to_month, total, created_at",
      "'pv', '{}', '2026-01', '2026-01', 0, $2",
    ],
    ["creators_change", "id, kind, creator_ids, created_at", "'cc', 'pause', '{}', $2"],
    ["subscription_check", "checked_at", "$2"],
    ["forgotten_order", "order_id, customer_id", "'o', CASE WHEN $2 IS NULL THEN '' ELSE 'c' END"],
    ["creator_terms", "version, text, since", "1, 'Be kind.', $2"],
    [
      "application",
      "id, name, email, email_hash, language, created_at",
      "'ap', 'Ada', 'ada@example.com', 'h', 'en', $2",
    ],
    [
      "collaboration",
      "id, creator_id, kind, day, currency, created_at, updated_at",
      `'cb', '${ADA}', 'story', '2026-03-01', 'USD', $2, $2`,
    ],
    [
      "import_run",
      "id, kind, file_name, columns, state, created_at",
      "'im', 'creators', 'f.csv', '{}', 'mapping', $2",
    ],
    [
      "import_line",
      "import_id, line, outcome, name",
      "'im', CASE WHEN $2 IS NULL THEN 0 ELSE 1 END, 'new', 'Ada'",
    ],
    [
      "leak",
      "id, code_id, since, why, opened_at, watched_at",
      "'lk', (SELECT id FROM code WHERE shop_id = $1 LIMIT 1), '2026-03-01', '{}', $2, $2",
    ],
    ["leak_watch", "watched_at, codes, few", "$2, 0, 0"],
    ["saved_view", "id, page, name, query, created_at", "'vw', 'creators', 'Mine', '', $2"],
  ];
  for (const [table, columns, values] of rows)
    await tx.query(
      `INSERT INTO ${table} (shop_id, ${columns}) VALUES ($1, ${values.replaceAll("$2", "$2::timestamptz")})`,
      [shopId, now],
    );
  // Where orders were decided, one of them is shared.
  await tx.query(
    `INSERT INTO credit_share (shop_id, order_id, creator_id, link_id, share, net, refunded, instant)
     SELECT $1, order_id, '${ADA}', 'ln', 500000, 1, 0, instant FROM attribution WHERE shop_id = $1 LIMIT 1`,
    [shopId],
  );
}
