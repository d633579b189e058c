import type { Creator, DoorHash } from "#app/creators/creator.ts";
import type { CustomerId } from "#app/kernel/id.ts";

/** By what a buyer can be known to be the creator, the surest first. */
export const SAME_BY = ["customer", "email", "phone", "address"] as const;
export type SameBy = (typeof SAME_BY)[number];

/** A buyer as far as telling people apart goes. Every hash is under the same shop key as the creator's. */
type Person = {
  readonly customerId: CustomerId | null;
  readonly mailboxHashes: readonly string[];
  readonly phoneHashes: readonly string[];
  readonly door: DoorHash | null;
};

/**
 * Whether a buyer is the creator, and by what we know it: the same Shopify customer, an e-mail that reaches the same
 * mailbox (`ada+test@gmail.com` is `ada@gmail.com`), the same phone, or a parcel to the same door. Only what `by` names is
 * looked at. What is unknown is never the same: null.
 */
export function samePerson(
  buyer: Person,
  creator: Pick<Creator, "customerId" | "mailboxHash" | "phoneHash" | "door">,
  by: readonly SameBy[],
): SameBy | null {
  const { customerId, mailboxHash, phoneHash, door } = creator;
  const is: Readonly<Record<SameBy, boolean>> = {
    customer: customerId !== null && buyer.customerId === customerId,
    email: mailboxHash !== null && buyer.mailboxHashes.includes(mailboxHash),
    phone: phoneHash !== null && buyer.phoneHashes.includes(phoneHash),
    address: door !== null && buyer.door !== null && isSameDoor(buyer.door, door),
  };
  return SAME_BY.find((each) => by.includes(each) && is[each]) ?? null;
}

/** One house; and one flat, where both name theirs: neighbours are two people. */
const isSameDoor = (one: DoorHash, other: DoorHash) =>
  one.house === other.house && (one.flat === null || other.flat === null || one.flat === other.flat);
