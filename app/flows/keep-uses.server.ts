import type { Attribution } from "#app/attribution/attribute.ts";
import type { Decided } from "#app/attribution/attributions.server.ts";
import { refsIn } from "#app/attribution/click.ts";
import { type CodeUse, hasCreatorsCode, usesOf } from "#app/attribution/code-use.ts";
import { moveUses } from "#app/attribution/code-uses.server.ts";
import { findLinksBySlug } from "#app/creators/links.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, ShopId } from "#app/kernel/id.ts";
import type { Came } from "#app/orders/came.ts";
import { orderInstant, whyUncounted } from "#app/orders/counted.ts";
import { isForgotten } from "#app/orders/customer.ts";
import type { Order } from "#app/orders/order.ts";

/** An order that was just decided, and how it was before. */
type DecidedOrder = {
  readonly order: Order;
  readonly customerId: CustomerId | null;
  readonly came: Came;
  readonly attribution: Pick<Attribution, "touches">;
  readonly before: Decided | null;
};

/**
 * Keeps how an order used creators' codes, which tells in time whether a code has leaked. Of a forgotten buyer nobody
 * can tell any more how they came: what was found before stays so, without the places they came from. The caller holds the customers' histories.
 */
export async function keepUses(
  tx: Tx,
  shopId: ShopId,
  { order, customerId, came, attribution, before }: DecidedOrder,
): Promise<void> {
  const { touches } = attribution;
  if (!hasCreatorsCode(touches) && !hasCreatorsCode(before?.touches ?? [])) return;
  const refs = refsIn(order.landingSite);
  const links = refs.length > 0 ? await findLinksBySlug(tx, shopId, refs) : [];
  const using = {
    ...{ orderId: order.id, instant: orderInstant(order), customerId, country: order.country, came, touches },
    ...{ isCounted: whyUncounted(order) === null, landedBy: links.map(({ creatorId }) => creatorId) },
  };
  const customers = [customerId, before?.posting.customerId ?? null].filter((id) => id !== null);
  await moveUses(tx, shopId, { ...using, customers }, (day, stood) => {
    const uses = usesOf({ ...using, day });
    return isForgotten(customerId) ? uses.map((use) => asItStood(use, stood)) : uses;
  });
}

function asItStood(use: CodeUse, stood: readonly CodeUse[]): CodeUse {
  const known = stood.find(({ key }) => key === use.key);
  const way = known && { isTouched: known.isTouched, isCoupon: known.isCoupon };
  return { ...use, ...way, referrer: null, country: null };
}
