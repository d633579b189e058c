import {
  activateCode,
  type CodeToCreate,
  findCode,
  lockCodes,
  refuseCode,
} from "#app/creators/codes.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { createDiscount, findDiscount } from "#app/shopify/discounts.server.ts";

/**
 * Creates a creator's code in Shopify, exactly once whatever happens: it looks before it creates, so that a code whose
 * answer was lost is found again; and a code that is TAKEN is adopted when its tag says it is ours, refused when not.
 */
export async function createCode(
  database: Database,
  shop: { id: ShopId; domain: string },
  graphql: AdminGraphql,
  codeId: CodeId,
  now: Date,
): Promise<JobOutcome> {
  const code = await inShop(database, shop.id, (tx) => findCode(tx, shop.id, codeId));
  if (code?.state !== "creating") return { state: "done" };
  const tag = `tributary:${code.id}`;
  const before = await findDiscount(graphql, shop.domain, code.code, tag);
  if (before)
    return before.isOurs ? activated(shop.id, codeId, before.id) : taken(shop.id, code, before.title, now);
  const made = await createDiscount(graphql, shop.domain, {
    title: `${code.creatorName} (Tributary)`,
    code: code.code,
    tag,
    startsAt: code.heldFrom,
    value: code.value,
  });
  if ("id" in made) return activated(shop.id, codeId, made.id);
  if (made.because === "INTERNAL_ERROR") throw new Error(`Shopify failed at it: ${made.message}`);
  if (made.because !== "TAKEN") return refused(shop.id, code, `Shopify refused it: ${made.message}`, now);
  const meanwhile = await findDiscount(graphql, shop.domain, code.code, tag);
  return meanwhile?.isOurs
    ? activated(shop.id, codeId, meanwhile.id)
    : taken(shop.id, code, meanwhile?.title ?? "", now);
}

function activated(shopId: ShopId, codeId: CodeId, discountId: string): JobOutcome {
  return { state: "done", effects: (tx) => activateCode(tx, shopId, codeId, discountId) };
}

function taken(shopId: ShopId, code: CodeToCreate, title: string, now: Date): JobOutcome {
  return refused(shopId, code, title === "" ? "taken" : `taken:${title}`, now);
}

function refused(
  shopId: ShopId,
  { id, creatorId, key }: CodeToCreate,
  problem: string,
  now: Date,
): JobOutcome {
  const effects = async (tx: Tx) => {
    await lockCodes(tx, shopId, [key]);
    await refuseCode(tx, shopId, id, problem);
    await askReattribution(tx, shopId, creatorId, now);
  };
  return { state: "failed", reason: problem, effects };
}
