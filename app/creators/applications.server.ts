import type { ApplicationState, ReadApplication } from "#app/creators/application.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import type { Tx } from "#app/db.server.ts";
import type { ApplicationId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** An application as it is kept. `acceptedAt` is when they accepted `termsVersion`. */
export type Application = ReadApplication & {
  readonly id: ApplicationId;
  readonly emailHash: string;
  readonly language: CreatorLanguage;
  readonly acceptedAt: Date | null;
  readonly state: ApplicationState;
  readonly decidedAt: Date | null;
  /** What the merchant wrote to them when deciding. */
  readonly reply: string | null;
  readonly creatorId: CreatorId | null;
  readonly createdAt: Date;
};

const COLUMNS = `id, name, email, email_hash AS "emailHash", handle, url, audience, message, language,
  terms_version AS "termsVersion", accepted_at AS "acceptedAt", state, decided_at AS "decidedAt", reply,
  creator_id AS "creatorId", created_at AS "createdAt"`;

/** Keeps an application; the same id again changes nothing. @returns whether it is new */
export async function keepApplication(
  tx: Tx,
  shopId: ShopId,
  id: ApplicationId,
  applied: ReadApplication & { readonly emailHash: string; readonly language: CreatorLanguage },
  now: Date,
): Promise<boolean> {
  const { name, email, emailHash, handle, url, audience, message, language, termsVersion } = applied;
  const { rowCount } = await tx.query(
    `INSERT INTO application (shop_id, id, name, email, email_hash, handle, url, audience, message, language, terms_version, accepted_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`,
    [
      ...[shopId, id, name, email, emailHash, handle, url, audience, message, language],
      ...[termsVersion, termsVersion === null ? null : now, now],
    ],
  );
  return rowCount === 1;
}

/** Finds an application and locks it until the transaction ends; null when the shop has none of that id. */
export async function lockApplication(
  tx: Tx,
  shopId: ShopId,
  id: ApplicationId,
): Promise<Application | null> {
  const { rows } = await tx.query<Application>(
    `SELECT ${COLUMNS} FROM application WHERE shop_id = $1 AND id = $2 FOR UPDATE`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Finds an application; null when the shop has none of that id. */
export async function findApplication(
  tx: Tx,
  shopId: ShopId,
  id: ApplicationId,
): Promise<Application | null> {
  const { rows } = await tx.query<Application>(
    `SELECT ${COLUMNS} FROM application WHERE shop_id = $1 AND id = $2`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** A page of applications, those that wait first, then the newest; and how many there are of each state. */
export async function listApplications(
  tx: Tx,
  shopId: ShopId,
  { state, page, size }: { state: ApplicationState | null; page: number; size: number },
): Promise<{ applications: Application[]; counts: Readonly<Record<ApplicationState, number>> }> {
  const { rows } = await tx.query<Application>(
    `SELECT ${COLUMNS} FROM application WHERE shop_id = $1 AND ($2::text IS NULL OR state = $2)
     ORDER BY state = 'waiting' DESC, created_at DESC, id LIMIT $3 OFFSET $4`,
    [shopId, state, size, (page - 1) * size],
  );
  const counted = await tx.query(
    "SELECT state, count(*)::int AS count FROM application WHERE shop_id = $1 GROUP BY state",
    [shopId],
  );
  const count = (of: ApplicationState) => counted.rows.find((row) => row.state === of)?.count ?? 0;
  return {
    applications: rows,
    counts: { waiting: count("waiting"), approved: count("approved"), declined: count("declined") },
  };
}

/** A text that is another one whenever an application came, or was decided on. */
export async function markOfApplications(tx: Tx, shopId: ShopId): Promise<string> {
  const { rows } = await tx.query<{ mark: string }>(
    "SELECT concat(count(*), ' ', max(created_at), ' ', max(decided_at)) AS mark FROM application WHERE shop_id = $1",
    [shopId],
  );
  return rows[0]?.mark ?? "";
}

/** Which of these e-mails (hashed) have applied more than once, and how often. */
export async function countApplicationsOf(
  tx: Tx,
  shopId: ShopId,
  emailHashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query(
    `SELECT email_hash, count(*)::int AS count FROM application WHERE shop_id = $1 AND email_hash = ANY($2) GROUP BY email_hash`,
    [shopId, emailHashes],
  );
  return new Map(rows.map((row) => [row.email_hash, row.count]));
}

/** Creators whose e-mail reaches one of these mailboxes (hashed), the first of each. */
export async function findCreatorsByMailbox(
  tx: Tx,
  shopId: ShopId,
  mailboxHashes: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: CreatorId; readonly name: string }>> {
  const { rows } = await tx.query(
    `SELECT DISTINCT ON (mailbox_hash) mailbox_hash, id, name FROM creator
     WHERE shop_id = $1 AND mailbox_hash = ANY($2) ORDER BY mailbox_hash, created_at, id`,
    [shopId, mailboxHashes],
  );
  return new Map(rows.map((row) => [row.mailbox_hash, { id: row.id, name: row.name }]));
}

/** Records what was decided of an application, what was written to them, and whom it made a creator. */
export async function decideApplication(
  tx: Tx,
  shopId: ShopId,
  id: ApplicationId,
  decided: { state: "approved" | "declined"; reply: string; creatorId: CreatorId | null },
  now: Date,
): Promise<void> {
  await tx.query(
    "UPDATE application SET state = $3, reply = $4, creator_id = $5, decided_at = $6 WHERE shop_id = $1 AND id = $2",
    [shopId, id, decided.state, decided.reply, decided.creatorId, now],
  );
}

/** Every application of a person, by the hashes of their e-mails. */
export async function listApplicationsOf(
  tx: Tx,
  shopId: ShopId,
  emailHashes: readonly string[],
): Promise<Application[]> {
  const { rows } = await tx.query<Application>(
    `SELECT ${COLUMNS} FROM application WHERE shop_id = $1 AND email_hash = ANY($2) ORDER BY created_at, id`,
    [shopId, emailHashes],
  );
  return rows;
}

/** Forgets a person's applications, by the hashes of their e-mails; those that made somebody a creator stay with the creator. */
export async function forgetApplications(
  tx: Tx,
  shopId: ShopId,
  emailHashes: readonly string[],
): Promise<void> {
  await tx.query(
    "DELETE FROM application WHERE shop_id = $1 AND email_hash = ANY($2) AND state <> 'approved'",
    [shopId, emailHashes],
  );
}
