import type { Bug } from "#test/mutants/bug.ts";

/** Bugs against what must hold when processes are killed, connections break and replies are lost. */
export const BUGS: readonly Bug[] = [
  {
    name: "a job's effects are committed apart from its mark",
    file: "app/queue/outbox.server.ts",
    find: "if (rowCount === 1 && effects) await",
    replace:
      'if (rowCount === 1 && effects) await tx.query("COMMIT; BEGIN");\n    if (rowCount === 1 && effects) await',
    test: "test/crash/lost-reply.test.ts",
  },
  {
    name: "a delivery that was applied is tried again when nobody heard of its commit",
    file: "app/queue/inbox.server.ts",
    find: "settled_at = $6 WHERE id = $1 AND state = 'waiting'",
    replace: "settled_at = $6 WHERE id = $1",
    test: "test/crash/lost-reply.test.ts",
  },
  {
    name: "a webhook is acknowledged although nobody knows whether it is stored",
    file: "app/queue/inbox.server.ts",
    find: "await inTime(stored, PATIENCE_MS);",
    replace: "await inTime(stored, PATIENCE_MS).catch(() => {});",
    test: "test/crash/lost-reply.test.ts",
  },
  {
    name: "a connection that says nothing any more is waited for, for ever",
    file: "app/db.server.ts",
    find: "return socket.setTimeout(silenceMs,",
    replace: "return socket.setTimeout(0 * silenceMs,",
    test: "test/crash/silent-network.test.ts",
  },
  {
    name: "a webhook waits longer for the database than Shopify waits for us",
    file: "app/queue/inbox.server.ts",
    find: "const PATIENCE_MS = 4_500;",
    replace: "const PATIENCE_MS = 45_000;",
    test: "test/crash/silent-network.test.ts",
  },
  {
    name: "a worker asked to stop leaves the job it has in hand",
    file: "app/worker.server.ts",
    find: "isStopping = true;",
    replace: "isStopping = true;\n    process.exit(0);",
    test: "test/crash/stopped-worker.test.ts",
  },
  {
    name: "a merge is committed before the orders have moved",
    file: "app/flows/record-merge.server.ts",
    find: "await saveMerge(tx, shopId, deletedId, survivor);",
    replace:
      "await saveMerge(tx, shopId, deletedId, survivor);\n  await tx.query(\"COMMIT; BEGIN\");\n  await tx.query(\"SELECT set_config('role', 'tributary_app', true), set_config('app.shop_id', $1, true)\", [shopId]);",
    test: "test/crash/killed-worker.test.ts",
  },
];
