import type { CreatorParticulars } from "#app/creators/creator.ts";
import { type GivenCode, type GivenLink, newCodes, newLink, type Otherwise } from "#app/imports/given.ts";
import type { Decided, Problem } from "#app/imports/import.ts";
import { findMatch, having, nameOf, type Seen } from "#app/imports/match.ts";
import type { CreatorRow, Said } from "#app/imports/row.ts";
import { isSameTrait, type KnownCreator, tell } from "#app/imports/told.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** What is to be written for a row of creators. */
export type CreatorWrite = {
  readonly id: CreatorId;
  /** All they are from now on; null where that does not change. */
  readonly particulars: CreatorParticulars | null;
  /** Whether they may now, or no longer, be a buyer they were not before. */
  readonly isOtherPerson: boolean;
  readonly codes: readonly GivenCode[];
  readonly link: GivenLink | null;
};

/**
 * Decides what becomes of a row of creators, and remembers it for the rows below unless it is refused.
 * @param fresh the id somebody new gets
 */
export function decideCreator(
  row: CreatorRow,
  seen: Seen,
  otherwise: Otherwise,
  fresh: CreatorId,
): Decided<CreatorWrite> {
  const problems: Problem[] = [...row.problems];
  const match = problems.length > 0 ? null : findMatch(row, seen);
  if (match !== null && typeof match === "object") problems.push(match);
  const matched = typeof match === "string" ? match : null;
  const name = row.said.name ?? (matched ? nameOf(matched, seen) : row.label.name);
  const label = { line: row.line, name, code: row.label.code };
  const refuse = (): Decided<CreatorWrite> => ({
    ...label,
    ...{ outcome: "refused", problems, creatorId: null, write: null },
  });
  if (problems.length > 0) return refuse();

  const id = matched ?? fresh;
  const isNew = matched === null;
  if (isNew && row.said.name === undefined) problems.push({ because: "nameEmpty", column: "name" });
  problems.push(...contradictions(row, id, seen));
  const before = isNew ? null : standing(id, seen, otherwise);
  const after = particularsOf(row.said, before, otherwise);
  const joined = otherwise.programs.find(({ id: each }) => each === row.said.programId);
  if (joined?.isArchived && before?.programId !== joined.id)
    problems.push({ because: "programArchived", column: "program", value: joined.name });
  problems.push(...handleOfOther(row, id, before, seen));
  const codes = newCodes(row, id, after.programId, seen, otherwise, problems);
  const link = newLink(row, id, seen, otherwise, problems);
  if (problems.some(({ isNote }) => !isNote)) return refuse();

  const changes = before === null ? [] : changedFields(before, after);
  const isChanged = changes.length > 0 || codes.length > 0 || link !== null;
  const notes = isNew ? [] : notesOf(changes, before, after, codes, link);
  tell(seen.told, row, id);
  return {
    ...label,
    outcome: isNew ? "new" : isChanged ? "changed" : "unchanged",
    problems: [...problems, ...notes],
    creatorId: id,
    write:
      isNew || isChanged
        ? {
            id,
            particulars: isNew || changes.length > 0 ? after : null,
            isOtherPerson: changes.includes("email") || changes.includes("customerId"),
            codes,
            link,
          }
        : null,
  };
}

const COLUMN = {
  name: "name",
  email: "email",
  customerId: "customer",
  handle: "handle",
  language: "language",
  programId: "program",
} as const;
type Field = keyof typeof COLUMN;
const FIELDS = Object.keys(COLUMN) as Field[];

/** How a creator stands after the rows above: what the shop has, and over it what they said. Of one who is not kept yet, what holds otherwise. */
function standing(id: CreatorId, { known, told }: Seen, otherwise: Otherwise): CreatorParticulars {
  const kept: KnownCreator | undefined = known.creators.get(id);
  const base: CreatorParticulars = kept ?? particularsOf({}, null, otherwise);
  const said = [...(told.creators.get(id)?.said ?? [])].map(([field, { value }]) => [field, value]);
  const { name, email, customerId, handle, language, programId } = { ...base, ...Object.fromEntries(said) };
  return { name, email, customerId, handle, language, programId };
}

function particularsOf(
  said: Said,
  before: CreatorParticulars | null,
  otherwise: Otherwise,
): CreatorParticulars {
  const nobody = { name: "", email: null, customerId: null, handle: null };
  const base = before ?? { ...nobody, language: otherwise.language, programId: otherwise.programId };
  const kept = (["email", "handle"] as const).filter((trait) => isSame(trait, said[trait], base[trait]));
  return { ...base, ...said, ...Object.fromEntries(kept.map((trait) => [trait, base[trait]])) };
}

/** Of an e-mail or a handle, letter case (and the @ before a handle) makes no other one. */
function isSame(field: Field, one: string | null | undefined, other: string | null | undefined): boolean {
  if (one == null || other == null) return false;
  return field === "email" || field === "handle" ? isSameTrait(field, one, other) : one === other;
}

/** Two rows of one file must not say different things of one creator: which should hold? */
function contradictions({ said }: CreatorRow, id: CreatorId, { told }: Seen): Problem[] {
  const before = told.creators.get(id)?.said;
  return FIELDS.flatMap((field): Problem[] => {
    const earlier = before?.get(field);
    const value = said[field];
    if (earlier === undefined || value === undefined) return [];
    return isSame(field, earlier.value, value)
      ? []
      : [{ because: "contradicts", column: COLUMN[field], value, other: earlier.value, line: earlier.line }];
  });
}

/** An account has one owner: whoever has none yet, or another, cannot be given somebody else's. */
function handleOfOther(
  { said }: CreatorRow,
  id: CreatorId,
  before: CreatorParticulars | null,
  seen: Seen,
): Problem[] {
  if (said.handle === undefined || isSame("handle", said.handle, before?.handle)) return [];
  const [other] = having("handle", said.handle, seen).filter((each) => each !== id);
  if (other === undefined) return [];
  return [{ because: "handleHeld", column: "handle", value: said.handle, other: nameOf(other, seen) }];
}

function changedFields(before: CreatorParticulars, after: CreatorParticulars): Field[] {
  return FIELDS.filter((field) => before[field] !== after[field]);
}

/** What of a creator the shop has becomes another. */
function notesOf(
  changes: readonly Field[],
  before: CreatorParticulars | null,
  after: CreatorParticulars,
  codes: CreatorWrite["codes"],
  link: CreatorWrite["link"],
): Problem[] {
  const notes: Problem[] = changes.map((field) => changeNote(field, before, after));
  for (const { code } of codes) notes.push({ because: "addsCode", column: "code", value: code });
  if (link) notes.push({ because: "addsLink", column: "slug", value: link.slug });
  return notes.map((note) => ({ ...note, isNote: true }));
}

function changeNote(field: Field, before: CreatorParticulars | null, after: CreatorParticulars): Problem {
  const isWord = field === "name" || field === "email" || field === "handle";
  const was = before?.[field] ?? "";
  return {
    because: was === "" || !isWord ? "sets" : "changes",
    column: COLUMN[field],
    ...(isWord && { value: after[field] ?? "", other: was }),
  };
}
