import { listUsedKeys } from "#app/creators/batches.server.ts";
import { type CodeKey, parseCode } from "#app/creators/code.ts";
import { lockCodes } from "#app/creators/codes.server.ts";
import { findCode, type KeptCode } from "#app/creators/kept-codes.server.ts";
import { askCodeAnew, holderOf, listRefused } from "#app/creators/refused-codes.server.ts";
import { renumbered } from "#app/creators/template.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { BatchId, CodeId, ShopId } from "#app/kernel/id.ts";
import { enqueueAnew } from "#app/queue/outbox.server.ts";

/** What is wrong with another try; `heldBy` names the creator who has the code meanwhile. */
export type RetryRefusal = {
  readonly because: { readonly code: "empty" | "too-long" | "unusable-characters" | "held" };
  readonly heldBy?: string;
};

/** How a refused code is tried again: as it is or under another name; `mayAdopt`: with the merchant's own discount. */
export type Retry = { readonly code?: string; readonly mayAdopt?: boolean };

/** Tries a code again that Shopify refused; one that was not refused is left alone. Null when the shop has no such code. */
export async function retryCode(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  { code: text, mayAdopt = false }: Retry,
  now: Date,
): Promise<{ id: CodeId } | RetryRefusal | null> {
  return inShop(database, shopId, async (tx) => {
    const refused = await findCode(tx, shopId, id);
    if (!refused) return null;
    if (refused.state !== "refused") return { id };
    const named = parseCode(text ?? refused.code);
    if ("because" in named) return { because: { code: named.because } };
    await lockCodes(tx, shopId, [...new Set([refused.key, named.key])]);
    const heldBy = await holderOf(tx, shopId, named.key, refused.heldFrom);
    if (heldBy !== null) return { because: { code: "held" }, heldBy };
    await askCodeAnew(tx, shopId, [{ id, ...named }], mayAdopt);
    await askShopify(tx, shopId, refused, mayAdopt, now);
    await askReattribution(tx, shopId, refused.creatorId, now);
    return { id };
  });
}

/** A code of a batch goes back into its discount; one that may be adopted, or was never of a batch, stands alone. */
async function askShopify(tx: Tx, shopId: ShopId, { id, batchId }: KeptCode, mayAdopt: boolean, now: Date) {
  const job =
    batchId === null || mayAdopt
      ? { kind: "create-code", of: id, payload: { codeId: id } }
      : { kind: "bulk-codes", of: batchId, payload: { batchId } };
  await enqueueAnew(tx, shopId, job, now);
}

/** So many codes are locked at a time. */
const CHUNK = 250;

/**
 * Tries every code of a batch again that Shopify refused: each as it is, or each under the next free number. One that
 * another creator was given meanwhile stays refused. @returns how many are tried; twice at once changes nothing
 */
export async function retryBatch(
  database: Database,
  shopId: ShopId,
  batchId: BatchId,
  isRenumbered: boolean,
  now: Date,
): Promise<number> {
  let tried = 0;
  for (let after = ""; ; ) {
    const refused = await inShop(database, shopId, async (tx) => {
      const some = await listRefused(tx, shopId, batchId, after, CHUNK);
      const used = isRenumbered ? await listUsedKeys(tx, shopId) : new Set<string>();
      const named = some.flatMap((each) => {
        if (!isRenumbered) return [each];
        const made = renumbered(each.code, (key) => used.has(key));
        if ("because" in made) return [];
        used.add(made.key);
        return [{ ...each, code: made.code, key: made.key }];
      });
      const keys = new Set<CodeKey>([...some, ...named].map(({ key }) => key));
      await lockCodes(tx, shopId, [...keys]);
      tried += await askCodeAnew(tx, shopId, named, false);
      return some;
    });
    after = refused.at(-1)?.id ?? after;
    if (refused.length < CHUNK) break;
  }
  if (tried === 0) return 0;
  await inShop(database, shopId, async (tx) => {
    const payload = { batchId };
    await enqueueAnew(tx, shopId, { kind: "bulk-codes", of: batchId, payload }, now);
    await enqueueAnew(tx, shopId, { kind: "credit-batch", of: batchId, payload }, now);
  });
  return tried;
}
