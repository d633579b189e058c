import { manyLines } from "#app/creators/application.ts";
import { type ProgramId, parseId } from "#app/kernel/id.ts";

/** How a shop recruits: whether its application page is open, what stands there, whom approved creators join. */
export type Recruiting = {
  readonly isOpen: boolean;
  readonly intro: string;
  readonly programId: ProgramId | null;
};

/** A version of the terms creators accept, and since when it holds. An empty text: nothing needs to be accepted. */
export type CreatorTerms = { readonly version: number; readonly text: string; readonly since: Date };

/** The recruiting form, as typed. `isOpen` is "on" where it is switched on. */
export type RecruitingFields = {
  readonly isOpen: string;
  readonly intro: string;
  readonly terms: string;
  readonly programId: string;
};

/** What is wrong with each field of the recruiting form; a field that is right is not named. */
export type RecruitingRefusal = {
  readonly because: {
    readonly intro?: "too-long";
    readonly terms?: "too-long";
    readonly programId?: "unknown";
  };
};

/** How many characters the texts of the application page may have. */
export const LONGEST_INTRO = 2000;
export const LONGEST_TERMS = 20_000;

/** Reads the recruiting form: an intro of at most 2,000 characters, terms of at most 20,000, a program's id or nothing. */
export function parseRecruiting(
  fields: RecruitingFields,
): { readonly recruiting: Recruiting; readonly terms: string } | RecruitingRefusal {
  const intro = manyLines(fields.intro);
  const terms = manyLines(fields.terms);
  const program = fields.programId.trim();
  const programId = program === "" ? null : parseId("program", program);
  const because = {
    ...([...intro].length > LONGEST_INTRO && { intro: "too-long" as const }),
    ...([...terms].length > LONGEST_TERMS && { terms: "too-long" as const }),
    ...(program !== "" && programId === null && { programId: "unknown" as const }),
  };
  if (Object.keys(because).length > 0) return { because };
  return { recruiting: { isOpen: fields.isOpen === "on", intro, programId }, terms };
}
