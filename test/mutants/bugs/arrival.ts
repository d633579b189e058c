import type { Bug } from "#test/mutants/bug.ts";

/** Bugs against "any order of arrival": merges, edits, disputes, what was fetched, timed work. */
export const BUGS: readonly Bug[] = [
  {
    name: "an order of somebody who was merged away stays theirs",
    file: "app/orders/customers.server.ts",
    find: "SELECT coalesce(merged.into_id, known.customer_id) AS customer_id",
    replace: "SELECT known.customer_id AS customer_id",
    test: "test/flows/record-merge.test.ts",
  },
  {
    name: "a chain of merges breaks in the middle",
    file: "app/orders/merges.server.ts",
    find: "SET into_id = $3 WHERE shop_id = $1 AND into_id = $2",
    replace: "SET into_id = $3 WHERE shop_id = $1 AND into_id = $2 AND false",
    test: "test/flows/permutations.test.ts",
  },
  {
    name: "a creator whose account was merged may buy with their own code",
    file: "app/flows/record-merge.server.ts",
    find: "await moveCreator(tx, shopId, creatorId, survivor);",
    replace: "",
    test: "test/flows/record-merge.test.ts",
  },
  {
    name: "a customer who was merged away comes back when Shopify tells of them late",
    file: "app/flows/record-order.server.ts",
    find: "if (customerId === id) await saveCustomer",
    replace: "await saveCustomer",
    test: "test/flows/record-merge.test.ts",
  },
  {
    name: "two bodies of one second are settled by a guess",
    file: "app/orders/refund.ts",
    find: "return isSameSecond && !incoming.isFetched && stored.contentHash !== incoming.contentHash;",
    replace: "return false && isSameSecond;",
    test: "test/flows/ask-refetch.test.ts",
  },
  {
    name: "what Shopify said when asked is overwritten by an older body of that second",
    file: "app/orders/refund.ts",
    find: 'if (stored.isFetched !== incoming.isFetched) return incoming.isFetched ? "incoming" : "stored";',
    replace: "",
    test: "test/flows/ask-refetch.test.ts",
  },
  {
    name: "a late snapshot's way to the shop is dropped",
    file: "app/orders/refund.ts",
    find: "landingSite: newer.landingSite ?? older.landingSite ?? null,",
    replace: "",
    test: "test/flows/ask-refetch.test.ts",
  },
  {
    name: "an edit is taken for told when it only was announced",
    file: "app/flows/record-order.server.ts",
    find: 'await askRefetch(tx, shopId, orderId, { because: "edited", editedAt }, now);',
    replace: "",
    test: "test/flows/ask-refetch.test.ts",
  },
  {
    name: "a refund's units are taken off twice when the snapshot tells of them, too",
    file: "app/orders/counted.ts",
    find: "Math.min(line.currentQuantity, line.quantity - (returned.get(line.id) ?? 0))",
    replace: "line.currentQuantity - (returned.get(line.id) ?? 0)",
    test: "test/flows/permutations.test.ts",
  },
  {
    name: "each worker asks for timed work of its own",
    file: "app/queue/schedule.server.ts",
    find: ", '{}', $1::timestamptz",
    replace: " || random(), '{}', $1::timestamptz",
    test: "test/queue/schedule.test.ts",
  },
  {
    name: "the nightly sweep goes by Greenwich, not by the shop's clock",
    file: "app/queue/schedule.server.ts",
    find: "AT TIME ZONE shop.time_zone)::time",
    replace: "AT TIME ZONE 'UTC')::time",
    test: "test/queue/schedule.test.ts",
  },
];
