import type { CodeKey, Conditions, Terms } from "#app/creators/code.ts";
import type { CreatorParticulars } from "#app/creators/creator.ts";
import type { Program } from "#app/creators/program.ts";
import type { Problem } from "#app/imports/import.ts";
import { holderOf, nameOf, type Seen } from "#app/imports/match.ts";
import { type CreatorRow, conditionsOf } from "#app/imports/row.ts";
import type { CreatorId, ProgramId } from "#app/kernel/id.ts";

/** A code that a row gives its creator. */
export type GivenCode = Terms & { readonly code: string; readonly key: CodeKey; readonly heldFrom: Date };

/** A link that a row gives its creator. */
export type GivenLink = { readonly slug: string; readonly path: string; readonly createdAt: Date };

/** What holds where the file says nothing, and the shop's programs. */
export type Otherwise = {
  readonly programId: ProgramId | null;
  readonly language: CreatorParticulars["language"];
  readonly terms: Terms | null;
  readonly heldFrom: Date;
  readonly programs: readonly Program[];
};

/** The codes of a row that its creator does not hold yet. One somebody else holds, or held in that time, refuses the row. */
export function newCodes(
  row: CreatorRow,
  id: CreatorId,
  programId: ProgramId | null,
  seen: Seen,
  otherwise: Otherwise,
  problems: Problem[],
): readonly GivenCode[] {
  const program = otherwise.programs.find((each) => each.id === programId);
  const heldFrom = row.heldFrom ?? otherwise.heldFrom;
  return row.codes.flatMap(({ code, key }) => {
    const told = seen.told.codes.get(key);
    const holder = holderOf(key, seen);
    const other = { column: "code" as const, value: code };
    if (told && told.creatorId !== id) {
      problems.push({
        ...other,
        because: "codeInFile",
        other: nameOf(told.creatorId, seen),
        line: told.line,
      });
      return [];
    }
    if (holder !== null && holder !== id) {
      problems.push({ ...other, because: "codeHeld", other: nameOf(holder, seen) || heldName(key, seen) });
      return [];
    }
    if (holder === id) {
      const kept = seen.known.codes.get(key)?.find(({ creatorId }) => creatorId === id);
      const isOther = kept && row.value !== null && JSON.stringify(kept.value) !== JSON.stringify(row.value);
      if (isOther) problems.push({ ...other, because: "discountKept", isNote: true });
      return [];
    }
    const past = seen.known.codes.get(key)?.find(({ heldTo }) => heldTo !== null && heldTo > heldFrom);
    if (past) {
      problems.push({ ...other, because: "codeHeldThen", other: past.creatorName });
      return [];
    }
    const terms = termsFor(row, program, otherwise);
    if (terms === null) {
      problems.push({ ...other, because: "noDiscount" });
      return [];
    }
    return [{ code, key, heldFrom, ...terms }];
  });
}

function heldName(key: CodeKey, { known, now }: Seen): string {
  return known.codes.get(key)?.find(({ heldTo }) => heldTo === null || heldTo > now)?.creatorName ?? "";
}

/** What a new code takes off: as its row says, else as its creator's program does, else as was chosen for the file. */
function termsFor(row: CreatorRow, program: Program | undefined, otherwise: Otherwise): Terms | null {
  const fallback: Terms | null = program ?? otherwise.terms;
  const value = row.value ?? fallback?.value;
  if (!value) return null;
  const base: Conditions =
    row.value === null ? (fallback?.conditions ?? {}) : (otherwise.terms?.conditions ?? {});
  return { value, conditions: conditionsOf(row, base) };
}

/** The link of a row that its creator does not have yet. One somebody else has refuses the row. */
export function newLink(
  { slug, path, heldFrom }: CreatorRow,
  id: CreatorId,
  seen: Seen,
  otherwise: Otherwise,
  problems: Problem[],
): GivenLink | null {
  if (slug === null) return null;
  const kept = seen.known.links.get(slug);
  const told = seen.told.slugs.get(slug);
  const other = { column: "slug" as const, value: slug };
  if (told && told.creatorId !== id)
    problems.push({ ...other, because: "slugInFile", other: nameOf(told.creatorId, seen), line: told.line });
  else if (kept && kept.creatorId !== id)
    problems.push({ ...other, because: "slugHeld", other: nameOf(kept.creatorId, seen) });
  else if (kept && path !== null && kept.path !== path)
    problems.push({ ...other, because: "linkKept", other: kept.path, isNote: true });
  return kept || told ? null : { slug, path: path ?? "/", createdAt: heldFrom ?? otherwise.heldFrom };
}
