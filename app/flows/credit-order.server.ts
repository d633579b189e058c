import { type Attribution, attribute } from "#app/attribution/attribute.ts";
import { findTouches, saveAttribution } from "#app/attribution/attributions.server.ts";
import { type Click, clicksOf, visitsNamed } from "#app/attribution/click.ts";
import { holdPolicies } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { findVisits } from "#app/attribution/visits.server.ts";
import type { SamePerson } from "#app/attribution/weigh.ts";
import { codeKey } from "#app/creators/code.ts";
import { findClaims, findCreators } from "#app/creators/codes.server.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";
import { type OrderWorth, orderInstant, whyUncounted } from "#app/orders/counted.ts";
import { isForgotten } from "#app/orders/customer.ts";
import { findJourney } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";

/**
 * Decides who an order is credited to, by what is known now, and moves the figures to that. Writes in the caller's
 * transaction.
 */
export async function creditOrder(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  customerId: CustomerId | null,
  worth: OrderWorth,
): Promise<Attribution> {
  const before = isForgotten(customerId) ? await findTouches(tx, shopId, order.id) : null;
  const keys = [...new Set(order.codes.map((used) => codeKey(used.code)))];
  const { ownerships, creators: owners } = await findClaims(tx, shopId, keys);
  const clicks = before ? clicksIn(before) : await findClicks(tx, shopId, order);
  const clicked = clicks.flatMap(({ link }) => (link ? [link.creatorId] : []));
  const creators = [...owners, ...(await findCreators(tx, shopId, clicked))];
  // A guest may have turned out to be a customer, and that customer the creator.
  const buyer = { ...order.buyer, customerId };
  const isSame = before ? sameAsBefore(before) : samePerson;
  const claims = { ownerships, clicks, creators };
  const policy = policyAt(await holdPolicies(tx, shopId), orderInstant(order));
  const attribution = attribute({ ...order, buyer }, claims, policy, isSame);
  await saveAttribution(tx, shopId, order.id, attribution, {
    instant: orderInstant(order),
    currency: order.currency,
    customerId,
    isCounted: whyUncounted(order) === null,
    net: worth.net,
    refunded: worth.before - worth.net,
  });
  return attribution;
}

/** The clicks that led to an order: visits it names, and what Shopify told of its journey. */
async function findClicks(tx: Tx, shopId: ShopId, order: Order): Promise<readonly Click[]> {
  const named = visitsNamed(order);
  // Shopify is asked only about orders whose session it knew.
  const journey = order.landingSite === null ? null : await findJourney(tx, shopId, order.id);
  const refs = [...new Set((journey ?? []).map(({ ref }) => ref))];
  const issued = named.length > 0 ? await findVisits(tx, shopId, named) : [];
  const links = refs.length > 0 ? await findLinksBySlug(tx, shopId, refs) : [];
  return clicksOf(named, issued, journey ?? [], links);
}

/** Nobody can tell any more by which visits a forgotten buyer came: what was found before they were forgotten stays so. */
function clicksIn(touches: readonly Touch[]): Click[] {
  return touches.flatMap((touch): Click[] => {
    if (touch.kind !== "link") return [];
    const { linkId, creatorId, slug, clickedAt, seen, verdict } = touch;
    const link = linkId && creatorId && slug ? { linkId, creatorId, slug } : null;
    const at = clickedAt === null ? null : new Date(clickedAt);
    return [{ link, at, visit: null, seen, isLive: verdict !== "outside-ownership" }];
  });
}

/** Nor who they were: who was found to be the buyer before they were forgotten stays so. */
function sameAsBefore(touches: readonly Touch[]): SamePerson {
  return (_, creator) => {
    const verdicts = touches
      .filter(({ creatorId }) => creatorId === creator.id)
      .map(({ verdict }) => verdict);
    if (verdicts.includes("self-referral-customer")) return "customer";
    return verdicts.includes("self-referral-email") ? "email" : null;
  };
}
