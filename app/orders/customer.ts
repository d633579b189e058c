import type { CustomerId } from "#app/kernel/id.ts";
import type { Buyer, Order } from "#app/orders/order.ts";

/**
 * Mail hosts that document plus-addressing: `ada+shop@` reaches `ada@`.
 * Sources: Google "Get messages sent to a dot or plus address"; Microsoft "Plus Addressing in Exchange Online" and
 * Outlook.com; Apple iCloud Mail; Fastmail "Plus addressing and subdomain addressing"; Proton "Addresses and aliases".
 * Yahoo's `base-keyword@` is not here: its base is a made-up name, not the mailbox's.
 */
const PLUS_ADDRESSING: ReadonlySet<string> = new Set(
  [
    "gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it hotmail.com hotmail.co.uk hotmail.de",
    "hotmail.fr hotmail.es hotmail.it live.com live.co.uk live.de live.fr live.nl msn.com icloud.com me.com mac.com",
    "fastmail.com fastmail.fm proton.me protonmail.com protonmail.ch pm.me",
  ].flatMap((hosts) => hosts.split(" ")),
);

/** Hosts that also ignore dots before the @ (Google: "Dots don't matter in Gmail addresses"), and are one host under two names. */
const GMAIL: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);

/**
 * The form in which e-mails join one customer: trim, NFKC, lower case, no more; " Ada@Example.com" -> "ada@example.com".
 * Null when empty or without exactly one @.
 */
export function normalEmail(text: string): string | null {
  // Trimmed last: NFKC makes spaces of its own out of lone accents.
  const email = text.normalize("NFKC").trim().toLowerCase();
  return /^[^@]+@[^@]+$/.test(email) ? email : null;
}

/**
 * The mailbox a normal e-mail reaches: `a.da+sale@googlemail.com` -> `ada@gmail.com`. Only for self-referral, where two
 * spellings are one person; customers are joined by `normalEmail` alone.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf("@");
  const host = email.slice(at + 1);
  if (!PLUS_ADDRESSING.has(host)) return email;
  const local = email.slice(0, at).replace(/(?<=.)\+.*$/s, "");
  return GMAIL.has(host) ? `${local.replaceAll(".", "")}@gmail.com` : `${local}@${host}`;
}

/**
 * Whose order it is: Shopify's customer; else, for a guest, the oldest (smallest id) Shopify customer known with this
 * e-mail; else `guest:` and the e-mail's keyed hash; null when neither is known: counted in revenue, in no cohort.
 */
export function customerOf(
  buyer: Pick<Buyer, "customerId" | "emailHash">,
  shopifyCustomersWithThisEmail: readonly CustomerId[],
): CustomerId | null {
  if (buyer.customerId !== null) return buyer.customerId;
  if (buyer.emailHash === null) return null;
  const [oldest] = [...shopifyCustomersWithThisEmail].sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
  return oldest ?? (`guest:${buyer.emailHash}` as CustomerId);
}

/** Whether this stands for a person who was forgotten: nothing may lead back to them. */
export function isForgotten(id: CustomerId | null): boolean {
  return id?.startsWith("redacted:") ?? false;
}

/** An order without anything of whoever bought it, nor of the way they came. */
export function anonymous(order: Order): Order {
  return {
    ...order,
    buyer: { customerId: null, emailHash: null, mailboxHashes: [], phoneHashes: [], door: null },
    landingSite: null,
    referringSite: null,
    country: null,
    visits: [],
  };
}

function numberOf(customer: CustomerId): bigint {
  const found = /^gid:\/\/shopify\/Customer\/(\d+)$/.exec(customer);
  if (!found)
    throw new Error(`${customer} is not a Shopify customer: pass only gid://shopify/Customer/... here`);
  return BigInt(found[1] ?? 0);
}
