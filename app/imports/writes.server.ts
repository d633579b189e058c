import type { CodeKey, Terms } from "#app/creators/code.ts";
import { columnsOf } from "#app/creators/codes.server.ts";
import type { CreatorParticulars } from "#app/creators/creator.ts";
import type { Tx } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ImportId, LinkId, ShopId } from "#app/kernel/id.ts";

/** A creator as they are to be kept. */
export type KeptCreator = CreatorParticulars & {
  readonly id: CreatorId;
  readonly mailboxHash: string | null;
};

/** Keeps creators, new or changed, in one statement; each id once. */
export async function saveCreators(
  tx: Tx,
  shopId: ShopId,
  creators: readonly KeptCreator[],
  now: Date,
): Promise<void> {
  const sorted = [...creators].sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = <Name extends keyof KeptCreator>(name: Name) => sorted.map((each) => each[name]);
  await tx.query(
    `INSERT INTO creator (shop_id, id, name, email, mailbox_hash, customer_id, handle, language, program_id, created_at, updated_at)
     SELECT $1, u.*, $10, $10 FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       AS u (id, name, email, mailbox_hash, customer_id, handle, language, program_id)
     ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, email = excluded.email, mailbox_hash = excluded.mailbox_hash,
       customer_id = excluded.customer_id, handle = excluded.handle, language = excluded.language,
       program_id = excluded.program_id, updated_at = excluded.updated_at`,
    [
      ...[shopId, column("id"), column("name"), column("email"), column("mailboxHash"), column("customerId")],
      ...[column("handle"), column("language"), column("programId"), now],
    ],
  );
}

/** A code as it is given: of a batch, or by itself. */
export type GivenCode = Terms & {
  readonly id: CodeId;
  readonly creatorId: CreatorId;
  readonly code: string;
  readonly key: CodeKey;
  readonly heldFrom: Date;
  readonly batchId: BatchId | null;
  readonly mayAdopt: boolean;
};

/** Gives creators codes in one statement. Throws (23P01) when somebody holds one of them in that time: lock and look first. */
export async function giveCodes(
  tx: Tx,
  shopId: ShopId,
  codes: readonly GivenCode[],
  now: Date,
): Promise<void> {
  const columns = codes.map(({ value }) => columnsOf(value));
  const column = <Name extends keyof GivenCode>(name: Name) => codes.map((each) => each[name]);
  await tx.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, batch_id, value_kind, basis_points, amount_minor, currency, conditions,
       may_adopt, held_from, created_at)
     SELECT $1, u.*, $14 FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::bigint[],
       $10::text[], $11::jsonb[], $12::boolean[], $13::timestamptz[])
       AS u (id, creator_id, code, key, batch_id, value_kind, basis_points, amount_minor, currency, conditions, may_adopt, held_from)`,
    [
      ...[shopId, column("id"), column("creatorId"), column("code"), column("key"), column("batchId")],
      ...[columns.map((each) => each.kind), columns.map((each) => each.basisPoints)],
      ...[columns.map((each) => each.minor), columns.map((each) => each.currency)],
      codes.map(({ conditions }) => JSON.stringify(conditions)),
      ...[column("mayAdopt"), column("heldFrom"), now],
    ],
  );
}

/** A link to the shop that applies no code. */
export type PlainLink = {
  readonly id: LinkId;
  readonly creatorId: CreatorId;
  readonly slug: string;
  readonly path: string;
  /** From when on clicks on it count. */
  readonly createdAt: Date;
};

/** Adds links in one statement. Throws when the shop has a link of one of these slugs by now: look first. */
export async function addLinks(tx: Tx, shopId: ShopId, links: readonly PlainLink[]): Promise<void> {
  const column = <Name extends keyof PlainLink>(name: Name) => links.map((each) => each[name]);
  const { rowCount } = await tx.query(
    `INSERT INTO link (shop_id, id, creator_id, slug, path, title, created_at)
     SELECT $1, u.id, u.creator_id, u.slug, u.path, '', u.created_at
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS u (id, creator_id, slug, path, created_at)
     ORDER BY u.slug ON CONFLICT (shop_id, slug) DO NOTHING`,
    [shopId, column("id"), column("creatorId"), column("slug"), column("path"), column("createdAt")],
  );
  if (rowCount !== links.length)
    throw new Error("A link of the same address was made by somebody else in this moment.");
}

/** Somebody an import brought who has no link; `since` is when their first code began to credit, if they have one. */
export type Linkless = { readonly id: CreatorId; readonly name: string; readonly since: Date | null };

/** Those whom an import brought and gave no link, in the sequence of its rows. */
export async function listLinkless(tx: Tx, shopId: ShopId, importId: ImportId): Promise<Linkless[]> {
  const { rows } = await tx.query<Linkless>(
    `SELECT creator.id, creator.name,
       (SELECT min(held_from) FROM code WHERE code.shop_id = $1 AND code.creator_id = creator.id) AS since
     FROM (SELECT creator_id, min(line) AS line FROM import_line
         WHERE shop_id = $1 AND import_id = $2 AND outcome = 'new' GROUP BY creator_id) AS brought
       JOIN creator ON creator.shop_id = $1 AND creator.id = brought.creator_id
     WHERE NOT EXISTS (SELECT 1 FROM link WHERE link.shop_id = $1 AND link.creator_id = creator.id) ORDER BY brought.line`,
    [shopId, importId],
  );
  return rows;
}
