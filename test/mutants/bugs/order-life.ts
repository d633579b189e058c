import type { Bug } from "#test/mutants/bug.ts";

const TOLD = "test/shopify/told-topics.test.ts";
const ASKED = "test/shopify/orders-api.test.ts";

/** Bugs of reading what happens to an order after it was placed. */
export const BUGS: readonly Bug[] = [
  {
    name: "an order is fulfilled with its first parcel",
    file: "app/shopify/payload.ts",
    find: 'if (fulfillment_status !== "fulfilled") return null;',
    replace: "if (!fulfillment_status) return null;",
    test: TOLD,
  },
  {
    name: "an order is fulfilled since its first parcel",
    file: "app/shopify/payload.ts",
    find: "const last = Math.max(",
    replace: "const last = Math.min(",
    test: TOLD,
  },
  {
    name: "units an edit took away are still the buyer's",
    file: "app/shopify/payload.ts",
    find: "currentQuantity: line.current_quantity ?? line.quantity,",
    replace: "currentQuantity: line.quantity,",
    test: TOLD,
  },
  {
    name: "the one who is gone in a merge is taken for the one who is kept",
    file: "app/shopify/notices.ts",
    find: "keptId: raw.admin_graphql_api_id_customer_kept as CustomerId,\n    deletedId: raw.admin_graphql_api_id_customer_deleted as CustomerId,",
    replace:
      "keptId: raw.admin_graphql_api_id_customer_deleted as CustomerId,\n    deletedId: raw.admin_graphql_api_id_customer_kept as CustomerId,",
    test: TOLD,
  },
  {
    name: "an order that is asked for lacks its last parcel",
    file: "app/shopify/order-node.ts",
    find: "fulfillments: order.fulfillments.map(({ createdAt, status }) => ({",
    replace: "fulfillments: order.fulfillments.slice(0, -1).map(({ createdAt, status }) => ({",
    test: ASKED,
  },
];
