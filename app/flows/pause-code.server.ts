import { lockCodes } from "#app/creators/codes.server.ts";
import { findCode } from "#app/creators/kept-codes.server.ts";
import { endPauses, startPauses } from "#app/creators/pauses.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { askAlignment } from "#app/flows/align-code.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/**
 * Pauses a code from now on, or ends the pause: orders placed in between are not credited by it, and Shopify takes nothing
 * off for it, unless the merchant made its discount. Null when the shop has no such code.
 */
export async function pauseCode(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  isPaused: boolean,
  now: Date,
): Promise<{ id: CodeId } | null> {
  return inShop(database, shopId, async (tx) => {
    const code = await findCode(tx, shopId, id);
    if (!code) return null;
    if (code.state === "refused") return { id };
    await lockCodes(tx, shopId, [code.key]);
    await (isPaused ? startPauses : endPauses)(tx, shopId, "code", [id], now);
    await askReattribution(tx, shopId, code.creatorId, now);
    await askAlignment(tx, shopId, id, now);
    return { id };
  });
}
