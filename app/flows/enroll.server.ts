import { randomBytes } from "node:crypto";
import {
  type CodeKey,
  type CodeValue,
  type Conditions,
  parseCode,
  parseCodeValue,
} from "#app/creators/code.ts";
import { giveCode } from "#app/creators/codes.server.ts";
import {
  type ConditionFields,
  type ConditionsRefusal,
  NO_CONDITIONS,
  parseConditions,
} from "#app/creators/conditions.ts";
import type { Contact, ContactRefusal } from "#app/creators/contact.ts";
import type { CreatorParticulars, CreatorRefusal } from "#app/creators/creator.ts";
import { saveContact, saveCreator } from "#app/creators/creators.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { type CodeId, type CreatorId, newId, type ShopId } from "#app/kernel/id.ts";
import { mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { lockBuyer } from "#app/orders/customers.server.ts";
import { findSurvivor } from "#app/orders/merges.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { doorHash, type PersonHash } from "#app/shopify/buyer.ts";

/** The code's form, as typed. `creditFrom` is the first instant whose orders the code credits. */
export type CodeForm = {
  readonly code: string;
  readonly kind: string;
  readonly value: string;
  readonly creditFrom: Date | null;
  /** What else the code asks for; nothing where the form has no such fields. */
  readonly conditions?: ConditionFields;
};

/** What is wrong with a form, field by field; `heldBy` names the creator who has the code already. */
export type Refusal = {
  readonly because: CreatorRefusal["because"] &
    ContactRefusal["because"] &
    ConditionsRefusal["because"] & {
      readonly code?: "empty" | "too-long" | "unusable-characters" | "held";
      readonly value?: "not-a-number" | "out-of-range" | "unknown-kind";
      readonly creditFrom?: "not-a-date" | "in-the-future";
    };
  readonly heldBy?: string;
};

/** A code, read and usable, to be given to a creator. */
export type ReadCode = {
  readonly code: string;
  readonly key: CodeKey;
  readonly value: CodeValue;
  readonly conditions?: Conditions;
  /** A discount that is in Shopify already under this code may be adopted. */
  readonly mayAdopt?: boolean;
  readonly heldFrom: Date;
};

/** Reads a code's form; `currency` is the shop's. */
export function readCode(form: CodeForm, currency: string, now: Date): ReadCode | Refusal {
  const code = parseCode(form.code);
  const value = parseCodeValue(form.kind, form.value, currency);
  const heldFrom = form.creditFrom ?? now;
  const isDate = !Number.isNaN(heldFrom.getTime());
  const isFuture = isDate && heldFrom > now;
  const kind = "because" in value ? "percent" : value.kind;
  const conditions = parseConditions(form.conditions ?? NO_CONDITIONS, kind, currency, now);
  if ("because" in code || "because" in value || "because" in conditions || !isDate || isFuture) {
    return {
      because: {
        ...("because" in conditions ? conditions.because : {}),
        ...("because" in code && { code: code.because }),
        ...("because" in value && { value: value.because }),
        ...(!isDate && { creditFrom: "not-a-date" as const }),
        ...(isFuture && { creditFrom: "in-the-future" as const }),
      },
    };
  }
  return { ...code, value, conditions, heldFrom };
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("refused");
    this.refusal = refusal;
  }
}

/** Rolls the transaction back when the work inside refuses, and hands the refusal out as a value. */
export async function refusable<Result>(
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

/** Gives a creator a code, inside the caller's transaction, and asks Shopify for it. Throws what `refusable` hands out when another holds it. */
export async function addCode(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  code: ReadCode,
  now: Date,
): Promise<CodeId> {
  const id: CodeId = newId("code", randomBytes(20));
  const taken = await giveCode(tx, shopId, { id, creatorId, ...code }, now);
  if (taken) throw new Refused({ because: { code: "held" }, heldBy: taken.heldBy });
  await enqueue(tx, shopId, { kind: "create-code", key: id, payload: { codeId: id } }, now);
  await askReattribution(tx, shopId, creatorId, now);
  return id;
}

/** Keeps a creator, inside the caller's transaction; an account that was merged away since the merchant noted it is the survivor. */
export async function keepCreator(
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

/** Keeps how a creator is reached, inside the caller's transaction, with the hashes by which they are recognised as a buyer. */
export async function keepContact(
  tx: Tx,
  shopId: ShopId,
  id: CreatorId,
  contact: Contact,
  hash: PersonHash,
): Promise<void> {
  const { phone, street, more, postalCode, country } = contact;
  const isKnown = street !== null && postalCode !== null && country !== null;
  await saveContact(tx, shopId, id, contact, {
    phoneHash: phone === null ? null : hash.phone(phone),
    door: isKnown ? doorHash({ street, more: more ?? "", postalCode, country }, hash) : null,
  });
}

/** By what a creator's e-mail is recognised as a buyer's: the keyed hash of its mailbox; null without an e-mail. */
export function mailboxHashOf(email: string | null, hash: PersonHash): string | null {
  const normal = email === null ? null : normalEmail(email);
  return normal === null ? null : hash.mailbox(mailboxOf(normal));
}
