import type { Contact } from "#app/creators/contact.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, ShopId } from "#app/kernel/id.ts";

/** By what a creator can be told to be somebody: their customer, their e-mail as typed, the hashes of its mailbox and of their phone. */
export type CreatorPerson = {
  readonly id: CreatorId;
  readonly email: string | null;
  readonly mailboxHash: string | null;
  readonly phoneHash: string | null;
  readonly customerId: CustomerId | null;
};

/** All that is kept of a creator. */
export type CreatorOnRecord = {
  readonly name: string;
  readonly email: string | null;
  readonly customerId: CustomerId | null;
  readonly contact: Contact;
  readonly since: Date;
  readonly codes: readonly { readonly code: string; readonly heldFrom: Date; readonly heldTo: Date | null }[];
  readonly pauses: readonly { readonly from: Date; readonly to: Date | null }[];
};

/** Every creator of the shop, as a person. */
export async function listCreatorPeople(tx: Tx, shopId: ShopId): Promise<CreatorPerson[]> {
  const { rows } = await tx.query(
    "SELECT id, email, mailbox_hash, phone_hash, customer_id FROM creator WHERE shop_id = $1 ORDER BY id",
    [shopId],
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    mailboxHash: row.mailbox_hash,
    phoneHash: row.phone_hash,
    customerId: row.customer_id,
  }));
}

/** All that is kept of one creator: particulars, every code ever held, every pause. */
export async function readCreator(tx: Tx, shopId: ShopId, id: CreatorId): Promise<CreatorOnRecord> {
  const values = [shopId, id];
  const creators = await tx.query("SELECT * FROM creator WHERE shop_id = $1 AND id = $2", values);
  const [creator] = creators.rows;
  if (!creator) throw new Error(`There is no creator ${id} in this shop.`);
  const codes = await tx.query(
    "SELECT code, held_from, held_to FROM code WHERE shop_id = $1 AND creator_id = $2 ORDER BY held_from, code",
    values,
  );
  const pauses = await tx.query(
    "SELECT from_at, to_at FROM creator_pause WHERE shop_id = $1 AND creator_id = $2 ORDER BY from_at",
    values,
  );
  return {
    name: creator.name,
    email: creator.email,
    customerId: creator.customer_id,
    contact: {
      phone: creator.phone,
      street: creator.street,
      more: creator.more,
      postalCode: creator.postal_code,
      country: creator.country,
    },
    since: creator.created_at,
    codes: codes.rows.map((row) => ({ code: row.code, heldFrom: row.held_from, heldTo: row.held_to })),
    pauses: pauses.rows.map((row) => ({ from: row.from_at, to: row.to_at })),
  };
}
