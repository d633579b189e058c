import { findCode } from "#app/creators/kept-codes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { CodeId, MailId } from "#app/kernel/id.ts";
import { findMail, type Mail, markSent, markUndeliverable } from "#app/queue/mail.server.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import { findPost, type Post } from "#app/queue/smtp.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** Without a mail server nobody can be written to; one that was set meanwhile is found so late at most. */
const NO_SERVER_MS = 60_000;
/** Shopify makes a code within seconds. */
const NO_CODE_MS = 2_000;
/** A server that puts one mail off again and again is believed after so long (RFC 5321, 4.5.4.1: four to five days). */
const GIVE_UP_MS = 5 * 86_400_000;

/** What is to be sent; an invitation waits for the code it names. */
export type MailWish = { readonly mailId: MailId; readonly codeId: CodeId | null };

/** Reads what is to be sent from a job. */
export const mailWishIn = (payload: Readonly<Record<string, unknown>>): MailWish => ({
  mailId: payload.mailId as MailId,
  codeId: (payload.codeId ?? null) as CodeId | null,
});

/**
 * Sends a mail. It is the same message however often it is sent (by its Message-ID), because a worker may die between the
 * server's yes and our mark. What the server refuses for ever ends with the reason; everything else is tried again.
 */
export async function sendMail(
  database: Database,
  shop: Pick<Shop, "id" | "name">,
  { mailId, codeId }: MailWish,
  now: Date,
  post: Post | null = findPost(),
): Promise<JobOutcome> {
  const { mail, code } = await inShop(database, shop.id, async (tx) => ({
    mail: await findMail(tx, shop.id, mailId),
    code: codeId && (await findCode(tx, shop.id, codeId)),
  }));
  if (!mail || mail.sentAt !== null || mail.problem !== null) return { state: "done" };
  if (code?.state === "creating")
    return { state: "again", afterMs: NO_CODE_MS, reason: "its code is being created in Shopify" };
  if (code?.state === "refused") return given(mail, `code-refused:${code.code}`);
  if (!post) return { state: "again", afterMs: NO_SERVER_MS, reason: "no mail server is set" };
  const { id, recipient, subject, text, html } = mail;
  const refused = await post({ id, from: shop.name, to: recipient, subject, text, html });
  if (!refused) return { state: "done", effects: (tx) => markSent(tx, shop.id, mailId, now) };
  const isOver = now.getTime() - mail.createdAt.getTime() > GIVE_UP_MS;
  if (refused.isForEver || isOver) return given(mail, refused.reason);
  throw new Error(`The mail server put it off: ${refused.reason}`);

  function given({ id }: Mail, problem: string): JobOutcome {
    const effects = (tx: Parameters<typeof markUndeliverable>[0]) =>
      markUndeliverable(tx, shop.id, id, problem);
    return { state: "failed", reason: problem, effects };
  }
}
