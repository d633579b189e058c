import { randomBytes } from "node:crypto";
import type { WrittenMail } from "#app/creators/mail-letter.ts";
import { type Correspondence, invitationMail } from "#app/creators/mail-text.ts";
import { findWelcome } from "#app/creators/welcome.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { type CreatorId, newId } from "#app/kernel/id.ts";
import { type SpokenLanguage, sayIn } from "#app/locales/spoken.ts";
import { normalEmail } from "#app/orders/customer.ts";
import { keepMail, type MailKind } from "#app/queue/mail.server.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** Somebody a mail is to; in whose program they are, if in any, so that the mail is found on their page. */
export type Recipient = {
  readonly name: string;
  readonly email: string;
  readonly language: SpokenLanguage;
  readonly creatorId: CreatorId | null;
};

/** Writes a mail in the recipient's language and keeps it to be sent, inside the caller's transaction. */
export async function writeTo(
  tx: Tx,
  shop: Shop,
  hash: PersonHash,
  kind: MailKind,
  to: Recipient,
  message: string,
  write: (correspondence: Correspondence) => WrittenMail,
  now: Date,
  payload: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { name, email, language, creatorId } = to;
  const written = write({
    ...{ say: sayIn(language), language, name, message },
    shop: { name: shop.name, host: shop.primaryHost ?? shop.domain, timeZone: shop.timeZone },
  });
  const emailHash = hash.email(normalEmail(email) ?? email);
  const mail = { id: newId("mail", randomBytes(20)), kind, creatorId, recipient: email, emailHash };
  await keepMail(tx, shop.id, { ...mail, ...written }, now, payload);
}

/**
 * Keeps an invitation for a creator, inside the caller's transaction: code, link, terms, what to do next. It is sent once
 * Shopify has the code. @returns "no-email" when nobody knows where to write to
 */
export async function inviteCreator(
  tx: Tx,
  shop: Shop,
  hash: PersonHash,
  creatorId: CreatorId,
  message: string,
  now: Date,
): Promise<"kept" | "no-email" | null> {
  const welcome = await findWelcome(tx, shop.id, creatorId);
  if (!welcome) return null;
  const { name, email, language, code, slug, terms } = welcome;
  if (email === null) return "no-email";
  const link = slug && linkAddress(shop.domain, slug);
  const to = { name, email, language, creatorId };
  await writeTo(
    ...[tx, shop, hash, "invitation" as const, to, message],
    (correspondence) => invitationMail(correspondence, { code, link, terms }),
    now,
    code ? { codeId: code.id } : {},
  );
  return "kept";
}

/** Sends a creator their invitation again, with the code and link they have now. Null when the shop has no such creator. */
export function inviteAgain(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  creatorId: CreatorId,
  now: Date,
): Promise<"kept" | "no-email" | null> {
  return inShop(database, shop.id, (tx) => inviteCreator(tx, shop, hash, creatorId, "", now));
}

function linkAddress(domain: string, slug: string): string {
  const handle = domain.replace(/\.myshopify\.com$/, "");
  return new URL(`/go/${handle}/${slug}`, env().SHOPIFY_APP_URL).href;
}
