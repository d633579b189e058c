import { applyInstead } from "#app/creators/applied-codes.server.ts";
import { type Conditions, parseCode, type Terms } from "#app/creators/code.ts";
import { lockCodes } from "#app/creators/codes.server.ts";
import { findCode, type KeptCode } from "#app/creators/kept-codes.server.ts";
import { endCodeAt } from "#app/creators/replaced-codes.server.ts";
import type { Database, Tx } from "#app/db.server.ts";
import { askAlignment } from "#app/flows/align-code.server.ts";
import { addCode, type Refusal, refusable } from "#app/flows/enroll.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";

/** What is wrong with the form. That another creator has the new code already says `Refusal`. */
export type RotateRefusal = {
  readonly because: {
    readonly code?: "empty" | "too-long" | "unusable-characters" | "same";
    readonly endsOn?: EndRefusal;
    /** The old code ended, was refused, or does what we have no words for. */
    readonly rotation?: "over" | "beyond-words";
  };
};
/** Why an old code cannot end then. */
export type EndRefusal = "not-a-date" | "in-the-past" | "too-late";

/** The form: the new code, and the first instant at which the old one neither credits nor takes off any more. */
export type RotateForm = { readonly code: string; readonly endsAt: Date | null };

/** An old code may go on for so long. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * Gives a code's creator a new one of the same terms; the old one goes on until a date, and links that applied it apply the
 * new one. The same form twice is rotated once. Null when the shop has no such code.
 */
export async function rotateCode(
  database: Database,
  shopId: ShopId,
  id: CodeId,
  form: RotateForm,
  now: Date,
): Promise<{ id: CodeId } | RotateRefusal | Refusal | null> {
  const named = parseCode(form.code);
  const end = readEnd(form.endsAt, now);
  if ("because" in named || "because" in end)
    return {
      because: {
        ...("because" in named && { code: named.because }),
        ...("because" in end && { endsOn: end.because }),
      },
    };
  return refusable<{ id: CodeId } | RotateRefusal | null>(database, shopId, async (tx) => {
    const old = await findCode(tx, shopId, id);
    if (!old) return null;
    const before = old.replacedBy && (await findCode(tx, shopId, old.replacedBy));
    if (before?.key === named.key) return { id: before.id };
    const terms = copiedTerms(old, now);
    if ("because" in terms) return { because: { rotation: terms.because } };
    if (named.key === old.key) return { because: { code: "same" } };
    await lockCodes(tx, shopId, [old.key, named.key]);
    const created = await addCode(tx, shopId, old.creatorId, { ...named, ...terms, heldFrom: now }, now);
    await applyInstead(tx, shopId, old.id, named.code);
    await endOld(tx, shopId, old, end.endsAt, created, now);
    return { id: created };
  });
}

/** Reads when an old code ends: within a year from now. */
export function readEnd(endsAt: Date | null, now: Date): { endsAt: Date } | { because: EndRefusal } {
  if (endsAt === null || Number.isNaN(endsAt.getTime())) return { because: "not-a-date" };
  if (endsAt <= now) return { because: "in-the-past" };
  return Number(endsAt) - Number(now) > LONGEST_MS ? { because: "too-late" } : { endsAt };
}

/** What a code does, for another one to do, without the end it may have; or why there can be none. */
export function copiedTerms(
  { state, value, conditions, heldTo }: KeptCode,
  now: Date,
): Terms | { because: "over" | "beyond-words" } {
  if (state === "refused" || (heldTo !== null && heldTo <= now)) return { because: "over" };
  if (conditions.asInShopify !== undefined) return { because: "beyond-words" };
  const { endsAt: _, ...kept }: Conditions = conditions;
  return { value, conditions: kept };
}

/** The old code ends at a date, here and in Shopify; one that ends before already does so still. */
export async function endOld(
  tx: Tx,
  shopId: ShopId,
  old: KeptCode,
  endsAt: Date,
  replacedBy: CodeId | null,
  now: Date,
): Promise<void> {
  const earlier = [old.heldTo, old.conditions.endsAt && new Date(old.conditions.endsAt)].filter(
    (end): end is Date => end instanceof Date && end < endsAt,
  );
  const [end = endsAt] = earlier.sort((a, b) => Number(a) - Number(b));
  await endCodeAt(tx, shopId, old, end, replacedBy);
  await askAlignment(tx, shopId, old.id, now);
  // A discount that other codes share does not end by itself.
  if (old.batchId !== null && end > now) await askAlignment(tx, shopId, old.id, now, end);
}
