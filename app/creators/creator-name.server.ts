import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

/** What a creator is called; null when the shop has no such creator. */
export async function nameOfCreator(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
): Promise<string | null> {
  const [found] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findUnique({ where: { shopId_id: { shopId, id } }, select: { name: true } }),
  ]);
  return found?.name ?? null;
}
