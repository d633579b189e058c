import { body, line } from "#test/support/payloads.ts";

/** A webhook's topic and body. */
export type Told = { readonly topic: string; readonly text: string };

/** The creator whom life `n` is about: the code is being created in Shopify while the orders arrive. */
export const codeOf = (n: number): string => `LIFE${n}`;

/**
 * What Shopify tells of a few customers and their orders, in an order of arrival that life would have: a guest who turns
 * out to be a customer, a refund before its order, an update, an edit, a cancellation, a merge, somebody to be forgotten.
 * Two lives share nothing but the shop and its creators Ada and Grace.
 */
export function lifeOf(n: number): readonly Told[] {
  const [first, guests, refunded, forgotten] = [n * 10 + 1, n * 10 + 2, n * 10 + 3, n * 10 + 4];
  const [anna, bert, cleo] = [n * 10 + 5, n * 10 + 6, n * 10 + 7];
  const email = (id: number) => `person${id}@example.com`;
  const code = (name: string) => ({ discount_codes: [{ code: name, amount: "1.00", type: "percentage" }] });
  const order = (id: number, fields: Record<string, unknown>) => body({ id, name: `#${id}`, ...fields });
  const customer = (id: number, hour: string) =>
    JSON.stringify({ id, email: email(id), updated_at: `2026-03-01T${hour}:00:00Z` });
  const refund = (id: number, orderId: number) => ({
    id,
    order_id: orderId,
    created_at: "2026-03-03T12:00:00Z",
    refund_line_items: [{ line_item_id: 11, quantity: 1, subtotal: 10, restock_type: "return" }],
    order_adjustments: [],
    transactions: [],
  });
  const firsts = { ...code(codeOf(n)), ...line({ quantity: 3 }), customer: { id: anna }, email: email(anna) };
  return [
    { topic: "customers/create", text: customer(anna, "11") },
    { topic: "orders/create", text: order(first, firsts) },
    { topic: "orders/create", text: order(guests, { ...code("ada10"), email: email(bert) }) },
    { topic: "customers/update", text: customer(bert, "13") },
    { topic: "refunds/create", text: JSON.stringify(refund(n * 10 + 8, refunded)) },
    {
      topic: "orders/create",
      text: order(refunded, { ...code("GRACE5"), ...line({ quantity: 2 }), customer: { id: bert } }),
    },
    { topic: "orders/create", text: "{ this is no order" },
    {
      topic: "orders/updated",
      text: order(first, {
        ...firsts,
        updated_at: "2026-03-04T12:00:00Z",
        refunds: [refund(n * 10 + 9, first)],
      }),
    },
    {
      topic: "orders/edited",
      text: JSON.stringify({ order_edit: { id: n, order_id: first, created_at: "2026-03-04T11:59:59Z" } }),
    },
    {
      topic: "orders/cancelled",
      text: order(guests, {
        ...code("ada10"),
        email: email(bert),
        updated_at: "2026-03-05T12:00:00Z",
        cancelled_at: "2026-03-05T12:00:00Z",
      }),
    },
    {
      topic: "customers/merge",
      text: JSON.stringify({
        admin_graphql_api_id_customer_kept: `gid://shopify/Customer/${anna}`,
        admin_graphql_api_id_customer_deleted: `gid://shopify/Customer/${bert}`,
        status: "completed",
      }),
    },
    {
      topic: "orders/create",
      text: order(forgotten, { ...code("GRACE5"), email: email(cleo), customer: { id: cleo } }),
    },
    {
      topic: "customers/redact",
      text: JSON.stringify({
        shop_id: 1,
        shop_domain: "demo.myshopify.com",
        customer: { id: cleo, email: email(cleo), phone: null },
        orders_to_redact: [forgotten],
      }),
    },
  ];
}
