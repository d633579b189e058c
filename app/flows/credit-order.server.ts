import type { Attribution } from "#app/attribution/attribute.ts";
import {
  type Decided,
  findDecided,
  type Posting,
  saveAttribution,
} from "#app/attribution/attributions.server.ts";
import { type Binding, bindingAt } from "#app/attribution/binding.ts";
import { channelOf } from "#app/attribution/channel.ts";
import { findKnownBefore, listLater, listPast, lockHistories } from "#app/attribution/history.server.ts";
import { newnessOf } from "#app/attribution/newness.ts";
import { holdRules, type Rules } from "#app/attribution/policies.server.ts";
import { type Policy, policyAt } from "#app/attribution/policy.ts";
import type { Tx } from "#app/db.server.ts";
import { decideBy, gatherEvidence } from "#app/flows/evidence.server.ts";
import { keepUses } from "#app/flows/keep-uses.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { settleCustomers } from "#app/ltv/customers.server.ts";
import { cameBy } from "#app/orders/came.ts";
import { emptiedAt, type OrderWorth, orderInstant, whyUncounted, worthOf } from "#app/orders/counted.ts";
import { isForgotten } from "#app/orders/customer.ts";
import { findJourneys, type ReadJourney } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { findOrder, lockOrder } from "#app/orders/orders.server.ts";
import { findRefunds } from "#app/orders/refunds.server.ts";

/** How an order was decided, and whether that is its customer's first purchase. */
export type Credit = Attribution & Pick<Posting, "newness">;

/** Whose an order is, and whose it was when it was last decided. */
export type Buyers = { readonly customerId: CustomerId | null; readonly before: CustomerId | null };

/**
 * Decides who an order is credited to, by what is known now, moves the figures to that, and decides the customer's later
 * orders anew where this one may change them. Writes in the caller's transaction, which holds the order's lock, or that
 * of its customer's history.
 */
export async function creditOrder(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  { customerId, before: formerId }: Buyers,
  worth: OrderWorth,
): Promise<Credit> {
  const customers = [...new Set([formerId, customerId])].filter((id) => id !== null);
  if (customers.length > 0) await lockHistories(tx, shopId, customers);
  const credit = await keepCredit(tx, shopId, { order, customerId, worth });
  await settleCustomers(tx, shopId, customers);
  return credit;
}

type Kept = {
  readonly order: Order;
  readonly customerId: CustomerId | null;
  readonly worth: OrderWorth;
};

/** Decides an order and those behind it. The caller holds their customers' histories, and settles them. */
async function keepCredit(tx: Tx, shopId: ShopId, { order, customerId, worth }: Kept): Promise<Credit> {
  const place = { instant: orderInstant(order), id: order.id };
  const before = await findDecided(tx, shopId, order.id);
  const rules = await holdRules(tx, shopId);
  const journey = (await findJourneys(tx, shopId, [order.id])).get(order.id) ?? null;
  const attribution = await decide(tx, shopId, { order, customerId, before, journey }, rules);
  const came = journey?.came ?? cameBy(order.landingSite, order.referringSite);
  const known = customerId && (await findKnownBefore(tx, shopId, customerId, place, journey?.readAt ?? null));
  const posting = {
    ...{ instant: place.instant, currency: order.currency, customerId, net: worth.net },
    ...{ isCounted: whyUncounted(order) === null, refunded: worth.before - worth.net },
    emptiedAt: emptiedAt(order),
    // Of a forgotten buyer nobody can tell any more how they came: what was found before stays so.
    ...(before && isForgotten(customerId)
      ? { newness: before.posting.newness, channel: before.posting.channel }
      : {
          newness: known ? newnessOf(known, journey ?? { position: null, orders: null }) : "unknown",
          channel: channelOf(attribution.to !== null, came, rules.channels),
        }),
  } as const;
  await saveAttribution(tx, shopId, order.id, attribution, posting, before);
  await keepUses(tx, shopId, { order, customerId, came, attribution, before });
  if (known?.hasLater || before)
    await decideLater(tx, shopId, { attribution, posting, before, id: order.id }, rules);
  return { ...attribution, newness: posting.newness };
}

/** Decides a stored order anew; nothing happens when there is no such order. */
export async function decideAnew(tx: Tx, shopId: ShopId, id: OrderId): Promise<void> {
  await lockOrder(tx, shopId, id);
  const found = await findKept(tx, shopId, id);
  if (!found) return;
  const { order, customerId, worth } = found;
  await creditOrder(tx, shopId, order, { customerId, before: customerId }, worth);
}

async function findKept(tx: Tx, shopId: ShopId, id: OrderId): Promise<Kept | null> {
  const stored = await findOrder(tx, shopId, id);
  if (!stored) return null;
  const order = { ...stored.order, refunds: await findRefunds(tx, shopId, id) };
  return { order, customerId: stored.customerId, worth: worthOf(order) };
}

type Deciding = {
  readonly order: Order;
  readonly customerId: CustomerId | null;
  readonly before: Decided | null;
  readonly journey: ReadJourney | null;
};

async function decide(
  tx: Tx,
  shopId: ShopId,
  { order, customerId, before, journey }: Deciding,
  rules: Rules,
): Promise<Attribution> {
  const policy = policyAt(rules.versions, orderInstant(order));
  const binding = await findBinding(tx, shopId, order, customerId, policy);
  const asked = { order, customerId, decided: before };
  const journeys = new Map(journey ? [[order.id, journey]] : []);
  const bound = binding ? [binding.creatorId] : [];
  const { evidence, creators } = await gatherEvidence(tx, shopId, [asked], journeys, bound);
  const [found] = evidence;
  invariant(found, `evidence was gathered for ${order.id}, and none came`);
  return decideBy(found, creators, policy, binding);
}

/** What an earlier order bound the customer to; asked for only where the policy binds. */
async function findBinding(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  customerId: CustomerId | null,
  policy: Policy,
): Promise<Binding | null> {
  if (policy.binding === "off" || customerId === null) return null;
  const instant = orderInstant(order);
  const { past, timeZone } = await listPast(tx, shopId, customerId, { instant, id: order.id });
  return bindingAt(past, instant, policy, timeZone);
}

/** Decides the customers' later orders anew where something changed that they are decided by. */
async function decideLater(
  tx: Tx,
  shopId: ShopId,
  {
    attribution,
    posting,
    before,
    id,
  }: { attribution: Attribution; posting: Posting; before: Decided | null; id: OrderId },
  { versions }: Rules,
): Promise<void> {
  const was = before?.posting;
  const binds = versions.some(({ binding }) => binding !== "off");
  const isSameSale =
    was?.customerId === posting.customerId &&
    Number(was.instant) === Number(posting.instant) &&
    was.isCounted === posting.isCounted &&
    Number(was.emptiedAt) === Number(posting.emptiedAt);
  const isSameBond =
    before?.to === attribution.to &&
    before.because === attribution.because &&
    was?.newness === posting.newness;
  if (isSameSale && (isSameBond || !binds)) return;
  for (const customerId of new Set([was?.customerId ?? null, posting.customerId])) {
    if (customerId === null) continue;
    const instant = was && was.instant < posting.instant ? was.instant : posting.instant;
    for (const later of await listLater(tx, shopId, customerId, { instant, id }, binds)) {
      // Its own lock is left alone: whoever holds it waits for this history, and then decides by what it has told.
      const found = later === id ? null : await findKept(tx, shopId, later);
      if (found) await keepCredit(tx, shopId, found);
    }
  }
}
