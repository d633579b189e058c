import { randomBytes } from "node:crypto";
import { type CodeKey, type CodeValue, parseCode, parseCodeValue } from "#app/creators/code.ts";
import { giveCode, listCodeKeys, lockCodes } from "#app/creators/codes.server.ts";
import { type CreatorParticulars, type CreatorRefusal, parseCreator } from "#app/creators/creator.ts";
import { endPause, lockCreator, saveCreator, startPause } from "#app/creators/creators.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { type CodeId, type CreatorId, newId, type ShopId } from "#app/kernel/id.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { lockBuyer } from "#app/orders/customers.server.ts";
import { findSurvivor } from "#app/orders/merges.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import type { PersonHash } from "#app/shopify/payload.ts";

/** The shop a form belongs to, as far as enrolling needs it. */
type Shop = { readonly id: ShopId; readonly currency: string };

/** The creator's form, as typed. */
export type CreatorForm = { readonly name: string; readonly email: string; readonly customerId: string };

/** The code's form, as typed. `creditFrom` is the first instant whose orders the code credits. */
export type CodeForm = {
  readonly code: string;
  readonly kind: string;
  readonly value: string;
  readonly creditFrom: Date | null;
};

/** What is wrong with a form, field by field; `heldBy` names the creator who has the code already. */
export type Refusal = {
  readonly because: CreatorRefusal["because"] & {
    readonly code?: "empty" | "too-long" | "unusable-characters" | "held";
    readonly value?: "not-a-number" | "out-of-range" | "unknown-kind";
    readonly creditFrom?: "not-a-date" | "in-the-future";
  };
  readonly heldBy?: string;
};

/** Enrolls a creator with a first code. All of it stands or none: a code that is taken leaves no creator behind. */
export async function enrollCreator(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  form: CreatorForm & CodeForm,
  now: Date,
): Promise<{ id: CreatorId } | Refusal> {
  const particulars = parseCreator(form);
  const code = readCode(form, shop.currency, now);
  if ("because" in particulars || "because" in code) {
    return {
      because: {
        ...("because" in particulars ? particulars.because : {}),
        ...("because" in code ? code.because : {}),
      },
    };
  }
  const id = newId("creator", randomBytes(20));
  return refusable(database, shop.id, async (tx) => {
    await keepCreator(tx, shop.id, id, particulars, hash, now);
    await addCode(tx, shop.id, id, code, now);
    return { id };
  });
}

/** Gives a creator another code; null when the shop has no such creator. */
export async function giveCreatorCode(
  database: Database,
  shop: Shop,
  id: CreatorId,
  form: CodeForm,
  now: Date,
): Promise<{ id: CreatorId } | Refusal | null> {
  const code = readCode(form, shop.currency, now);
  if ("because" in code) return code;
  return refusable(database, shop.id, async (tx) => {
    if (!(await lockCreator(tx, shop.id, id))) return null;
    await addCode(tx, shop.id, id, code, now);
    return { id };
  });
}

/** Changes who a creator is. Orders with their codes are decided anew: another e-mail may be, or no longer be, the buyer's. */
export async function editCreator(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  id: CreatorId,
  form: CreatorForm,
  now: Date,
): Promise<{ id: CreatorId } | Refusal | null> {
  const particulars = parseCreator(form);
  if ("because" in particulars) return particulars;
  return changing(database, shop.id, id, now, (tx) => keepCreator(tx, shop.id, id, particulars, hash, now));
}

/** Pauses a creator from now on, or ends the pause: orders placed in between credit nobody. */
export async function pauseCreator(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
  isPaused: boolean,
  now: Date,
): Promise<{ id: CreatorId } | null> {
  return changing(database, shopId, id, now, (tx) =>
    isPaused ? startPause(tx, shopId, id, now) : endPause(tx, shopId, id, now),
  );
}

function changing(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
  now: Date,
  change: (tx: Tx) => Promise<void>,
) {
  return inShop(database, shopId, async (tx) => {
    if (!(await lockCreator(tx, shopId, id))) return null;
    await lockCodes(tx, shopId, await listCodeKeys(tx, shopId, id));
    await change(tx);
    await askReattribution(tx, shopId, id, now);
    return { id };
  });
}

type ReadCode = {
  readonly code: string;
  readonly key: CodeKey;
  readonly value: CodeValue;
  readonly heldFrom: Date;
};

function readCode(form: CodeForm, currency: string, now: Date): ReadCode | Refusal {
  const code = parseCode(form.code);
  const value = parseCodeValue(form.kind, form.value, currency);
  const heldFrom = form.creditFrom ?? now;
  const isDate = !Number.isNaN(heldFrom.getTime());
  const isFuture = isDate && heldFrom > now;
  if ("because" in code || "because" in value || !isDate || isFuture) {
    return {
      because: {
        ...("because" in code && { code: code.because }),
        ...("because" in value && { value: value.because }),
        ...(!isDate && { creditFrom: "not-a-date" as const }),
        ...(isFuture && { creditFrom: "in-the-future" as const }),
      },
    };
  }
  return { ...code, value, heldFrom };
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("refused");
    this.refusal = refusal;
  }
}

/** Rolls the transaction back when the work inside refuses, and hands the refusal out as a value. */
async function refusable<Result>(
  database: Database,
  shopId: ShopId,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | Refusal> {
  try {
    return await inShop(database, shopId, work);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function addCode(tx: Tx, shopId: ShopId, creatorId: CreatorId, code: ReadCode, now: Date) {
  const id: CodeId = newId("code", randomBytes(20));
  const taken = await giveCode(tx, shopId, { id, creatorId, ...code }, now);
  if (taken) throw new Refused({ because: { code: "held" }, heldBy: taken.heldBy });
  await enqueue(tx, shopId, { kind: "create-code", key: id, payload: { codeId: id } }, now);
  await askReattribution(tx, shopId, creatorId, now);
}

/** Keeps a creator; an account that was merged away since the merchant noted it is the survivor. */
async function keepCreator(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
  particulars: CreatorParticulars,
  hash: PersonHash,
  now: Date,
) {
  const { customerId, email } = particulars;
  await lockBuyer(tx, shopId, { customerId, emailHash: null });
  const survivor = customerId && (await findSurvivor(tx, shopId, customerId));
  await saveCreator(
    tx,
    shopId,
    id,
    { ...particulars, customerId: survivor },
    mailboxHashOf(email, hash),
    now,
  );
}

function mailboxHashOf(email: string | null, hash: PersonHash): string | null {
  const normal = email === null ? null : normalEmail(email);
  return normal === null ? null : hash.mailbox(mailboxOf(normal));
}
