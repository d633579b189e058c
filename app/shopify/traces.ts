import type { CustomerId, OrderId } from "#app/kernel/id.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { PayloadError } from "#app/shopify/json.ts";
import { parseEdit, parseMerge } from "#app/shopify/notices.ts";
import { parseCustomer, parseOrder, parseRefund } from "#app/shopify/payload.ts";
import { parseDataRequest, type Redact } from "#app/shopify/privacy.ts";

/** What a stored body is searched for: whole numbers, and texts in small letters. */
export type Traces = { readonly numbers: ReadonlySet<string>; readonly texts: readonly string[] };

/** What gives a person away in a body: the numbers of their customers and orders, their e-mail, their phone. */
export function tracesOf(
  ids: readonly (CustomerId | OrderId)[],
  { email, phone }: Pick<Redact, "email" | "phone">,
): Traces {
  const numbers = ids
    .map((id) => /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(id)?.[1])
    .filter((id) => id !== undefined);
  // An address in an address (`?email=ada%40example.com`) has its @ written otherwise.
  const texts = [email, email?.replace("@", "%40"), phone].filter(
    (text) => text !== null && text !== undefined,
  );
  return { numbers: new Set(numbers), texts: texts.map((text) => letters(new TextEncoder().encode(text))) };
}

/** Whether a stored body, readable or not, holds one of the numbers whole, or one of the texts in any letter case. */
export function holdsTraces(body: Uint8Array, { numbers, texts }: Traces): boolean {
  const text = letters(body);
  if (texts.some((each) => text.includes(each))) return true;
  for (const [number] of text.matchAll(/\d+/g)) if (numbers.has(number)) return true;
  return false;
}

/** Hashes nothing, so that an e-mail in a body can be compared with one in clear. */
const PLAIN: PersonHash = {
  email: (normal) => normal,
  mailbox: (mailbox) => mailbox,
  phone: (e164) => e164,
  door: (door) => door,
};

/** Whom a delivery tells of, e-mails in clear; an order's refund or edit tells of the order only. */
export type Told = {
  readonly orderId: OrderId | null;
  readonly customerIds: readonly CustomerId[];
  readonly email: string | null;
};

/** Reads whom a delivery tells of, by its topic; null for topics that tell of nobody, and bodies that cannot be read. */
export function readTold(topic: string, body: Uint8Array): Told | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const tell = TELLING[topic];
    return tell ? tell(text) : null;
  } catch (error) {
    if (error instanceof PayloadError || error instanceof TypeError) return null;
    throw error;
  }
}

const tellOrder = (text: string): Told => {
  const { id, buyer } = parseOrder(text, PLAIN);
  return { orderId: id, customerIds: buyer.customerId ? [buyer.customerId] : [], email: buyer.emailHash };
};
const tellCustomer = (text: string): Told => {
  const { id, emailHash } = parseCustomer(text, PLAIN);
  return { orderId: null, customerIds: [id], email: emailHash };
};
const tellPart = ({ orderId }: { orderId: OrderId }): Told => ({ orderId, customerIds: [], email: null });

const TELLING: Readonly<Record<string, (text: string) => Told | null>> = {
  "orders/create": tellOrder,
  "orders/updated": tellOrder,
  "orders/paid": tellOrder,
  "orders/fulfilled": tellOrder,
  "orders/cancelled": tellOrder,
  "orders/edited": (text) => tellPart(parseEdit(text)),
  "refunds/create": (text) => tellPart(parseRefund(text)),
  "customers/create": tellCustomer,
  "customers/update": tellCustomer,
  "customers/merge": (text) => {
    const merge = parseMerge(text);
    return merge && { orderId: null, customerIds: [merge.keptId, merge.deletedId], email: null };
  },
  "customers/data_request": (text) => {
    const { customerId, emailHash } = parseDataRequest(text, null, PLAIN);
    return { orderId: null, customerIds: customerId ? [customerId] : [], email: emailHash };
  },
};

/** Bytes as letters, one for each: a body that is no UTF-8 can be searched, too. */
function letters(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes).toLowerCase();
}
