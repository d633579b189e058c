import {
  type CollaborationFields,
  type CollaborationRefusal,
  parseCollaboration,
} from "#app/creators/collaboration.ts";
import { removeCollaboration, saveCollaborations } from "#app/creators/collaborations.server.ts";
import { lockCreator } from "#app/creators/creators.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import type { CollaborationId, CreatorId, ShopId } from "#app/kernel/id.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/**
 * Keeps what a creator made, new or changed; null when the shop has no such creator. The id is made with the form, so that
 * sending it twice is sending it once.
 */
export async function saveCollaboration(
  database: Database,
  shop: Shop,
  creatorId: CreatorId,
  id: CollaborationId,
  form: CollaborationFields,
  now: Date,
): Promise<{ id: CollaborationId } | CollaborationRefusal | null> {
  const read = parseCollaboration(form, { currency: shop.currency, today: dayIn(shop.timeZone, now) });
  if ("because" in read) return read;
  return inShop(database, shop.id, async (tx) => {
    if (!(await lockCreator(tx, shop.id, creatorId))) return null;
    await saveCollaborations(tx, shop.id, [{ ...read, id, creatorId }], now);
    return { id };
  });
}

/** Removes what a creator made; null when they have none of that id. */
export async function dropCollaboration(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
  id: CollaborationId,
): Promise<{ id: CollaborationId } | null> {
  const isTheirs = await inShop(database, shopId, (tx) => removeCollaboration(tx, shopId, creatorId, id));
  return isTheirs ? { id } : null;
}
