import { settleCustomers } from "#app/attribution/acquired.server.ts";
import { type Attribution, attribute, type Claims } from "#app/attribution/attribute.ts";
import {
  type Decided,
  findDecided,
  type Posting,
  saveAttribution,
} from "#app/attribution/attributions.server.ts";
import { type Binding, bindingAt } from "#app/attribution/binding.ts";
import { channelOf } from "#app/attribution/channel.ts";
import { type Click, clicksOf, visitsNamed } from "#app/attribution/click.ts";
import { findKnownBefore, listLater, listPast, lockHistory } from "#app/attribution/history.server.ts";
import { newnessOf } from "#app/attribution/newness.ts";
import { holdRules, type Rules } from "#app/attribution/policies.server.ts";
import { type Policy, policyAt } from "#app/attribution/policy.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { findVisits } from "#app/attribution/visits.server.ts";
import type { SamePerson } from "#app/attribution/weigh.ts";
import { codeKey } from "#app/creators/code.ts";
import { findClaims, findCreators } from "#app/creators/codes.server.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { cameBy } from "#app/orders/came.ts";
import { emptiedAt, type OrderWorth, orderInstant, whyUncounted, worthOf } from "#app/orders/counted.ts";
import { isForgotten } from "#app/orders/customer.ts";
import { findJourney, type ReadJourney } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";
import { findOrder, findRefunds, lockOrder } from "#app/orders/orders.server.ts";

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
  const customers = [...new Set([formerId, customerId])].filter((id) => id !== null).sort();
  for (const id of customers) await lockHistory(tx, shopId, id);
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
  const journey = await findJourney(tx, shopId, order.id);
  const attribution = await decide(tx, shopId, { order, customerId, before, journey }, rules);
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
          channel: channelOf(
            attribution.to !== null,
            journey?.came ?? cameBy(order.landingSite, order.referringSite),
            rules.channels,
          ),
        }),
  } as const;
  await saveAttribution(tx, shopId, order.id, attribution, posting, before);
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
  { order, customerId, before: decided, journey }: Deciding,
  rules: Rules,
): Promise<Attribution> {
  const before = isForgotten(customerId) ? (decided?.touches ?? null) : null;
  const policy = policyAt(rules.versions, orderInstant(order));
  const keys = [...new Set(order.codes.map((used) => codeKey(used.code)))];
  const { ownerships, creators: owners } = await findClaims(tx, shopId, keys);
  const clicks = before ? clicksIn(before) : await findClicks(tx, shopId, order, journey);
  const binding = await findBinding(tx, shopId, order, customerId, policy);
  const others = clicks.flatMap(({ link }) => (link ? [link.creatorId] : []));
  if (binding) others.push(binding.creatorId);
  const creators = [...owners, ...(await findCreators(tx, shopId, others))];
  // A guest may have turned out to be a customer, and that customer the creator.
  const buyer = { ...order.buyer, customerId };
  const isSame = before ? sameAsBefore(before) : samePerson;
  const claims: Claims = { ownerships, clicks, creators, binding };
  return attribute({ ...order, buyer }, claims, policy, isSame);
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

/** The clicks that led to an order: visits it names, and what Shopify told of its journey. */
async function findClicks(
  tx: Tx,
  shopId: ShopId,
  order: Order,
  journey: ReadJourney | null,
): Promise<readonly Click[]> {
  const named = visitsNamed(order);
  const visits = journey?.visits ?? [];
  const refs = [...new Set(visits.map(({ ref }) => ref))];
  const issued = named.length > 0 ? await findVisits(tx, shopId, named) : [];
  const links = refs.length > 0 ? await findLinksBySlug(tx, shopId, refs) : [];
  return clicksOf(named, issued, visits, links);
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
