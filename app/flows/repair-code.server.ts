import { randomBytes } from "node:crypto";
import { listHoldersWithOrders, noteDiscount } from "#app/creators/batch-calls.server.ts";
import { type Batch, findBatch } from "#app/creators/batches.server.ts";
import { codeKey } from "#app/creators/code.ts";
import { lockCodes } from "#app/creators/codes.server.ts";
import {
  clearDrift,
  endCodes,
  keepTerms,
  lockDrifted,
  makeAnew,
  noteProblem,
} from "#app/creators/drifts.server.ts";
import { findCode, type KeptCode } from "#app/creators/kept-codes.server.ts";
import { renameCode } from "#app/creators/renamed-code.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { type CodeId, newId, type ShopId } from "#app/kernel/id.ts";
import { enqueueAnew, type JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { readDiscounts } from "#app/shopify/discount-sights.server.ts";
import { activateDiscount, changeTerms, renameDiscount } from "#app/shopify/discounts.server.ts";

/** How a wish about a drifted code ended: done or on its way, or another creator holds the code it has now. */
export type Mended = { readonly id: CodeId } | { readonly because: "held"; readonly heldBy: string };

/** Asks for Shopify to have a code as it was made again. A code that did not drift is left alone; null when there is none. */
export async function askRepair(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  now: Date,
): Promise<Mended | null> {
  return inShop(database, shopId, async (tx) => {
    const code = await findCode(tx, shopId, id);
    if (!code) return null;
    if (code.drift === "deleted" && code.discountId !== null) await askAnew(tx, shopId, code, now);
    else if (code.drift !== null)
      await enqueueAnew(tx, shopId, { kind: "repair-code", of: id, payload: { codeId: id } }, now);
    return { id };
  });
}

/** A code alone is made anew as it was made first; with a batch's discount all its codes are gone, and made anew together. */
async function askAnew(tx: Tx, shopId: ShopId, code: KeptCode, now: Date) {
  const { id, batchId, discountId } = code;
  const batch: Batch | null = batchId && (await findBatch(tx, shopId, batchId));
  if (!batch || batch.discountId !== discountId || discountId === null) {
    await makeAnew(tx, shopId, [id]);
    return enqueueAnew(tx, shopId, { kind: "create-code", of: id, payload: { codeId: id } }, now);
  }
  const gone = await lockDrifted(tx, shopId, discountId, "deleted");
  await makeAnew(
    tx,
    shopId,
    gone.map((each) => each.id),
  );
  if (code.told?.isDiscountGone) await noteDiscount(tx, shopId, batch.id, null);
  return enqueueAnew(tx, shopId, { kind: "bulk-codes", of: batch.id, payload: { batchId: batch.id } }, now);
}

/**
 * Keeps what Shopify has: the new code beside the old one's past, its terms, its end. The codes of a discount that changed
 * or ended are all kept so.
 */
export async function keepShopifys(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  now: Date,
): Promise<Mended | null> {
  return inShop(database, shopId, async (tx) => {
    const code = await findCode(tx, shopId, id);
    if (!code) return null;
    const { drift, told, discountId } = code;
    if (drift === null || discountId === null) return { id };
    if (drift === "renamed") return keepName(tx, shopId, code, told?.code ?? "", now);
    const drifted = await lockDrifted(tx, shopId, discountId, drift);
    const ids = drifted.map((each) => each.id);
    const keys = drifted.map((each) => each.key);
    if (drift === "changed" && told?.terms) await keepTerms(tx, shopId, ids, told.terms);
    if (drift === "ended" || drift === "deleted") await endCodes(tx, shopId, ids, now);
    for (const holder of await listHoldersWithOrders(tx, shopId, keys))
      await askReattribution(tx, shopId, holder, now);
    return { id };
  });
}

async function keepName(tx: Tx, shopId: ShopId, code: KeptCode, name: string, now: Date): Promise<Mended> {
  await lockCodes(tx, shopId, [code.key, codeKey(name)]);
  const taken = await renameCode(tx, shopId, code, newId("code", randomBytes(20)), name, now);
  if (taken) return { because: "held", ...taken };
  await askReattribution(tx, shopId, code.creatorId, now);
  return { id: code.id };
}

/** Sets in Shopify right what drifted: its code, its terms, or that it takes off. Doing it twice changes nothing. */
export async function repairCode(
  database: Database,
  shop: { readonly id: ShopId; readonly domain: string },
  graphql: AdminGraphql,
  id: CodeId,
  clock: () => Date,
): Promise<JobOutcome> {
  const code = await inShop(database, shop.id, (tx) => findCode(tx, shop.id, id));
  const { drift = null, discountId = null } = code ?? {};
  if (!code || drift === null || discountId === null) return { state: "done" };
  const answer = await mend(shop.domain, graphql, code, discountId);
  if ("because" in answer) {
    const problem = answer.because === "TAKEN" ? "taken" : `Shopify refused it: ${answer.message}`;
    return {
      state: "failed",
      reason: problem,
      effects: (tx) => noteProblem(tx, shop.id, id, problem),
    };
  }
  const of = { discountId, drift, ...(drift === "renamed" && { id }) };
  return { state: "done", effects: (tx) => clearDrift(tx, shop.id, of, clock()) };
}

async function mend(domain: string, graphql: AdminGraphql, code: KeptCode, discountId: string) {
  const reset = async () => {
    const now = (await readDiscounts(graphql, domain, [discountId])).get(discountId);
    return changeTerms(graphql, domain, discountId, code, now?.scope ?? null);
  };
  if (code.drift === "renamed") return renameDiscount(graphql, domain, discountId, code.code, code);
  // What we have no words for we cannot set.
  const isBeyond = code.conditions.asInShopify !== undefined;
  if (code.drift === "changed") return isBeyond ? { id: discountId } : reset();
  const activated = await activateDiscount(graphql, domain, discountId);
  return "because" in activated || isBeyond || code.conditions.endsAt === undefined ? activated : reset();
}
