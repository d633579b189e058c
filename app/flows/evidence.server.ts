import { type Attribution, attribute, type Claims, type HandCredit } from "#app/attribution/attribute.ts";
import type { Binding } from "#app/attribution/binding.ts";
import { type Click, clicksOf, visitsNamed } from "#app/attribution/click.ts";
import { findHands } from "#app/attribution/hands.server.ts";
import type { Policy } from "#app/attribution/policy.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { findVisits } from "#app/attribution/visits.server.ts";
import type { SamePerson } from "#app/attribution/weigh.ts";
import { codeKey } from "#app/creators/code.ts";
import { findClaims, findCreators } from "#app/creators/codes.server.ts";
import type { Creator } from "#app/creators/creator.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import { samePerson } from "#app/creators/same-person.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { isForgotten } from "#app/orders/customer.ts";
import type { ReadJourney } from "#app/orders/journeys.server.ts";
import type { Order } from "#app/orders/order.ts";

/** An order whose evidence is to be gathered; `decided` is how it was decided before, null when it was not. */
export type Asked = {
  readonly order: Order;
  readonly customerId: CustomerId | null;
  readonly decided: { readonly touches: readonly Touch[] } | null;
};

/** All that an order is decided by, but the policy and what binds its customer. */
export type Evidence = Asked & Pick<Claims, "ownerships" | "clicks"> & { readonly hand: HandCredit | null };

/**
 * Gathers what some orders are decided by, and every creator it speaks of, with `more` of them. Locks codes, then links,
 * against change until the transaction ends.
 */
export async function gatherEvidence(
  tx: Tx,
  shopId: ShopId,
  asked: readonly Asked[],
  journeys: ReadonlyMap<OrderId, ReadJourney>,
  more: readonly CreatorId[] = [],
): Promise<{ readonly evidence: readonly Evidence[]; readonly creators: readonly Creator[] }> {
  const keysOf = ({ order }: Asked) => [...new Set(order.codes.map((used) => codeKey(used.code)))];
  const keys = [...new Set(asked.flatMap(keysOf))];
  const { ownerships, creators: owners } = await findClaims(tx, shopId, keys);
  const byKey = Map.groupBy(ownerships, ({ key }) => key);
  const clicks = await findClicks(tx, shopId, asked, journeys);
  // By hand only what was decided before can be credited.
  const known = asked.filter(({ decided }) => decided !== null).map(({ order }) => order.id);
  const hands = known.length > 0 ? await findHands(tx, shopId, known) : new Map<OrderId, HandCredit>();
  const evidence = asked.map((each) => ({
    ...{ ...each, clicks: clicks.get(each.order.id) ?? [], hand: hands.get(each.order.id) ?? null },
    ownerships: keysOf(each).flatMap((key) => byKey.get(key) ?? []),
  }));
  const named = evidence.flatMap((each) => [
    ...each.clicks.flatMap(({ link }) => (link ? [link.creatorId] : [])),
    ...(each.hand?.creatorId ? [each.hand.creatorId] : []),
  ]);
  const others = await findCreators(tx, shopId, [...new Set([...named, ...more])]);
  return { evidence, creators: [...owners, ...others] };
}

/** Decides an order by its evidence, by a policy, and by what binds its customer. */
export function decideBy(
  { order, customerId, decided, ownerships, clicks, hand }: Evidence,
  creators: readonly Creator[],
  policy: Policy,
  binding: Binding | null,
): Attribution {
  // A guest may have turned out to be a customer, and that customer the creator.
  const buyer = { ...order.buyer, customerId };
  const before = touchesBefore(customerId, decided);
  const isSame = before ? sameAsBefore(before) : samePerson;
  const claims = { ownerships, clicks, creators, binding, hand };
  return attribute({ ...order, buyer }, claims, policy, isSame);
}

/** What led to an order whose buyer was forgotten since, as it was found before; null of any other. */
const touchesBefore = (customerId: CustomerId | null, decided: Asked["decided"]) =>
  isForgotten(customerId) ? (decided?.touches ?? null) : null;

/** The clicks that led to each order: visits it names, and what Shopify told of its journey. */
async function findClicks(
  tx: Tx,
  shopId: ShopId,
  asked: readonly Asked[],
  journeys: ReadonlyMap<OrderId, ReadJourney>,
): Promise<ReadonlyMap<OrderId, readonly Click[]>> {
  const leads = asked.map(({ order, customerId, decided }) => {
    const before = touchesBefore(customerId, decided);
    const visits = before ? [] : (journeys.get(order.id)?.visits ?? []);
    return { id: order.id, before, visits, named: before ? [] : visitsNamed(order) };
  });
  const named = [...new Set(leads.flatMap((lead) => lead.named))];
  const refs = [...new Set(leads.flatMap(({ visits }) => visits.map(({ ref }) => ref)))];
  const issued = named.length > 0 ? await findVisits(tx, shopId, named) : [];
  const links = refs.length > 0 ? await findLinksBySlug(tx, shopId, refs) : [];
  const byId = Map.groupBy(issued, ({ id }) => id);
  return new Map(
    leads.map(({ id, before, visits, named: own }) => {
      const ours = own.flatMap((visit) => byId.get(visit) ?? []);
      return [id, before ? clicksIn(before) : clicksOf(own, ours, visits, links)];
    }),
  );
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
  return (_, creator, by) => {
    const verdicts = touches
      .filter(({ creatorId }) => creatorId === creator.id)
      .map(({ verdict }) => verdict);
    return by.find((each) => verdicts.includes(`self-referral-${each}`)) ?? null;
  };
}
