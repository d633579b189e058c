import type { Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { eraseRows, hasComeBack, holdWaiting, recordErasure } from "#app/shopify/erasure.server.ts";

/** Shopify asks to erase a shop so long after it uninstalled the app. */
const SINCE_UNINSTALL_MS = 48 * 3_600_000;

/**
 * Erases a shop, also one we never knew: no row of it is left but a proof that holds no name. A shop that came back after
 * the uninstall this is about is left alone, also when we never heard of that uninstall. Doing it twice changes nothing more.
 * @param triggeredAt when Shopify asked for it
 */
export async function eraseShop(
  tx: Tx,
  domain: string,
  shopId: ShopId | null,
  triggeredAt: Date,
  now: Date,
): Promise<"erased" | "reinstalled"> {
  const uninstalledAt = new Date(triggeredAt.getTime() - SINCE_UNINSTALL_MS);
  await holdWaiting(tx, domain);
  if (await hasComeBack(tx, domain, uninstalledAt)) return "reinstalled";
  const counts = await eraseRows(tx, domain, shopId);
  await recordErasure(tx, domain, counts, now);
  return "erased";
}
