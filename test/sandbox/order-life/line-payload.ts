import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { lineStatusOf, unsentUnits } from "#test/sandbox/order-life/fulfilment.ts";
import { exact, exactOrNull } from "#test/sandbox/order-life/json.ts";
import { currentUnits, type KeptLine, type KeptOrder } from "#test/sandbox/order-life/order.ts";

/** Shopify's pair of the same money for shop and buyer. */
export function moneySet(minor: number, currency: string) {
  const money = { amount: formatMinor(minor, currency), currency_code: currency };
  return { shop_money: money, presentment_money: money };
}

/** The allocations of one line: only of codes that take something off it. */
export function allocationsOf(parts: readonly number[], currency: string) {
  return parts.flatMap((minor, index) =>
    minor === 0
      ? []
      : [
          {
            amount: formatMinor(minor, currency),
            amount_set: moneySet(minor, currency),
            discount_application_index: index,
          },
        ],
  );
}

/** One line item of the REST order. */
export function linePayload(order: KeptOrder, line: KeptLine, index: number) {
  const { currency } = order;
  return {
    id: exact(line.id),
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    current_quantity: currentUnits(order, index),
    fulfillable_quantity: unsentUnits(order, index),
    fulfillment_service: "manual",
    fulfillment_status: lineStatusOf(order, index),
    gift_card: line.isGiftCard,
    grams: 0,
    name: line.title,
    price: formatMinor(line.price, currency),
    price_set: moneySet(line.price, currency),
    product_exists: line.productId !== null,
    product_id: exactOrNull(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: !line.isGiftCard && !line.isTip,
    sku: null,
    taxable: !line.isGiftCard && !line.isTip,
    title: line.title,
    total_discount: formatMinor(0, currency),
    variant_id: exactOrNull(line.variantId),
    variant_title: null,
    vendor: null,
    tax_lines: line.tax === 0 ? [] : [taxLine(order, line.tax)],
    duties: [],
    discount_allocations: allocationsOf(line.allocations, currency),
    ...(line.isTip ? { tip_payment_gateway: "shopify_payments", tip_payment_method: "visa" } : {}),
  };
}

/** A tax line of a line item or of the order. */
export function taxLine(order: KeptOrder, minor: number) {
  return {
    price: formatMinor(minor, order.currency),
    rate: Number(order.taxRate ?? "0") / 100,
    title: "Tax",
    price_set: moneySet(minor, order.currency),
    channel_liable: false,
  };
}
