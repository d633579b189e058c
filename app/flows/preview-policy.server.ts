import { randomBytes } from "node:crypto";
import { bindingAt, type Past } from "#app/attribution/binding.ts";
import { holdRules, savePolicy } from "#app/attribution/policies.server.ts";
import {
  type PolicyFields,
  type PolicyRefusal,
  type PolicyVersion,
  parsePolicy,
  policyAt,
} from "#app/attribution/policy.ts";
import { type Compared, openPreview } from "#app/attribution/preview.ts";
import {
  askPreview,
  findPreview,
  listByCustomer,
  listByTime,
  notePreview,
  type PreviewedOrder,
  removePreview,
  type Stretch,
} from "#app/attribution/previews.server.ts";
import { creditsOf } from "#app/attribution/shares.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askDecisions } from "#app/flows/decide-since.server.ts";
import { decideBy, gatherEvidence } from "#app/flows/evidence.server.ts";
import { type CreatorId, type CustomerId, newId, type PreviewId, type ShopId } from "#app/kernel/id.ts";
import { invariant } from "#app/kernel/invariant.ts";
import { addMonths, type Month, startOfMonth } from "#app/kernel/month.ts";
import { findJourneys } from "#app/orders/journeys.server.ts";
import { findOrders } from "#app/orders/orders.server.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

type Shop = { readonly id: ShopId; readonly timeZone: string };
type Months = { readonly from: Month; readonly to: Month };

/** Orders decided at a time; after each the progress is told. */
const CHUNK = 500;

const stretchOf = ({ from, to }: Months, timeZone: string): Stretch => ({
  from: startOfMonth(from, timeZone),
  to: startOfMonth(addMonths(to, 1), timeZone),
});

/** Asks what a policy would change of the orders of whole months, both included. Nothing of it is saved but the question. */
export async function askForPreview(
  database: Database,
  shop: Shop,
  fields: PolicyFields,
  months: Months,
  now: Date,
): Promise<{ readonly id: PreviewId } | PolicyRefusal> {
  const policy = parsePolicy(fields);
  if ("because" in policy) return policy;
  const id = newId("preview", randomBytes(20));
  const asked = { id, policy, fromMonth: months.from, toMonth: months.to };
  await inShop(database, shop.id, async (tx) => {
    await askPreview(tx, shop.id, asked, stretchOf(months, shop.timeZone), now);
    await enqueue(tx, shop.id, { kind: "preview", key: id, payload: { previewId: id } }, now);
  });
  return { id };
}

/** Removes a preview; nothing else was ever written. Twice changes nothing. */
export const cancelPreview = (database: Database, shopId: ShopId, id: PreviewId): Promise<unknown> =>
  inShop(database, shopId, (tx) => removePreview(tx, shopId, id));

/**
 * Saves the policy that was previewed, from now on, or (`isBackdated`) from the preview's first month on: then the orders
 * since are decided anew. No payout settles an order yet, so none is spared. Null when the preview is gone.
 */
export async function savePreviewed(
  database: Database,
  shop: Shop,
  id: PreviewId,
  isBackdated: boolean,
  now: Date,
): Promise<{ readonly from: Date } | null> {
  return inShop(database, shop.id, async (tx) => {
    const found = await removePreview(tx, shop.id, id);
    if (!found) return null;
    const from = isBackdated ? startOfMonth(found.fromMonth, shop.timeZone) : now;
    await savePolicy(tx, shop.id, found.policy, { from, now });
    await askDecisions(tx, shop.id, "policy", from, now);
    return { from };
  });
}

/**
 * Decides the orders of a preview's months by its policy, as if it had been saved from the first of them on, and adds up
 * what would change hands; nothing is written but how far it is. Where a policy binds customers, their orders are decided
 * one after the other, each by what those before it would have been.
 */
export async function previewPolicy(
  database: Database,
  shop: Shop,
  id: PreviewId,
  clock: () => Date,
): Promise<JobOutcome> {
  const kept = await findPreview(database, shop.id);
  if (kept?.id !== id || kept.finishedAt !== null) return { state: "done" };
  const stretch = stretchOf({ from: kept.fromMonth, to: kept.toMonth }, shop.timeZone);
  const { versions } = await inShop(database, shop.id, (tx) => holdRules(tx, shop.id));
  const draft = { ...kept.policy, from: stretch.from, savedAt: clock() };
  const decider = openDecider(shop, stretch, [...versions, draft]);
  const preview = openPreview();
  const decidePart = async (tx: Tx, list: List, after: PreviewedOrder | null): Promise<Part> => {
    const orders = await list(tx, shop.id, stretch, after, CHUNK);
    return { orders, compared: await decider.decide(tx, orders) };
  };
  let done = 0;
  for (const list of decider.binds ? [listByCustomer, listNobodys] : [listEverybodys]) {
    for (let after: PreviewedOrder | null = null; ; ) {
      const part: Part = await inShop(database, shop.id, (tx) => decidePart(tx, list, after));
      for (const each of part.compared) preview.add(each);
      done += part.compared.length;
      after = part.orders.at(-1) ?? null;
      if (part.orders.length < CHUNK) break;
      if (!(await inShop(database, shop.id, (tx) => notePreview(tx, shop.id, id, { done }))))
        return { state: "done" };
    }
  }
  const result = preview.result();
  return {
    state: "done",
    effects: async (tx) => {
      await notePreview(tx, shop.id, id, { done, result, at: clock() });
    },
  };
}

type List = typeof listByCustomer;
type Part = { readonly orders: readonly PreviewedOrder[]; readonly compared: readonly Compared[] };
const listEverybodys: List = (...asked) => listByTime(...asked);
const listNobodys: List = (...asked) => listByTime(...asked, true);

/** Decides orders that come in sequence as other versions of the policy would; remembers the past of one customer at a time. */
function openDecider(shop: Shop, { from }: Stretch, versions: readonly PolicyVersion[]) {
  const binds = versions.some(({ binding }) => binding !== "off");
  let customer: CustomerId | null = null;
  let past: Past[] = [];

  async function decide(tx: Tx, listed: readonly PreviewedOrder[]): Promise<Compared[]> {
    const asked = listed.filter(({ instant }) => instant >= from);
    const ids = asked.map(({ id }) => id);
    const stored = new Map((await findOrders(tx, shop.id, ids)).map((each) => [each.order.id, each]));
    const journeys = await findJourneys(tx, shop.id, ids);
    const bound = [...past.map(({ to }) => to), ...listed.map(({ creatorId }) => creatorId)];
    const questions = asked.map(({ id, customerId, touches }) => {
      const order = stored.get(id)?.order;
      invariant(order, `${id} was decided and is not stored`);
      return { order, customerId, decided: { touches } };
    });
    const more = bound.filter((id): id is CreatorId => id !== null);
    const { evidence, creators } = await gatherEvidence(tx, shop.id, questions, journeys, more);
    const found = new Map(evidence.map((each) => [each.order.id, each]));
    return listed.flatMap((order) => {
      if (order.customerId !== customer) [customer, past] = [order.customerId, []];
      const each = found.get(order.id);
      if (!each) {
        past.push({ ...order, name: "" });
        return [];
      }
      const policy = policyAt(versions, order.instant);
      const binding = customer === null ? null : bindingAt(past, order.instant, policy, shop.timeZone);
      const now = decideBy(each, creators, policy, binding);
      if (binds && customer !== null)
        past.push({ ...order, name: each.order.name, to: now.because === "binding" ? null : now.to });
      const { id, instant, currency, net, isCounted, creatorId: to, touches } = order;
      const hands = { before: creditsOf({ to, touches }), after: creditsOf(now) };
      return [{ ...{ id, instant, currency, net, isCounted, name: each.order.name }, ...hands }];
    });
  }

  return { binds, decide };
}
