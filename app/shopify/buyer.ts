import { type Address, doorOf } from "#app/kernel/address.ts";
import type { CustomerId } from "#app/kernel/id.ts";
import { phoneIn } from "#app/kernel/phone.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import type { Buyer } from "#app/orders/order.ts";
import { gid } from "#app/shopify/gid.ts";
import type { OrderShape } from "#app/shopify/shapes.ts";

/**
 * Hashes a normal e-mail, a mailbox, a phone (E.164), a door, under the shop's own key: the plain text goes no further
 * than this file.
 */
export type PersonHash = {
  email(normal: string): string;
  mailbox(mailbox: string): string;
  phone(e164: string): string;
  door(door: string): string;
};

/** Who bought, by hashes: every e-mail and every phone the order names, and the door its parcel goes to. */
export function buyerOf(order: OrderShape, hash: PersonHash): Buyer {
  const emails = emailsIn([order.email, order.contact_email, order.customer?.email]);
  const [email] = emails;
  const to = order.shipping_address;
  return {
    customerId: order.customer ? (gid("Customer", order.customer) as CustomerId) : null,
    emailHash: email === undefined ? null : hash.email(email),
    mailboxHashes: [...new Set(emails.map((each) => hash.mailbox(mailboxOf(each))))],
    phoneHashes: phonesOf(order).map((each) => hash.phone(each)),
    door: to ? doorHash(addressIn(to), hash) : null,
  };
}

/** E-mails in their normal form, each once, the checkout's first. */
export function emailsIn(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.map((text) => normalEmail(text ?? "")).filter((email) => email !== null))];
}

/** Keyed hashes of the door an address leads to; null where none can be told. */
export function doorHash(address: Address, hash: Pick<PersonHash, "door">): Buyer["door"] {
  const door = doorOf(address);
  if (!door) return null;
  const { house, flat } = door;
  return {
    house: hash.door(house),
    flat: flat === null ? null : hash.door(`${house} / ${flat}`),
  };
}

const addressIn = (address: NonNullable<OrderShape["shipping_address"]>): Address => ({
  street: address.address1 ?? "",
  more: address.address2 ?? "",
  postalCode: address.zip ?? "",
  country: address.country_code ?? "",
});

/** Every phone the order names, each once and in one order, as E.164; national ones are read as of the address beside them. */
function phonesOf({ phone, customer, shipping_address, billing_address }: OrderShape): string[] {
  const home = shipping_address?.country_code ?? billing_address?.country_code ?? null;
  const named = [
    [phone, home],
    [customer?.phone, home],
    [shipping_address?.phone, shipping_address?.country_code ?? null],
    [billing_address?.phone, billing_address?.country_code ?? null],
  ] as const;
  const read = named.map(([text, country]) => (text ? phoneIn(text, country) : null));
  return [...new Set(read.filter((each) => each !== null))].sort();
}
