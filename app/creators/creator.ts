import type { CreatorId, CustomerId } from "#app/kernel/id.ts";
import { contains, type Interval } from "#app/kernel/time.ts";

/** A creator as attribution sees one: who they are as a buyer, and when they were paused. */
export type Creator = {
  readonly id: CreatorId;
  readonly name: string;
  readonly customerId: CustomerId | null;
  /** HMAC of the mailbox their e-mail reaches, under the shop's key; null when no e-mail is known. */
  readonly mailboxHash: string | null;
  readonly pauses: readonly Interval[];
};

/** What a merchant typed about a creator, as it came. */
export type CreatorFields = { readonly name: string; readonly email: string; readonly customerId: string };

/** A creator's particulars, usable: the e-mail as typed but trimmed, the customer as Shopify's GID. */
export type CreatorParticulars = {
  readonly name: string;
  readonly email: string | null;
  readonly customerId: CustomerId | null;
};

/** What is wrong with each field; a field that is right is not named. */
export type CreatorRefusal = {
  readonly because: {
    readonly name?: "empty" | "too-long";
    readonly email?: "not-an-email" | "too-long";
    readonly customerId?: "not-a-customer";
  };
};

const LONGEST_NAME = 120;
const LONGEST_EMAIL = 254;

/** Whether a creator was paused at an instant: the pause containing it decides, whenever we are asked. */
export function isPausedAt(creator: Pick<Creator, "pauses">, instant: Date): boolean {
  return creator.pauses.some((pause) => contains(pause, instant));
}

/**
 * Reads a creator from the merchant's form: a name of 1 to 120 characters, an e-mail or nothing, and a Shopify customer or
 * nothing, as digits ("123"), a GID, or the address of its admin page (".../customers/123") -> `gid://shopify/Customer/123`.
 */
export function parseCreator(fields: CreatorFields): CreatorParticulars | CreatorRefusal {
  const name = fields.name
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const email = fields.email.trim();
  const customer = fields.customerId.trim();
  const customerId = customerIn(customer);
  const because = {
    ...(name === "" && { name: "empty" as const }),
    ...([...name].length > LONGEST_NAME && { name: "too-long" as const }),
    ...(email !== "" && !isEmail(email) && { email: "not-an-email" as const }),
    ...(email.length > LONGEST_EMAIL && { email: "too-long" as const }),
    ...(customer !== "" && customerId === null && { customerId: "not-a-customer" as const }),
  };
  if (Object.keys(because).length > 0) return { because };
  return { name, email: email === "" ? null : email, customerId };
}

function isEmail(text: string): boolean {
  return text.isWellFormed() && /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u.test(text.normalize("NFKC"));
}

function customerIn(text: string): CustomerId | null {
  const found =
    /^([1-9]\d{0,19})$/.exec(text) ??
    /^gid:\/\/shopify\/Customer\/([1-9]\d{0,19})$/.exec(text) ??
    /^https:\/\/[^\s?#]+\/customers\/([1-9]\d{0,19})\/?(?:[?#]\S*)?$/.exec(text);
  return found ? (`gid://shopify/Customer/${found[1]}` as CustomerId) : null;
}
