import { randomBytes, randomInt } from "node:crypto";
import { applyInstead } from "#app/creators/applied-codes.server.ts";
import {
  type BatchCode,
  findBatch,
  giveBatchCodes,
  keepBatch,
  listUsedKeys,
} from "#app/creators/batches.server.ts";
import { codeKey, type Terms } from "#app/creators/code.ts";
import { findCode, type KeptCode } from "#app/creators/kept-codes.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { copiedTerms, type EndRefusal, endOld, readEnd } from "#app/flows/rotate-code.server.ts";
import { type BatchId, type CodeId, newId, parseId, type ShopId } from "#app/kernel/id.ts";
import { countIn } from "#app/kernel/typed.ts";
import { enqueue } from "#app/queue/outbox.server.ts";

/** The form, as typed: `batchId` is made with it, so that sending it twice is sending it once. */
export type SingleUseForm = {
  readonly batchId: string;
  readonly count: string;
  /** "on" where the old code shall end. */
  readonly endsOld: string;
  readonly endsAt: Date | null;
};

/** What is wrong with the form, field by field. */
export type SingleUseRefusal = {
  readonly because: {
    readonly count?: "not-a-number" | "out-of-range";
    readonly endsOn?: EndRefusal;
    readonly rotation?: "over" | "beyond-words";
  };
};

/** So many are made at once. */
const MOST_SINGLE = 1_000;
/** Without those that are read for others. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** 31 to the power of 9 is 26 million million: a thousand of them are not found by trying. */
const RANDOM_LETTERS = 9;
const LONGEST_ROOT = 40;

/**
 * Gives a creator codes that begin like an old one, do what it does, and can be used once each: one batch, one discount.
 * The old code ends at a date, if that is wished. Null when the shop has no such code.
 */
export async function makeSingleUse(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  form: SingleUseForm,
  now: Date,
): Promise<{ id: BatchId } | SingleUseRefusal | null> {
  const count = countIn(form.count, MOST_SINGLE);
  const end = form.endsOld === "on" ? readEnd(form.endsAt, now) : null;
  if (typeof count !== "number" || (end && "because" in end))
    return {
      because: {
        ...(typeof count !== "number" && { count }),
        ...(end && "because" in end && { endsOn: end.because }),
      },
    };
  const batchId = parseId("batch", form.batchId) ?? newId("batch", randomBytes(20));
  return inShop(database, shopId, async (tx) => {
    const old = await findCode(tx, shopId, id);
    if (!old) return null;
    if (await findBatch(tx, shopId, batchId)) return { id: batchId };
    const terms = copiedTerms(old, now);
    if ("because" in terms) return { because: { rotation: terms.because } };
    await giveAll(tx, shopId, old, { batchId, count, terms }, now);
    if (end && "endsAt" in end) {
      await applyInstead(tx, shopId, old.id, null);
      await endOld(tx, shopId, old, end.endsAt, null, now);
    }
    return { id: batchId };
  });
}

async function giveAll(
  tx: Tx,
  shopId: ShopId,
  { creatorId, creatorName, code }: KeptCode,
  { batchId, count, terms }: { batchId: BatchId; count: number; terms: Terms },
  now: Date,
) {
  const { oncePerCustomer: _, ...kept } = terms.conditions;
  const conditions = { ...kept, usageLimit: 1 };
  const batch = {
    id: batchId,
    title: `${creatorName} (single use)`,
    value: terms.value,
    conditions,
    createdAt: now,
  };
  const texts = randomCodes(code, count, await listUsedKeys(tx, shopId));
  const codes = texts.map(
    (text): BatchCode => ({ id: newId("code", randomBytes(20)), creatorId, code: text, key: codeKey(text) }),
  );
  await keepBatch(tx, shopId, batch);
  await giveBatchCodes(tx, shopId, batch, codes);
  const payload = { batchId };
  await enqueue(tx, shopId, { kind: "bulk-codes", key: batchId, payload }, now);
  await enqueue(tx, shopId, { kind: "credit-batch", key: batchId, payload }, now);
}

/** Codes that begin like another and go on by chance: ADA10 -> ADA10-7KQMX2WRF. None is in use. */
function randomCodes(root: string, count: number, used: ReadonlySet<string>): string[] {
  const made = new Map<string, string>();
  while (made.size < count) {
    const chance = Array.from({ length: RANDOM_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    const code = `${[...root].slice(0, LONGEST_ROOT).join("")}-${chance}`;
    if (!used.has(codeKey(code))) made.set(codeKey(code), code);
  }
  return [...made.values()];
}
