import { lockCodes } from "#app/creators/codes.server.ts";
import {
  activateCode,
  adoptDiscount,
  findCode,
  type KeptCode,
  refuseCode,
} from "#app/creators/kept-codes.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { readDiscounts } from "#app/shopify/discount-sights.server.ts";
import { seenIn } from "#app/shopify/discount-terms.ts";
import { createDiscount, type FoundDiscount, findDiscount } from "#app/shopify/discounts.server.ts";

type Shop = { readonly id: ShopId; readonly domain: string };

/**
 * Creates a creator's code in Shopify, exactly once whatever happens: it looks before it creates, so that a code whose
 * answer was lost is found again; and a code that is TAKEN is ours when its tag says so, adopted when it may be, refused
 * when not.
 */
export async function createCode(
  database: Database,
  shop: Shop,
  graphql: AdminGraphql,
  codeId: CodeId,
  now: Date,
): Promise<JobOutcome> {
  const code = await inShop(database, shop.id, (tx) => findCode(tx, shop.id, codeId));
  if (code?.state !== "creating") return { state: "done" };
  const tag = `tributary:${code.id}`;
  const settled = (found: FoundDiscount) => settledBy(shop, graphql, code, found, now);
  const before = await findDiscount(graphql, shop.domain, code.code, tag);
  if (before) return settled(before);
  const { value, conditions } = code;
  const made = await createDiscount(graphql, shop.domain, {
    title: `${code.creatorName} (Tributary)`,
    code: code.code,
    tag,
    startsAt: code.heldFrom,
    ...{ value, conditions },
  });
  if ("id" in made) return activated(shop.id, codeId, made.id, now);
  if (made.because !== "TAKEN") return refused(shop.id, code, `Shopify refused it: ${made.message}`, now);
  const meanwhile = await findDiscount(graphql, shop.domain, code.code, tag);
  return meanwhile ? settled(meanwhile) : refused(shop.id, code, "taken", now);
}

async function settledBy(
  shop: Shop,
  graphql: AdminGraphql,
  code: KeptCode,
  { id, isOurs, title }: FoundDiscount,
  now: Date,
): Promise<JobOutcome> {
  if (isOurs) return activated(shop.id, code.id, id, now);
  if (!code.mayAdopt) return refused(shop.id, code, title === "" ? "taken" : `taken:${title}`, now);
  const discount = (await readDiscounts(graphql, shop.domain, [id])).get(id);
  if (!discount) throw new Error(`The discount ${id} of ${code.code} was deleted while it was looked at.`);
  const { terms } = seenIn(discount.read, discount.scope, code.value);
  const effects = async (tx: Tx) => {
    await lockCodes(tx, shop.id, [code.key]);
    await adoptDiscount(tx, shop.id, code.id, id, terms, now);
    await askReattribution(tx, shop.id, code.creatorId, now);
  };
  return { state: "done", effects };
}

function activated(shopId: ShopId, codeId: CodeId, discountId: string, now: Date): JobOutcome {
  return { state: "done", effects: (tx) => activateCode(tx, shopId, codeId, discountId, now) };
}

function refused(shopId: ShopId, { id, creatorId, key }: KeptCode, problem: string, now: Date): JobOutcome {
  const effects = async (tx: Tx) => {
    await lockCodes(tx, shopId, [key]);
    await refuseCode(tx, shopId, id, problem, now);
    await askReattribution(tx, shopId, creatorId, now);
  };
  return { state: "failed", reason: problem, effects };
}
