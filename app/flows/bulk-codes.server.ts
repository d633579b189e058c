import {
  listAsked,
  listUnasked,
  noteCall,
  noteDiscount,
  settleCodes,
} from "#app/creators/batch-calls.server.ts";
import { type Batch, type BatchCode, findBatch } from "#app/creators/batches.server.ts";
import { codeKey } from "#app/creators/code.ts";
import { inShop } from "#app/db.server.ts";
import {
  lookUp,
  type Making,
  settle,
  TAKEN,
  tagOf,
  takenBy,
  UNSAID,
} from "#app/flows/settle-codes.server.ts";
import type { BatchId } from "#app/kernel/id.ts";
import type { JobOutcome } from "#app/queue/outbox.server.ts";
import { readDiscounts } from "#app/shopify/discount-sights.server.ts";
import { createDiscount, findDiscounts } from "#app/shopify/discounts.server.ts";
import {
  addRedeemCodes,
  findRedeemCall,
  MOST_AT_ONCE,
  type RedeemCall,
} from "#app/shopify/redeem-codes.server.ts";

/** Shopify works on so many calls of ours at a time. */
const CALLS_AT_ONCE = 3;
/** How long Shopify is given before it is asked how far it is. */
const LOOK_AGAIN_MS = 1_000;
/** A batch gives way to other jobs after so many steps. */
const MOST_ROUNDS = 60;

/**
 * Creates the codes of a batch in Shopify: one discount, made with the batch's first code, and the others added 250 at a
 * time. What each call brought is kept before the next begins, so that a kill costs one call: asked again, Shopify says
 * TAKEN of what it has, and what our own discount took is ours. No code is made twice, for Shopify has none twice.
 */
export async function bulkCodes(making: Making, batchId: BatchId): Promise<JobOutcome> {
  const { database, shop } = making;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const batch = await inShop(database, shop.id, (tx) => findBatch(tx, shop.id, batchId));
    if (!batch) return { state: "done" };
    const { discountId } = batch;
    if (discountId === null && (await makeDiscount(making, batch))) continue;
    const open = await settleCalls(making, batch);
    if (discountId !== null && open < CALLS_AT_ONCE && (await askForMore(making, batch, discountId)))
      continue;
    if (open > 0) return { state: "again", afterMs: LOOK_AGAIN_MS, reason: "Shopify is adding the codes" };
    const left = await inShop(database, shop.id, (tx) => listUnasked(tx, shop.id, batchId, 1));
    if (left.length === 0) return { state: "done" };
  }
  return { state: "again", afterMs: LOOK_AGAIN_MS, reason: "there is more to do, and others wait" };
}

/**
 * Makes the discount with the first code that can be had: of two that do so at once, the second is told TAKEN, and finds it.
 * @returns false when no code of the batch is left to make it with
 */
async function makeDiscount(making: Making, batch: Batch): Promise<boolean> {
  const { database, shop, graphql } = making;
  const [code, now] = await inShop(database, shop.id, async (tx) => {
    const [first] = await listUnasked(tx, shop.id, batch.id, 1);
    // Read after it: where another worker made the discount meanwhile, the first code is no longer the one to make it with.
    return [first, await findBatch(tx, shop.id, batch.id)] as const;
  });
  if (now?.discountId !== null) return true;
  if (!code) return false;
  const look = async () =>
    (await findDiscounts(graphql, shop.domain, [code.code], tagOf(batch))).get(code.code) ?? null;
  const before = await look();
  if (before) return takeOver(making, batch, code, before);
  const { title, value, conditions, createdAt: startsAt } = batch;
  const discount = { title, code: code.code, tag: tagOf(batch), startsAt, value, conditions };
  const made = await createDiscount(graphql, shop.domain, discount);
  if ("id" in made) return takeOver(making, batch, code, { ...made, isOurs: true, title });
  if (made.because === "TAKEN") {
    const taker = await look();
    return takeOver(making, batch, code, taker ?? { id: "", isOurs: false, title: "" });
  }
  // What is wrong with the terms is wrong for every code.
  const all = await inShop(database, shop.id, (tx) => listUnasked(tx, shop.id, batch.id, MOST_AT_ONCE));
  await settle(
    making,
    all.map((each) => ({ ...each, problem: `Shopify refused it: ${made.message}` })),
  );
  return true;
}

/** The discount of the batch's first code is ours from now on; or somebody else's, and then the code is refused. */
async function takeOver(
  making: Making,
  batch: Batch,
  code: BatchCode,
  found: { readonly id: string; readonly isOurs: boolean; readonly title: string },
): Promise<boolean> {
  if (!found.isOurs) {
    await settle(making, [{ ...code, problem: takenBy(found.title) }]);
    return true;
  }
  const { database, shop, clock } = making;
  await inShop(database, shop.id, async (tx) => {
    await noteDiscount(tx, shop.id, batch.id, found.id);
    await settleCodes(tx, shop.id, [{ ...code, discountId: found.id }], clock());
  });
  return true;
}

/** Asks for the next codes. @returns false when there are none to ask for */
async function askForMore(making: Making, batch: Batch, discountId: string): Promise<boolean> {
  const { database, shop, graphql } = making;
  const codes = await inShop(database, shop.id, (tx) => listUnasked(tx, shop.id, batch.id, MOST_AT_ONCE));
  if (codes.length === 0) return false;
  const texts = codes.map(({ code }) => code);
  const asked = await addRedeemCodes(graphql, shop.domain, discountId, texts);
  if ("callId" in asked) {
    const ids = codes.map(({ id }) => id);
    await inShop(database, shop.id, (tx) => noteCall(tx, shop.id, ids, asked.callId));
    return true;
  }
  if (asked.because === "INTERNAL_ERROR") throw new Error(`Shopify failed at it: ${asked.message}`);
  if (await isGone(making, batch, discountId)) return true;
  const problem = `Shopify refused it: ${asked.message}`;
  await settle(
    making,
    codes.map((each) => ({ ...each, problem })),
  );
  return true;
}

/** Takes in what Shopify has finished. @returns how many calls it still works on */
async function settleCalls(making: Making, batch: Batch): Promise<number> {
  const { database, shop, graphql } = making;
  const asked = await inShop(database, shop.id, (tx) => listAsked(tx, shop.id, batch.id));
  let open = 0;
  for (const [callId, codes] of asked) {
    if (callId === TAKEN || callId === UNSAID) {
      await lookUp(making, batch, codes, callId);
      continue;
    }
    const call = await findRedeemCall(graphql, shop.domain, callId);
    if (call && !call.isDone) open++;
    else await takeIn(making, batch, codes, call?.codes ?? new Map());
  }
  return open;
}

type Answers = RedeemCall["codes"];

/** Keeps what Shopify answered of a call's codes. Of a discount that was deleted meanwhile no answer counts. */
async function takeIn(making: Making, batch: Batch, codes: readonly BatchCode[], answers: Answers) {
  const said = new Map([...answers].map(([code, error]) => [codeKey(code), error]));
  const { discountId } = batch;
  const refused = codes.flatMap((each) => {
    const error = said.get(each.key);
    const problem = `Shopify refused it: ${error?.message}`;
    return error && error.because !== "TAKEN" ? [{ ...each, problem }] : [];
  });
  if (discountId !== null && refused.length > 0 && (await isGone(making, batch, discountId))) said.clear();
  const isThere = discountId !== null && said.size > 0;
  const added = isThere ? codes.filter(({ key }) => said.get(key) === null) : [];
  const settled = [
    ...added.map((each) => ({ ...each, discountId: discountId ?? "" })),
    ...(isThere ? refused : []),
  ];
  await settle(making, settled);
  const unclear = codes.filter(({ id }) => !settled.some((each) => each.id === id));
  const taken = unclear.filter(({ key }) => said.get(key));
  const unsaid = unclear.filter(({ key }) => !said.get(key));
  await inShop(making.database, making.shop.id, async (tx) => {
    for (const [mark, some] of [[TAKEN, taken] as const, [UNSAID, unsaid] as const])
      await noteCall(
        tx,
        making.shop.id,
        some.map(({ id }) => id),
        mark,
      );
  });
  await lookUp(making, batch, taken, TAKEN);
  await lookUp(making, batch, unsaid, UNSAID);
}

/** Whether the batch's discount is no more; then another is to be made, and every code that was asked of it asked anew. */
async function isGone(
  { database, shop, graphql }: Making,
  batch: Batch,
  discountId: string,
): Promise<boolean> {
  if ((await readDiscounts(graphql, shop.domain, [discountId])).has(discountId)) return false;
  await inShop(database, shop.id, async (tx) => {
    await noteDiscount(tx, shop.id, batch.id, null);
    const asked = [...(await listAsked(tx, shop.id, batch.id)).values()].flat();
    await noteCall(
      tx,
      shop.id,
      asked.map(({ id }) => id),
      null,
    );
  });
  return true;
}
