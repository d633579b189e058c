import type { Contact } from "#app/creators/contact.ts";
import type { Creator, CreatorParticulars } from "#app/creators/creator.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, ShopId } from "#app/kernel/id.ts";

/** Keeps a creator as the form says, new or changed. */
export async function saveCreator(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
  { name, email, customerId, handle, language, programId }: CreatorParticulars,
  mailboxHash: string | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO creator (shop_id, id, name, email, mailbox_hash, customer_id, handle, language, program_id, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
     ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, email = excluded.email, mailbox_hash = excluded.mailbox_hash,
       customer_id = excluded.customer_id, handle = excluded.handle, language = excluded.language,
       program_id = excluded.program_id, updated_at = excluded.updated_at`,
    [shopId, id, name, email, mailboxHash, customerId, handle, language, programId, now],
  );
}

/** Keeps how a creator is reached, and by what they are recognised as a buyer. */
export async function saveContact(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
  { phone, street, more, postalCode, country }: Contact,
  { phoneHash, door }: Pick<Creator, "phoneHash" | "door">,
): Promise<void> {
  await tx.query(
    `UPDATE creator SET phone = $3, street = $4, more = $5, postal_code = $6, country = $7, phone_hash = $8,
       house_hash = $9, flat_hash = $10 WHERE shop_id = $1 AND id = $2`,
    [
      ...[shopId, id, phone, street, more, postalCode, country],
      ...[phoneHash, door?.house ?? null, door?.flat ?? null],
    ],
  );
}

/** Whether the shop has this creator; locks the row until the transaction ends. */
export async function lockCreator(tx: Tx, shopId: ShopId, id: CreatorId): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT 1 FROM creator WHERE shop_id = $1 AND id = $2 FOR UPDATE", [
    shopId,
    id,
  ]);
  return rowCount === 1;
}

/** What a creator's form need not name, as it stands; to be called under the creator's lock. */
export async function findKept(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
): Promise<Pick<CreatorParticulars, "handle" | "language" | "programId"> | null> {
  const { rows } = await tx.query<Pick<CreatorParticulars, "handle" | "language" | "programId">>(
    `SELECT handle, language, program_id AS "programId" FROM creator WHERE shop_id = $1 AND id = $2`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Creators who are this customer of the shop. */
export async function listCreatorsOf(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<CreatorId[]> {
  const { rows } = await tx.query<{ id: CreatorId }>(
    "SELECT id FROM creator WHERE shop_id = $1 AND customer_id = $2 ORDER BY id",
    [shopId, customerId],
  );
  return rows.map((row) => row.id);
}

/** A creator is that customer from now on; null: nobody's customer that we know of. */
export async function moveCreator(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
  to: CustomerId | null,
): Promise<void> {
  await tx.query("UPDATE creator SET customer_id = $3 WHERE shop_id = $1 AND id = $2", [shopId, id, to]);
}
