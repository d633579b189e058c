import { randomBytes } from "node:crypto";
import { listCodeKeys, lockCodes, lockLinksOf } from "#app/creators/codes.server.ts";
import { type ContactFields, parseContact } from "#app/creators/contact.ts";
import { type CreatorFields, parseCreator } from "#app/creators/creator.ts";
import { findKept, lockCreator } from "#app/creators/creators.server.ts";
import { endPauses, startPauses } from "#app/creators/pauses.server.ts";
import { findProgram } from "#app/creators/programs.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import {
  addCode,
  type CodeForm,
  keepContact,
  keepCreator,
  type Refusal,
  readCode,
  refusable,
} from "#app/flows/enroll.server.ts";
import { giveFirstLink } from "#app/flows/give-link.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { type CreatorId, newId, type ProgramId, type ShopId } from "#app/kernel/id.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";

/** The shop a form belongs to, as far as enrolling needs it. */
type Shop = { readonly id: ShopId; readonly currency: string };

/** The creator's form, as typed. */
export type CreatorForm = CreatorFields;

/** Enrolls a creator with a first code and a first link. All of it stands or none: a code that is taken leaves no creator behind. */
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
    if (!(await mayJoin(tx, shop.id, particulars.programId))) return NO_PROGRAM;
    await keepCreator(tx, shop.id, id, particulars, hash, now);
    await addCode(tx, shop.id, id, code, now);
    // As far back as the code: visits Shopify recorded with the creator's name in `ref` count from then on.
    await giveFirstLink(tx, shop.id, id, particulars.name, null, code.heldFrom);
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

/**
 * Changes who a creator is, and how they are reached where `contactForm` is given; what the form does not name stays. Orders with their codes are decided anew: another e-mail may
 * be, or no longer be, the buyer's.
 */
export async function editCreator(
  database: Database,
  shop: Shop,
  hash: PersonHash,
  id: CreatorId,
  form: CreatorForm,
  now: Date,
  contactForm: ContactFields | null = null,
): Promise<{ id: CreatorId } | Refusal | null> {
  const particulars = parseCreator(form);
  const contact = contactForm && parseContact(contactForm);
  if ("because" in particulars || (contact && "because" in contact)) {
    return {
      because: {
        ...("because" in particulars ? particulars.because : {}),
        ...(contact && "because" in contact ? contact.because : {}),
      },
    };
  }
  return changing(database, shop.id, id, now, async (tx) => {
    const kept = await findKept(tx, shop.id, id);
    const { handle, language, programId } = kept ?? particulars;
    const isMoved = form.programId !== undefined && particulars.programId !== programId;
    if (isMoved && !(await mayJoin(tx, shop.id, particulars.programId))) return NO_PROGRAM;
    const unnamed = {
      ...(form.handle === undefined && { handle }),
      ...(form.language === undefined && { language }),
      ...(form.programId === undefined && { programId }),
    };
    await keepCreator(tx, shop.id, id, { ...particulars, ...unnamed }, hash, now);
    if (contact) await keepContact(tx, shop.id, id, contact, hash);
    return undefined;
  });
}

const NO_PROGRAM: Refusal = { because: { programId: "unknown" } };

/** Whether a program takes somebody new; being in none is always possible. */
async function mayJoin(tx: Tx, shopId: ShopId, programId: ProgramId | null): Promise<boolean> {
  if (programId === null) return true;
  const program = await findProgram(tx, shopId, programId);
  return program !== null && !program.isArchived;
}

/** Pauses a creator from now on, or ends the pause: orders placed in between credit nobody. */
export async function pauseCreator(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
  isPaused: boolean,
  now: Date,
): Promise<{ id: CreatorId } | null> {
  return changing<never>(database, shopId, id, now, async (tx) => {
    await (isPaused ? startPauses : endPauses)(tx, shopId, "creator", [id], now);
    return undefined;
  });
}

/** Does one thing to a creator under all its locks, and has its orders decided anew; where it is refused, nothing is. */
function changing<Refused extends Refusal>(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
  now: Date,
  change: (tx: Tx) => Promise<Refused | undefined>,
): Promise<{ id: CreatorId } | Refused | null> {
  return inShop(database, shopId, async (tx) => {
    if (!(await lockCreator(tx, shopId, id))) return null;
    await lockCodes(tx, shopId, await listCodeKeys(tx, shopId, id));
    await lockLinksOf(tx, shopId, id);
    const refused = await change(tx);
    if (refused) return refused;
    await askReattribution(tx, shopId, id, now);
    return { id };
  });
}
