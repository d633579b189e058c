import type { Database, Tx } from "#app/db.server.ts";
import { inShop } from "#app/db.server.ts";
import type { CreatorId, MailId, ShopId } from "#app/kernel/id.ts";
import { enqueue } from "#app/queue/outbox.server.ts";

/** What a mail is for. */
export type MailKind = "invitation" | "application-received" | "application-declined";

/** A mail as it is asked for; `emailHash` is the keyed hash of the recipient's e-mail, by which it can be forgotten. */
export type NewMail = {
  readonly id: MailId;
  readonly kind: MailKind;
  readonly creatorId: CreatorId | null;
  readonly recipient: string;
  readonly emailHash: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** A mail as it is kept: sent at `sentAt`, never to be delivered because of `problem`, or waiting while both are null. */
export type Mail = NewMail & {
  readonly problem: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

/** What became of a mail, for a person to look at. */
export type MailNote = Pick<
  Mail,
  "id" | "kind" | "recipient" | "subject" | "problem" | "createdAt" | "sentAt"
>;

const NOTE = `id, kind, recipient, subject, problem, created_at AS "createdAt", sent_at AS "sentAt"`;

/**
 * Keeps a mail and asks for it to be sent, inside the shop's transaction that makes it necessary.
 * @param payload what else the job must know, beside the mail's id
 */
export async function keepMail(
  tx: Tx,
  shopId: ShopId,
  mail: NewMail,
  now: Date,
  payload: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { id, kind, creatorId, recipient, emailHash, subject, text, html } = mail;
  await tx.query(
    `INSERT INTO mail (shop_id, id, kind, creator_id, recipient, email_hash, subject, text, html, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [shopId, id, kind, creatorId, recipient, emailHash, subject, text, html, now],
  );
  await enqueue(tx, shopId, { kind: "send-mail", key: id, payload: { ...payload, mailId: id } }, now);
}

/** Finds a mail; null when there is none, or its recipient was forgotten. */
export async function findMail(tx: Tx, shopId: ShopId, id: MailId): Promise<Mail | null> {
  const { rows } = await tx.query<Mail>(
    `SELECT ${NOTE}, creator_id AS "creatorId", email_hash AS "emailHash", text, html FROM mail WHERE shop_id = $1 AND id = $2`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Records that a mail server took the mail. */
export async function markSent(tx: Tx, shopId: ShopId, id: MailId, now: Date): Promise<void> {
  await tx.query("UPDATE mail SET sent_at = $3 WHERE shop_id = $1 AND id = $2", [shopId, id, now]);
}

/** Records that a mail will never be delivered, and why. */
export async function markUndeliverable(tx: Tx, shopId: ShopId, id: MailId, problem: string): Promise<void> {
  await tx.query("UPDATE mail SET problem = $3 WHERE shop_id = $1 AND id = $2 AND sent_at IS NULL", [
    shopId,
    id,
    problem,
  ]);
}

/** Whether a mail of this kind was kept for an e-mail (hashed) since an instant. */
export async function hasMailSince(
  tx: Tx,
  shopId: ShopId,
  kind: MailKind,
  emailHash: string,
  since: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "SELECT 1 FROM mail WHERE shop_id = $1 AND email_hash = $2 AND kind = $3 AND created_at >= $4 LIMIT 1",
    [shopId, emailHash, kind, since],
  );
  return rowCount === 1;
}

/** The mails to a person, by the hashes of their e-mails or as this creator, newest first; no more than 50. */
export async function listMailsTo(
  tx: Tx,
  shopId: ShopId,
  emailHashes: readonly string[],
  creatorId: CreatorId | null = null,
): Promise<MailNote[]> {
  const { rows } = await tx.query<MailNote>(
    `SELECT ${NOTE} FROM mail WHERE shop_id = $1 AND (email_hash = ANY($2) OR creator_id = $3)
     ORDER BY created_at DESC, id LIMIT 50`,
    [shopId, emailHashes, creatorId],
  );
  return rows;
}

/** A text that is another one whenever a mail was written, sent or refused. */
export async function markOfMails(tx: Tx, shopId: ShopId): Promise<string> {
  const { rows } = await tx.query<{ mark: string }>(
    "SELECT concat(count(*), ' ', max(created_at), ' ', max(sent_at), ' ', count(problem)) AS mark FROM mail WHERE shop_id = $1",
    [shopId],
  );
  return rows[0]?.mark ?? "";
}

/** Forgets every mail to a person, by the hashes of their e-mails; one that waits is never sent. */
export async function forgetMails(tx: Tx, shopId: ShopId, emailHashes: readonly string[]): Promise<void> {
  await tx.query("DELETE FROM mail WHERE shop_id = $1 AND email_hash = ANY($2)", [shopId, emailHashes]);
}

/** How many of a shop's mails wait to be sent, the first of them since when, and why the first one that failed did. */
export async function findWaitingMails(
  database: Database,
  shopId: ShopId,
): Promise<{ waiting: number; since: Date | null; lastError: string | null }> {
  const { rows } = await inShop(database, shopId, (tx) =>
    tx.query(
      "SELECT count(*)::int AS waiting, min(created_at) AS since FROM mail WHERE shop_id = $1 AND sent_at IS NULL AND problem IS NULL",
      [shopId],
    ),
  );
  const { rows: jobs } = await database.system.query(
    `SELECT last_error FROM outbox WHERE shop_id = $1 AND kind = 'send-mail' AND state = 'waiting' AND last_error IS NOT NULL
     ORDER BY created_at, id LIMIT 1`,
    [shopId],
  );
  return { ...rows[0], lastError: jobs[0]?.last_error ?? null };
}
