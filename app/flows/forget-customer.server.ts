import { forgetReasons } from "#app/attribution/hands.server.ts";
import { renameCustomers } from "#app/attribution/renamed.server.ts";
import { forgetApplications } from "#app/creators/applications.server.ts";
import { listCreatorsOf, moveCreator } from "#app/creators/creators.server.ts";
import { type Tx, withinShop } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { settleCustomers } from "#app/ltv/customers.server.ts";
import { anonymous, isForgotten } from "#app/orders/customer.ts";
import { lockBuyer } from "#app/orders/customers.server.ts";
import { anonymizeOrders, newNobody, rememberForgotten, removePerson } from "#app/orders/forgotten.server.ts";
import { listEmailsOf, lockMerges } from "#app/orders/merges.server.ts";
import { findOrder, lockOrder, type StoredOrder } from "#app/orders/orders.server.ts";
import { findCustomersOf, listOrdersOfPerson } from "#app/orders/person.server.ts";
import { forgetRequests, recordForgotten } from "#app/orders/privacy-requests.server.ts";
import { dropBodies, findBodies, type Held, holdDeliveries, listWaiting } from "#app/queue/bodies.server.ts";
import { forgetMails } from "#app/queue/mail.server.ts";
import type { Redact } from "#app/shopify/privacy.ts";
import { holdsTraces, readTold, type Told, tracesOf } from "#app/shopify/traces.ts";

/** A person as far as the tables, and what waits in the inbox, tell who they are. */
type Person = {
  readonly customers: readonly CustomerId[];
  readonly orderIds: readonly OrderId[];
  readonly emailHashes: readonly string[];
};

/** Topics of deliveries that tell of people: only these are dropped before they were applied. */
const OF_PEOPLE = /^(orders|refunds|customers)\//;

/** More became known of the person while their deliveries were searched: PostgreSQL's code for "begin anew". */
class Grown extends Error {
  readonly code = "40001";
}

/**
 * Forgets a person: their orders are nobody's from now on, the sums stay as they are, and nothing kept leads back to them,
 * bodies of deliveries included. Orders of theirs told later are nobody's, too. Doing it twice changes nothing more.
 * The bodies come before any lock on the person: a delivery being applied holds its row, and may want such a lock.
 */
export async function forgetCustomer(
  tx: Tx,
  shop: { readonly id: ShopId; readonly domain: string },
  redact: Redact,
  deliveryId: string,
  now: Date,
): Promise<void> {
  const bodies = await listWaiting(tx, shop.domain, "customers/merge");
  const merges = bodies.map((body) => readTold("customers/merge", body)?.customerIds ?? []);
  const person = await withinShop(tx, shop.id, () => findPerson(tx, shop.id, redact, merges));
  const traces = tracesOf([...person.customers, ...person.orderIds], redact);
  const found = await findBodies(tx, shop.domain, (body) => holdsTraces(body, traces));
  const held = await holdDeliveries(
    tx,
    found.map(({ id }) => id),
  );
  const { dropped, orderIds } = sort(held, (told) => isOf(told, person, redact));
  await withinShop(tx, shop.id, async () => {
    const locked = await lockPerson(tx, shop.id, redact, merges, orderIds);
    const known = new Set<string>([...person.customers, ...person.orderIds, ...orderIds]);
    if ([...locked.customers, ...locked.orderIds].some((id) => !known.has(id))) throw new Grown();
    await forget(tx, shop.id, redact, locked, deliveryId, now);
  });
  await dropBodies(tx, dropped, "redacted", now);
}

async function findPerson(
  tx: Tx,
  shopId: ShopId,
  redact: Redact,
  merges: readonly (readonly CustomerId[])[],
  more: readonly OrderId[] = [],
): Promise<Person> {
  const orderIds = [...redact.orderIds, ...more];
  let customers: readonly CustomerId[] = [];
  // Customers whose merge waits to be applied are one already.
  for (let grown: readonly CustomerId[] | null = []; grown; ) {
    customers = await findCustomersOf(tx, shopId, redact, grown);
    const joined = merges.filter((pair) => pair.some((id) => customers.includes(id))).flat();
    grown = joined.some((id) => !customers.includes(id)) ? [...customers, ...joined] : null;
  }
  const orders = await listOrdersOfPerson(tx, shopId, { ...redact, orderIds }, customers);
  const emails = [redact.emailHash, ...orders.map(({ emailHash }) => emailHash)].filter(
    (each) => each !== null,
  );
  return {
    customers,
    orderIds: [...new Set([...orderIds, ...orders.map(({ id }) => id)])].sort(),
    emailHashes: [...new Set([...emails, ...(await listEmailsOf(tx, shopId, customers))])].sort(),
  };
}

/** Locks all that a person is, in the sequence of everyone who locks: merges, customers, e-mails, orders. */
async function lockPerson(
  tx: Tx,
  shopId: ShopId,
  redact: Redact,
  merges: readonly (readonly CustomerId[])[],
  more: readonly OrderId[],
): Promise<Person> {
  const before = await findPerson(tx, shopId, redact, merges, more);
  for (const id of before.customers) await lockMerges(tx, shopId, id);
  for (const emailHash of before.emailHashes) await lockBuyer(tx, shopId, { customerId: null, emailHash });
  const person = await findPerson(tx, shopId, redact, merges, more);
  for (const id of person.orderIds) await lockOrder(tx, shopId, id);
  return person;
}

async function forget(
  tx: Tx,
  shopId: ShopId,
  redact: Redact,
  person: Person,
  deliveryId: string,
  now: Date,
): Promise<void> {
  const { customers, orderIds, emailHashes } = person;
  const stored: StoredOrder[] = [];
  for (const id of orderIds) {
    const order = await findOrder(tx, shopId, id);
    if (order && !isAnonymous(order)) stored.push(order);
  }
  // One new name for each name they had here, so that distinct customers stay as many as they were.
  const names = new Map(
    stored.flatMap(({ customerId }) => (customerId ? [[customerId, newNobody()] as const] : [])),
  );
  const ids = stored.map(({ order }) => order.id);
  const [nobody = newNobody()] = names.values();
  await anonymizeOrders(tx, shopId, stored, names);
  await forgetReasons(
    tx,
    shopId,
    stored.map(({ order }) => order.id),
  );
  await renameCustomers(tx, shopId, ids, names);
  await settleCustomers(tx, shopId, [...names].flat());
  await removePerson(tx, shopId, customers, redact.emailHash, names);
  for (const id of customers)
    for (const creator of await listCreatorsOf(tx, shopId, id)) await moveCreator(tx, shopId, creator, null);
  await forgetApplications(tx, shopId, emailHashes);
  await forgetMails(tx, shopId, emailHashes);
  await forgetRequests(tx, shopId, person, nobody, now);
  await rememberForgotten(tx, shopId, orderIds, nobody);
  await recordForgotten(tx, shopId, deliveryId, { nobody, orders: stored.length }, now);
}

function isAnonymous({ order, customerId }: StoredOrder): boolean {
  if (customerId !== null) return isForgotten(customerId);
  return JSON.stringify(anonymous(order)) === JSON.stringify(order);
}

/** Which deliveries lose their bodies, and which orders those not applied tell of. Other people's stay as they are. */
function sort(held: readonly Held[], isTheirs: (told: Told) => boolean) {
  const dropped: string[] = [];
  const orderIds: OrderId[] = [];
  for (const { id, topic, state, body } of held) {
    const told = state === "applied" ? null : readTold(topic, body);
    if (told && !isTheirs(told)) continue;
    if (told?.orderId) orderIds.push(told.orderId);
    // What waits to tell of an order is applied, stripped, and dropped then.
    const isFact = state === "waiting" && (told?.orderId || !OF_PEOPLE.test(topic));
    if (!isFact) dropped.push(id);
  }
  return { dropped, orderIds };
}

function isOf({ orderId, customerIds, email }: Told, person: Person, redact: Redact): boolean {
  if (orderId !== null && person.orderIds.includes(orderId)) return true;
  if (customerIds.some((id) => person.customers.includes(id))) return true;
  const isGuest = orderId === null || customerIds.length === 0;
  return isGuest && email !== null && email === redact.email;
}
