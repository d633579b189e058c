import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { exact } from "#test/sandbox/order-life/json.ts";
import { linePayload, moneySet } from "#test/sandbox/order-life/line-payload.ts";
import { type KeptOrder, type KeptRefund, refundTotal } from "#test/sandbox/order-life/order.ts";

/** A refund as REST shows it: the body of refunds/create, and an element of the order's `refunds`. */
export function refundPayload(order: KeptOrder, refund: KeptRefund, write: (ms: number) => string) {
  const { currency } = order;
  const at = write(refund.at);
  return {
    id: exact(refund.id),
    order_id: exact(order.id),
    created_at: at,
    note: null,
    user_id: null,
    processed_at: at,
    duties: [],
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    refund_line_items: refund.lines.flatMap((one) => {
      const line = order.lines[one.line];
      if (!line) return [];
      return [
        {
          id: exact(one.id),
          line_item_id: exact(line.id),
          location_id: null,
          quantity: one.quantity,
          restock_type: "no_restock",
          subtotal: formatMinor(one.subtotal, currency),
          subtotal_set: moneySet(one.subtotal, currency),
          total_tax: formatMinor(one.tax, currency),
          total_tax_set: moneySet(one.tax, currency),
          line_item: linePayload(order, line, one.line),
        },
      ];
    }),
    order_adjustments: adjustments(order, refund),
    transactions: [transaction(order, refund, at)],
  };
}

function adjustments(order: KeptOrder, refund: KeptRefund) {
  if (refund.adjustment === null) return [];
  const { id, amount } = refund.adjustment;
  return [
    {
      id: exact(id),
      order_id: exact(order.id),
      refund_id: exact(refund.id),
      kind: "refund_discrepancy",
      reason: "Refund discrepancy",
      amount: formatMinor(-amount, order.currency),
      amount_set: moneySet(-amount, order.currency),
      tax_amount: formatMinor(0, order.currency),
      tax_amount_set: moneySet(0, order.currency),
    },
  ];
}

function transaction(order: KeptOrder, refund: KeptRefund, at: string) {
  return {
    id: exact(refund.transactionId),
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${refund.transactionId}`,
    order_id: exact(order.id),
    kind: "refund",
    status: "success",
    gateway: "shopify_payments",
    amount: formatMinor(refundTotal(order, refund), order.currency),
    currency: order.currency,
    created_at: at,
    processed_at: at,
    test: order.test,
    source_name: "1830279",
  };
}
