import type { Bug } from "#test/mutants/bug.ts";

/** Bugs against reading past orders. */
export const BUGS: readonly Bug[] = [
  {
    name: "a backfill that was cut off begins at the file's first byte again",
    file: "app/flows/backfill.server.ts",
    find: "readPastOrders(url, found.bytes, backfilling.hash)",
    replace: "readPastOrders(url, 0, backfilling.hash)",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "past orders two workers read are counted by both",
    file: "app/orders/backfills.server.ts",
    find: "WHERE shop_id = $1 AND operation = $2 AND bytes = $3 AND finished_at IS NULL",
    replace: "WHERE shop_id = $1 AND operation = $2 AND $3 >= 0 AND finished_at IS NULL",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "a list of past orders that ends before its count is taken for the whole",
    file: "app/flows/backfill.server.ts",
    find: "if (at.done !== at.total)",
    replace: "if (at.done > at.total)",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "a list of past orders that is gone is asked for again and again",
    file: "app/flows/backfill.server.ts",
    find: "if (error instanceof ListGone) return startOver(backfilling, found, error.message);",
    replace: "",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "a line under another order's is taken for this one's",
    file: "app/shopify/bulk-file.ts",
    find: "} else if (open && open.root.id === parent) {",
    replace: "} else if (open) {",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "a past order's way is not kept with it",
    file: "app/flows/keep-past-orders.server.ts",
    find: "  if (isTold) await saveJourneys(",
    replace: "  if (isTold && !isTold) await saveJourneys(",
    test: "test/flows/backfill.test.ts",
  },
  {
    name: "past orders with refunds are recorded without them",
    file: "app/shopify/past-order.ts",
    find: "if (node.refunds.length > 0) return",
    replace: "if (node.refunds.length > 9) return",
    test: "test/flows/backfill.test.ts",
  },
  {
    name: "the way of a forgotten buyer's past order is kept",
    file: "app/flows/keep-past-orders.server.ts",
    find: 'journey !== "not-ready" && !(await isForgottenOrder(tx, shopId, order.id));',
    replace: 'journey !== "not-ready";',
    test: "test/flows/backfill.test.ts",
  },
  {
    name: "a shop of which Shopify shows 60 days is told that it shows all",
    file: "app/shopify/past-orders.server.ts",
    find: "handle === EVERY_ORDER",
    replace: 'handle === EVERY_ORDER || handle === "read_orders"',
    test: "test/flows/backfill.test.ts",
  },
  {
    name: "a part of the list's file is read as if it were its beginning",
    file: "app/shopify/bulk.server.ts",
    find: "linesOf(behind(pieces, from), from)",
    replace: "linesOf(pieces, from)",
    test: "test/flows/backfill-cut-off.test.ts",
  },
  {
    name: "who was away for long is told that nothing was missed",
    file: "app/flows/open-shop.server.ts",
    find: "now.getTime() - leftAt.getTime() < SHOWN_MS",
    replace: "now.getTime() - leftAt.getTime() > 0",
    test: "test/flows/backfill-again.test.ts",
  },
  {
    name: "a backfill begins anew while one is under way",
    file: "app/orders/backfills.server.ts",
    find: "\n     WHERE backfill.finished_at IS NOT NULL`",
    replace: "`",
    test: "test/flows/backfill-again.test.ts",
  },
];
