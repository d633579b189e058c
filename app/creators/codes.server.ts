import type { CodeKey, CodeValue, Conditions, Ownership } from "#app/creators/code.ts";
import type { Creator } from "#app/creators/creator.ts";
import { pausesIn, pausesOf } from "#app/creators/pauses.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CodeId, CreatorId, ProgramId, ShopId } from "#app/kernel/id.ts";

/**
 * Who ever held these codes, and those creators, with their pauses. A code Shopify refused was never held; one whose terms
 * came to their end is held no longer: it takes nothing off, whoever still writes it on an order.
 */
export async function findClaims(
  tx: Tx,
  shopId: ShopId,
  keys: readonly CodeKey[],
): Promise<{ ownerships: Ownership[]; creators: Creator[] }> {
  if (keys.length === 0) return { ownerships: [], creators: [] };
  await tx.query(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended(key, 1)) FROM unnest($1::text[]) AS key",
    [lockKeys(shopId, keys)],
  );
  const { rows } = await tx.query(
    `SELECT code.id AS code_id, code.key, code.held_from,
       least(code.held_to, (code.conditions->>'endsAt')::timestamptz) AS held_to, creator.id, creator.name, creator.customer_id, creator.mailbox_hash, ${HASHES},
       ${pausesOf("creator")} AS pauses, creator.programs,
       ${pausesOf("code")} AS code_pauses
     FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.key = ANY($2) AND code.state <> 'refused' ORDER BY code.key, code.held_from`,
    [shopId, keys],
  );
  const ownerships = rows.map((row) => ({
    codeId: row.code_id,
    key: row.key,
    creatorId: row.id,
    held: { from: row.held_from, to: row.held_to },
    pauses: pausesIn(row.code_pauses),
  }));
  const creators = new Map<CreatorId, Creator>(rows.map((row) => [row.id, creatorIn(row)]));
  return { ownerships, creators: [...creators.values()] };
}

/**
 * Makes orders with these codes wait until what changes about them is committed (and this wait for orders being decided):
 * so that a credit is decided either wholly before the change, and decided anew, or wholly after it.
 */
export async function lockCodes(tx: Tx, shopId: ShopId, keys: readonly CodeKey[]): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended(key, 1)) FROM unnest($1::text[]) AS key", [
    lockKeys(shopId, keys),
  ]);
}

const lockKeys = (shopId: ShopId, keys: readonly CodeKey[]) => keys.map((key) => `${shopId} ${key}`).sort();

/**
 * Finds creators by id, as attribution sees them. They are locked against change as codes are (see `lockCodes`): after the
 * codes, which everybody locks first.
 */
export async function findCreators(tx: Tx, shopId: ShopId, ids: readonly CreatorId[]): Promise<Creator[]> {
  if (ids.length === 0) return [];
  await tx.query(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended(key, 1)) FROM unnest($1::text[]) AS key",
    [[...new Set(ids)].map((id) => creatorKey(shopId, id)).sort()],
  );
  const { rows } = await tx.query(
    `SELECT creator.id, creator.name, creator.customer_id, creator.mailbox_hash, ${HASHES}, ${pausesOf("creator")} AS pauses, creator.programs
     FROM creator WHERE creator.shop_id = $1 AND creator.id = ANY($2) ORDER BY creator.id`,
    [shopId, ids],
  );
  return rows.map(creatorIn);
}

/** Makes orders that a creator's links led to wait, as `lockCodes` does for codes; to be called after it. */
export async function lockLinksOf(tx: Tx, shopId: ShopId, id: CreatorId): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [creatorKey(shopId, id)]);
}

// No code holds a space.
const creatorKey = (shopId: ShopId, id: CreatorId) => `${shopId} links of ${id}`;

const HASHES = "creator.phone_hash, creator.house_hash, creator.flat_hash";

function creatorIn(row: {
  id: CreatorId;
  name: string;
  customer_id: Creator["customerId"];
  mailbox_hash: string | null;
  phone_hash: string | null;
  house_hash: string | null;
  flat_hash: string | null;
  pauses: Parameters<typeof pausesIn>[0];
  programs: readonly { id: ProgramId | null; from: string }[];
}): Creator {
  const { id, name, customer_id: customerId, mailbox_hash: mailboxHash, phone_hash: phoneHash } = row;
  const door = row.house_hash === null ? null : { house: row.house_hash, flat: row.flat_hash };
  const programs = row.programs.map((each) => ({ id: each.id, from: new Date(each.from) }));
  return { id, name, customerId, mailboxHash, phoneHash, door, pauses: pausesIn(row.pauses), programs };
}

/** The codes a creator ever held. */
export async function listCodeKeys(tx: Tx, shopId: ShopId, id: CreatorId): Promise<CodeKey[]> {
  const { rows } = await tx.query<{ key: CodeKey }>(
    "SELECT DISTINCT key FROM code WHERE shop_id = $1 AND creator_id = $2 ORDER BY key",
    [shopId, id],
  );
  return rows.map((row) => row.key);
}

/** A code as it is given to a creator. */
export type NewCode = {
  readonly id: CodeId;
  readonly creatorId: CreatorId;
  readonly code: string;
  readonly key: CodeKey;
  readonly value: CodeValue;
  readonly conditions?: Conditions;
  readonly mayAdopt?: boolean;
  readonly heldFrom: Date;
};

/** Gives a creator a code from `heldFrom` on. @returns who holds it in that time already, or null when it is given */
export async function giveCode(
  tx: Tx,
  shopId: ShopId,
  { id, creatorId, code, key, value, conditions = {}, mayAdopt = false, heldFrom }: NewCode,
  now: Date,
): Promise<{ heldBy: string } | null> {
  await lockCodes(tx, shopId, [key]);
  const { rows } = await tx.query<{ name: string }>(
    `SELECT creator.name FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.key = $2 AND code.state <> 'refused' AND (code.held_to IS NULL OR code.held_to > $3) LIMIT 1`,
    [shopId, key, heldFrom],
  );
  if (rows[0]) return { heldBy: rows[0].name };
  const { kind, basisPoints, minor, currency } = columnsOf(value);
  await tx.query(
    `INSERT INTO code (shop_id, id, creator_id, code, key, value_kind, basis_points, amount_minor, currency, conditions, may_adopt, held_from, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[shopId, id, creatorId, code, key, kind, basisPoints, minor, currency],
      ...[JSON.stringify(conditions), mayAdopt, heldFrom, now],
    ],
  );
  return null;
}

/** The columns of what a code takes off, wherever it is written down. */
export function columnsOf(value: CodeValue) {
  const { kind } = value;
  return {
    kind,
    basisPoints: kind === "percent" ? value.basisPoints : null,
    minor: kind === "amount" ? value.minor : null,
    currency: kind === "amount" ? value.currency : null,
  };
}

/** What a row's columns say a code takes off. */
export function valueIn(row: {
  value_kind: string;
  basis_points: number | null;
  amount_minor: string | number | bigint | null;
  currency: string | null;
}): CodeValue {
  if (row.value_kind === "percent") return { kind: "percent", basisPoints: row.basis_points ?? 0 };
  if (row.value_kind === "free-shipping") return { kind: "free-shipping" };
  return { kind: "amount", minor: Number(row.amount_minor), currency: row.currency ?? "" };
}
