import { listHoldersWithOrders, type Made, noteCall, settleCodes } from "#app/creators/batch-calls.server.ts";
import type { Batch, BatchCode } from "#app/creators/batches.server.ts";
import { lockCodes } from "#app/creators/codes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { findDiscounts, LOOKED_UP } from "#app/shopify/discounts.server.ts";

/** What a batch is made with: whose it is, and the way to its Shopify. */
export type Making = {
  readonly database: Database;
  readonly shop: { readonly id: ShopId; readonly domain: string };
  readonly graphql: AdminGraphql;
  readonly clock: () => Date;
};

/**
 * These stand in a call's place once it was answered, for codes that Shopify said are taken, and for those it said nothing
 * of: whose they are is looked up, so many at a time that the shop's budget is enough, and never asked of the call again.
 */
export const TAKEN = "taken";
export const UNSAID = "unsaid";

/** What tells a batch's discount from others in Shopify. */
export const tagOf = ({ id }: Batch) => `tributary:${id}`;

/** Looks up who has codes that Shopify said are taken, or said nothing of. Nobody has them: they are asked for anew. */
export async function lookUp(
  making: Making,
  batch: Batch,
  codes: readonly BatchCode[],
  mark: typeof TAKEN | typeof UNSAID,
) {
  const { database, shop, graphql } = making;
  for (let from = 0; from < codes.length; from += LOOKED_UP) {
    const some = codes.slice(from, from + LOOKED_UP);
    const texts = some.map(({ code }) => code);
    const found = await findDiscounts(graphql, shop.domain, texts, tagOf(batch));
    const settled = some.flatMap((each): Made[] => {
      const holder = found.get(each.code);
      if (holder?.isOurs) return [{ ...each, discountId: holder.id }];
      if (holder || mark === TAKEN) return [{ ...each, problem: takenBy(holder?.title ?? "") }];
      return [];
    });
    await settle(making, settled);
    const anew = some.filter(({ id }) => !settled.some((each) => each.id === id)).map(({ id }) => id);
    await inShop(database, shop.id, (tx) => noteCall(tx, shop.id, anew, null));
  }
}

/** What a code that somebody else has is refused with. */
export const takenBy = (title: string) => (title === "" ? "taken" : `taken:${title}`);

/** Keeps what became of codes; orders that carry one that was refused are credited anew. */
export async function settle({ database, shop, clock }: Making, made: readonly Made[]): Promise<void> {
  if (made.length === 0) return;
  const refused = made.flatMap((each) => ("problem" in each ? [each.key] : []));
  await inShop(database, shop.id, async (tx) => {
    await lockCodes(tx, shop.id, refused);
    await settleCodes(tx, shop.id, made, clock());
    const holders = await listHoldersWithOrders(tx, shop.id, refused);
    for (const id of holders) await askReattribution(tx, shop.id, id, clock());
  });
}
