import { findProgram } from "#app/creators/programs.server.ts";
import { addTerms, saveRecruiting } from "#app/creators/recruiting.server.ts";
import { parseRecruiting, type RecruitingFields, type RecruitingRefusal } from "#app/creators/recruiting.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** Saves how a shop recruits. Terms that say something else than before are a new version; the old ones stay readable. */
export async function changeRecruiting(
  database: Database,
  shopId: ShopId,
  fields: RecruitingFields,
  now: Date,
): Promise<RecruitingRefusal | null> {
  const read = parseRecruiting(fields);
  if ("because" in read) return read;
  const { recruiting, terms } = read;
  return inShop(database, shopId, async (tx) => {
    const { programId } = recruiting;
    const program = programId && (await findProgram(tx, shopId, programId));
    if (programId && (!program || program.isArchived)) return { because: { programId: "unknown" as const } };
    await saveRecruiting(tx, shopId, recruiting, now);
    await addTerms(tx, shopId, terms, now);
    return null;
  });
}
