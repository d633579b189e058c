import { randomBytes } from "node:crypto";
import { type ProgramFields, type ProgramRefusal, parseProgram } from "#app/creators/program.ts";
import { archiveProgram, findProgram, saveProgram } from "#app/creators/programs.server.ts";
import { leaveProgram } from "#app/creators/recruiting.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { newId, type ProgramId, type ShopId } from "#app/kernel/id.ts";

type Shop = { readonly id: ShopId; readonly currency: string };

/** Makes a program out of the merchant's form. */
export async function addProgram(
  database: Database,
  shop: Shop,
  fields: ProgramFields,
  now: Date,
): Promise<{ id: ProgramId } | ProgramRefusal> {
  const terms = parseProgram(fields, shop.currency);
  if ("because" in terms) return terms;
  const id = newId("program", randomBytes(20));
  await inShop(database, shop.id, (tx) => saveProgram(tx, shop.id, id, terms, now));
  return { id };
}

/** Changes a program; codes given before keep what they take off. Null when the shop has no such program. */
export async function editProgram(
  database: Database,
  shop: Shop,
  id: ProgramId,
  fields: ProgramFields,
  now: Date,
): Promise<{ id: ProgramId } | ProgramRefusal | null> {
  return inShop(database, shop.id, async (tx) => {
    const program = await findProgram(tx, shop.id, id);
    if (!program) return null;
    const terms = parseProgram(fields, shop.currency, program.conditions);
    if ("because" in terms) return terms;
    await saveProgram(tx, shop.id, id, terms, now);
    return { id };
  });
}

/**
 * Archives a program, or takes it out of the archive; its creators stay in it. One that is archived is no longer what
 * approved applicants join. Null when the shop has no such program.
 */
export async function putAway(
  database: Database,
  shopId: ShopId,
  id: ProgramId,
  isArchived: boolean,
  now: Date,
): Promise<{ id: ProgramId } | null> {
  return inShop(database, shopId, async (tx) => {
    const isThere = await archiveProgram(tx, shopId, id, isArchived ? now : null);
    if (isArchived) await leaveProgram(tx, shopId, id, now);
    return isThere ? { id } : null;
  });
}
