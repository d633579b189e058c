import { attribute, type SamePerson } from "#app/attribution/attribute.ts";
import { findTouches, saveAttribution } from "#app/attribution/attributions.server.ts";
import { codeKey } from "#app/creators/code.ts";
import { findClaims } from "#app/creators/codes.server.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { type OrderWorth, orderInstant, whyUncounted } from "#app/orders/counted.ts";
import { isForgotten } from "#app/orders/customer.ts";
import type { Order } from "#app/orders/order.ts";

/** Decides who an order is credited to, by what is known now, and moves the figures to that. Writes in the caller's transaction. */
export async function creditOrder(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  customerId: CustomerId | null,
  worth: OrderWorth,
): Promise<void> {
  const keys = [...new Set(order.codes.map((used) => codeKey(used.code)))];
  const { ownerships, creators } = await findClaims(tx, shopId, keys);
  const isSame = isForgotten(customerId) ? await sameAsBefore(tx, shopId, order.id) : samePerson;
  // A guest may have turned out to be a customer, and that customer the creator.
  const buyer = { ...order.buyer, customerId };
  const attribution = attribute({ ...order, buyer }, ownerships, creators, isSame);
  await saveAttribution(tx, shopId, order.id, attribution, {
    instant: orderInstant(order),
    currency: order.currency,
    customerId,
    isCounted: whyUncounted(order) === null,
    net: worth.net,
    refunded: worth.before - worth.net,
  });
}

/** Nobody can tell any more who a forgotten buyer was: who was found to be the buyer before they were forgotten stays so. */
async function sameAsBefore(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<SamePerson> {
  const touches = await findTouches(tx, shopId, orderId);
  return (_, creator) => {
    const verdict = touches.find((touch) => touch.creatorId === creator.id)?.verdict;
    if (verdict === "self-referral-customer") return "customer";
    return verdict === "self-referral-email" ? "email" : null;
  };
}
