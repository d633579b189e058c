import { exact } from "#test/sandbox/order-life/json.ts";
import { linePayload } from "#test/sandbox/order-life/line-payload.ts";
import type { KeptFulfilment, KeptOrder } from "#test/sandbox/order-life/order.ts";

/** A fulfilment as REST shows it in an order's `fulfillments`; `quantity` of its lines is what was sent. */
export function fulfilmentPayload(
  order: KeptOrder,
  fulfilment: KeptFulfilment,
  write: (ms: number) => string,
) {
  const at = write(fulfilment.at);
  return {
    id: exact(fulfilment.id),
    admin_graphql_api_id: `gid://shopify/Fulfillment/${fulfilment.id}`,
    created_at: at,
    updated_at: at,
    order_id: exact(order.id),
    name: `${order.name}-F${order.fulfilments.indexOf(fulfilment) + 1}`,
    service: "manual",
    shipment_status: null,
    status: "success",
    tracking_company: null,
    tracking_number: null,
    line_items: fulfilment.lines.flatMap(({ line: index, quantity }) => {
      const line = order.lines[index];
      return line ? [{ ...linePayload(order, line, index), quantity }] : [];
    }),
  };
}
