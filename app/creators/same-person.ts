import type { Creator } from "#app/creators/creator.ts";
import type { CustomerId } from "#app/kernel/id.ts";

/** A buyer as far as telling people apart goes. The hash is of the mailbox, under the same shop key as the creator's. */
type Person = { readonly customerId: CustomerId | null; readonly mailboxHashes: readonly string[] };

/**
 * Whether a buyer is the creator, and by what we know it: the same Shopify customer, or an e-mail that reaches the same
 * mailbox (`ada+test@gmail.com` is `ada@gmail.com`). What is unknown is never the same: null.
 */
export function samePerson(
  buyer: Person,
  creator: Pick<Creator, "customerId" | "mailboxHash">,
): "customer" | "email" | null {
  if (buyer.customerId !== null && buyer.customerId === creator.customerId) return "customer";
  if (creator.mailboxHash !== null && buyer.mailboxHashes.includes(creator.mailboxHash)) return "email";
  return null;
}
