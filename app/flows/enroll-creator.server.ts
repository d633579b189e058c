import { randomBytes } from "node:crypto";
import { listCodeKeys, lockCodes, lockLinksOf } from "#app/creators/codes.server.ts";
import { type CreatorFields, parseCreator } from "#app/creators/creator.ts";
import { endPause, lockCreator, startPause } from "#app/creators/creators.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import {
  addCode,
  type CodeForm,
  keepCreator,
  type Refusal,
  readCode,
  refusable,
} from "#app/flows/enroll.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import { type CreatorId, newId, type ShopId } from "#app/kernel/id.ts";
import type { PersonHash } from "#app/shopify/payload.ts";

/** The shop a form belongs to, as far as enrolling needs it. */
type Shop = { readonly id: ShopId; readonly currency: string };

/** The creator's form, as typed. */
export type CreatorForm = CreatorFields;

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
    await lockLinksOf(tx, shopId, id);
    await change(tx);
    await askReattribution(tx, shopId, id, now);
    return { id };
  });
}
