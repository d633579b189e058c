import { type Decision, findDecision } from "#app/attribution/decided.server.ts";
import { type Application, listApplicationsOf } from "#app/creators/applications.server.ts";
import { type CreatorOnRecord, listCreatorPeople, readCreator } from "#app/creators/on-record.server.ts";
import { type Database, inShop, inSystem, type Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import { money, toDecimal } from "#app/kernel/money.ts";
import { orderInstant } from "#app/orders/counted.ts";
import { normalEmail } from "#app/orders/customer.ts";
import { listEmailsOf } from "#app/orders/merges.server.ts";
import type { Order } from "#app/orders/order.ts";
import { findOrder } from "#app/orders/orders.server.ts";
import { findCustomersOf, listOrdersOfPerson } from "#app/orders/person.server.ts";
import { findDataRequest, settleRequest } from "#app/orders/privacy-requests.server.ts";
import { findRefunds } from "#app/orders/refunds.server.ts";
import { findBodies, keptUntil } from "#app/queue/bodies.server.ts";
import { listMailsTo, type MailNote } from "#app/queue/mail.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { holdsTraces, tracesOf } from "#app/shopify/traces.ts";

/** Everything kept of one person, for the merchant to hand over. Amounts are decimal texts in the currency beside them. */
export type CustomerFile = {
  readonly shop: string;
  readonly requestedAt: Date;
  readonly madeAt: Date;
  readonly customerIds: readonly CustomerId[];
  /** E-mails are kept as keyed hashes, from which nobody can read them: how many. */
  readonly hashedEmails: number;
  /** So are phones, and the doors their parcels went to. */
  readonly hashedPhones: number;
  readonly hashedAddresses: number;
  readonly orders: readonly OrderOnFile[];
  readonly creators: readonly CreatorOnRecord[];
  /** What they wrote when they applied to be creators. */
  readonly applications: readonly ApplicationOnFile[];
  /** What was written to them. */
  readonly mails: readonly MailOnFile[];
  /** Messages of Shopify that tell of the person and are still kept, and until when. */
  readonly messages: { readonly count: number; readonly keptUntil: Date | null };
};

type ApplicationOnFile = ReturnType<typeof applicationOnFile>;
type MailOnFile = ReturnType<typeof mailOnFile>;
type OrderOnFile = ReturnType<typeof orderOnFile>;

/**
 * Makes the file a customer's data request asks for, out of the tables as they stand; nothing is stored for it. The first
 * time settles the request. Null when there is no such request, or the person was forgotten since.
 */
export async function exportCustomer(
  database: Database,
  shop: { readonly id: ShopId; readonly domain: string },
  requestId: string,
  now: Date,
): Promise<{ fileName: string; file: CustomerFile } | null> {
  const hash = await findPersonHash(database, secretKeys(), shop.id);
  const kept = await inShop(database, shop.id, async (tx) => {
    const read = await readPerson(tx, shop.id, requestId, hash);
    if (read) await settleRequest(tx, shop.id, requestId, now);
    return read;
  });
  if (!kept) return null;
  const { orderIds, ...rest } = kept;
  const traces = tracesOf([...rest.customerIds, ...orderIds], { email: null, phone: null });
  const bodies = await inSystem(database, (tx) =>
    findBodies(tx, shop.domain, (body) => holdsTraces(body, traces)),
  );
  const until = bodies.map(({ receivedAt }) => Number(keptUntil(receivedAt)));
  const messages = {
    count: bodies.length,
    keptUntil: until.length > 0 ? new Date(Math.max(...until)) : null,
  };
  return {
    fileName: `tributary-${requestId}.json`,
    file: { shop: shop.domain, madeAt: now, ...rest, messages },
  };
}

async function readPerson(tx: Tx, shopId: ShopId, requestId: string, hash: PersonHash) {
  const request = await findDataRequest(tx, shopId, requestId);
  if (!request) return null;
  const customerIds = await findCustomersOf(tx, shopId, request);
  const theirs = await listOrdersOfPerson(tx, shopId, request, customerIds);
  const orders: OrderOnFile[] = [];
  const emails = new Set(await listEmailsOf(tx, shopId, customerIds));
  const mailboxes = new Set<string>();
  const phones = new Set<string>();
  const doors = new Set<string>();
  for (const { id } of theirs) {
    const stored = await findOrder(tx, shopId, id);
    if (!stored) continue;
    const order = { ...stored.order, refunds: await findRefunds(tx, shopId, id) };
    if (order.buyer.emailHash) emails.add(order.buyer.emailHash);
    for (const mailbox of order.buyer.mailboxHashes) mailboxes.add(mailbox);
    for (const phone of order.buyer.phoneHashes) phones.add(phone);
    if (order.buyer.door) doors.add(order.buyer.door.flat ?? order.buyer.door.house);
    orders.push(orderOnFile(order, await findDecision(tx, shopId, id)));
  }
  if (request.emailHash !== null) emails.add(request.emailHash);
  const creators: CreatorOnRecord[] = [];
  for (const { id, email, mailboxHash, phoneHash, customerId } of await listCreatorPeople(tx, shopId)) {
    const normal = normalEmail(email ?? "");
    const isThem =
      (customerId !== null && customerIds.includes(customerId)) ||
      (mailboxHash !== null && mailboxes.has(mailboxHash)) ||
      (phoneHash !== null && phones.has(phoneHash)) ||
      (normal !== null && emails.has(hash.email(normal)));
    if (isThem) creators.push(await readCreator(tx, shopId, id));
  }
  return {
    requestedAt: request.receivedAt,
    customerIds,
    hashedEmails: emails.size,
    hashedPhones: phones.size,
    hashedAddresses: doors.size,
    orders,
    creators,
    applications: (await listApplicationsOf(tx, shopId, [...emails])).map(applicationOnFile),
    mails: (await listMailsTo(tx, shopId, [...emails])).map(mailOnFile),
    orderIds: theirs.map(({ id }): OrderId => id),
  };
}

function applicationOnFile({ id: _, emailHash: __, creatorId: ___, ...application }: Application) {
  return application;
}

function mailOnFile({ kind, recipient, subject, createdAt, sentAt }: MailNote) {
  return { kind, recipient, subject, createdAt, sentAt };
}

function orderOnFile(order: Order, decision: Decision | null) {
  const { currency } = order;
  const text = (minor: number) => toDecimal(money(minor, currency));
  return {
    id: order.id,
    name: order.name,
    placedAt: orderInstant(order),
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    fulfilledAt: order.fulfilledAt,
    isTest: order.isTest,
    financialStatus: order.financialStatus,
    source: order.sourceName,
    currency,
    customerId: order.buyer.customerId,
    lines: order.lines.map((line) => ({
      title: line.title,
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      price: text(line.price),
      discount: text(line.discount),
      tax: text(line.tax),
    })),
    codes: order.codes.map(({ code, discount }) => ({ code, discount: text(discount) })),
    refunds: order.refunds.map((refund) => ({
      at: refund.createdAt,
      lines: refund.lines.map(({ lineId, quantity }) => ({
        title: order.lines.find((line) => line.id === lineId)?.title ?? null,
        quantity,
      })),
      adjustments: refund.adjustments.map(({ kind, amount }) => ({ kind, amount: text(amount) })),
    })),
    landingPage: order.landingSite,
    referrer: order.referringSite,
    country: order.country,
    visits: order.visits,
    credit: decision && {
      ...decision,
      net: text(decision.net),
      refunded: text(decision.refunded),
      touches: decision.touches.map((touch) =>
        "discount" in touch ? { ...touch, discount: text(touch.discount) } : touch,
      ),
    },
  };
}
