import type { CodeKey } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorRow } from "#app/imports/row.ts";
import { foldings, type Known, type KnownCode, type KnownCreator } from "#app/imports/told.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

/** Finds whom rows may be about, who holds their codes and links: by what they say, and `also` by id. */
export async function findKnown(
  tx: Tx,
  shopId: ShopId,
  rows: readonly CreatorRow[],
  also: readonly CreatorId[],
): Promise<Known> {
  const keys = [...new Set(rows.flatMap(({ codes }) => codes.map(({ key }) => key)))];
  const slugs = rows.flatMap(({ slug }) => slug ?? []);
  const codes = await findCodes(tx, shopId, keys);
  const links = await tx.query<{ slug: string; creator_id: CreatorId; path: string }>(
    "SELECT slug, creator_id, path FROM link WHERE shop_id = $1 AND slug = ANY($2)",
    [shopId, slugs],
  );
  const ids = [
    ...also,
    ...[...codes.values()].flatMap((held) => held.map(({ creatorId }) => creatorId)),
    ...links.rows.map((row) => row.creator_id),
  ];
  return {
    creators: await findCreators(tx, shopId, rows, ids),
    codes,
    links: new Map(links.rows.map(({ slug, creator_id: creatorId, path }) => [slug, { creatorId, path }])),
  };
}

async function findCreators(tx: Tx, shopId: ShopId, rows: readonly CreatorRow[], ids: readonly CreatorId[]) {
  const said = rows.map((row) => row.said);
  const wordsOf = (trait: "email" | "handle") =>
    said.flatMap(({ [trait]: text }) =>
      text === undefined ? [] : foldings(text.normalize("NFKC").trim().replace(/^@+/, "")),
    );
  // A name alone is asked for only by rows that have nothing better.
  const names = rows
    .filter(
      ({ said, codes }) => said.email === undefined && said.customerId === undefined && codes.length === 0,
    )
    .flatMap(({ said: { name } }) => name ?? []);
  const { rows: found } = await tx.query(
    `SELECT id, name, email, customer_id, handle, language, program_id,
       EXISTS (SELECT 1 FROM code WHERE code.shop_id = $1 AND code.creator_id = creator.id AND code.state <> 'refused') AS has_code
     FROM creator
     WHERE shop_id = $1 AND (id = ANY($2) OR customer_id = ANY($3) OR lower(normalize(email, NFKC)) = ANY($4)
       OR ltrim(lower(normalize(handle, NFKC)), '@') = ANY($5) OR name = ANY($6)) ORDER BY id`,
    [
      ...[shopId, [...new Set(ids)], said.flatMap(({ customerId }) => customerId ?? [])],
      ...[wordsOf("email"), wordsOf("handle"), names],
    ],
  );
  return new Map<CreatorId, KnownCreator>(
    found.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        email: row.email,
        customerId: row.customer_id,
        handle: row.handle,
        language: row.language,
        programId: row.program_id,
        hasCode: row.has_code,
      },
    ]),
  );
}

async function findCodes(tx: Tx, shopId: ShopId, keys: readonly CodeKey[]) {
  const { rows } = await tx.query(
    `SELECT code.key, code.creator_id, code.held_to, code.value_kind, code.basis_points, code.amount_minor, code.currency,
       creator.name, creator.email
     FROM code JOIN creator ON creator.shop_id = code.shop_id AND creator.id = code.creator_id
     WHERE code.shop_id = $1 AND code.key = ANY($2) AND code.state <> 'refused' ORDER BY code.key, code.held_from`,
    [shopId, keys],
  );
  const found = new Map<CodeKey, KnownCode[]>();
  for (const row of rows) {
    const held = found.get(row.key) ?? [];
    found.set(row.key, held);
    held.push({
      creatorId: row.creator_id,
      creatorName: row.name,
      creatorEmail: row.email,
      heldTo: row.held_to,
      value: valueIn(row),
    });
  }
  return found;
}

/** Keeps creators from being changed by anybody else until the transaction ends. */
export async function holdCreators(tx: Tx, shopId: ShopId, ids: readonly CreatorId[]): Promise<void> {
  await tx.query("SELECT 1 FROM creator WHERE shop_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE", [
    shopId,
    ids,
  ]);
}

/** The codes these creators hold or held. */
export async function listKeysOf(tx: Tx, shopId: ShopId, ids: readonly CreatorId[]): Promise<CodeKey[]> {
  const { rows } = await tx.query<{ key: CodeKey }>(
    "SELECT DISTINCT key FROM code WHERE shop_id = $1 AND creator_id = ANY($2) ORDER BY key",
    [shopId, ids],
  );
  return rows.map(({ key }) => key);
}
