import type { Bug } from "#test/mutants/bug.ts";

const PLAY = "test/sandbox/play/rough-demo.test.ts";

/** Bugs of the app that a calm day never shows: a play in rough weather must. The whole sample (rough.test.ts) shows them too. */
export const BUGS: readonly Bug[] = [
  {
    name: "reconcile begins at the newest order that is known",
    file: "app/orders/reconciles.server.ts",
    find: "SELECT seen_to FROM reconcile_run WHERE shop_id = $1 AND kind = 'recent' AND finished_at IS NOT NULL AND seen_to IS NOT NULL\n       ORDER BY started_at DESC LIMIT 1",
    replace:
      "SELECT max(updated_at) AS seen_to FROM orders WHERE shop_id = $1 HAVING max(updated_at) IS NOT NULL",
    test: PLAY,
  },
  {
    name: "a worker marks deliveries before it applies them, and is killed in between",
    file: "app/queue/inbox.server.ts",
    find: "const outcome = await apply(tx, claimed);",
    replace:
      "await tx.query(['UPDATE inbox SET state = $$applied$$ WHERE id =', claimed.id, '; COMMIT; BEGIN'].join(' '));\n      const outcome = await apply(tx, claimed);",
    test: PLAY,
  },
  {
    name: "the second copy of a webhook is answered with an error",
    file: "app/queue/inbox.server.ts",
    find: "$8, $8) ON CONFLICT DO NOTHING",
    replace: "$8, $8)",
    test: PLAY,
  },
];
