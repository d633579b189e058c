import type { CodeKey, CodeValue } from "#app/creators/code.ts";
import type { CreatorParticulars } from "#app/creators/creator.ts";
import type { CreatorRow, Said } from "#app/imports/row.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** A creator the shop has. */
export type KnownCreator = CreatorParticulars & { readonly id: CreatorId; readonly hasCode: boolean };

/** Who holds, or held, a code; `heldTo: null` is still open. */
export type KnownCode = {
  readonly creatorId: CreatorId;
  readonly creatorName: string;
  readonly creatorEmail: string | null;
  readonly heldTo: Date | null;
  readonly value: CodeValue;
};

/** What the shop has of what some rows speak of. */
export type Known = {
  readonly creators: ReadonlyMap<CreatorId, KnownCreator>;
  readonly codes: ReadonlyMap<CodeKey, readonly KnownCode[]>;
  readonly links: ReadonlyMap<string, { readonly creatorId: CreatorId; readonly path: string }>;
};

/** What earlier rows of the file said of a creator: each thing, and on which line first. */
type ToldOf = {
  readonly line: number;
  hasCode: boolean;
  readonly said: Map<keyof Said, { readonly value: string; readonly line: number }>;
};

/** Whether two texts name one e-mail, handle, or whatever trait it is. */
export const isSameTrait = (trait: Trait, one: string, other: string): boolean =>
  traitKey(trait, one) === traitKey(trait, other);

/** What the rows so far have told, so that a row is decided by what the file says above it as by what the shop has. */
export type Told = {
  readonly creators: Map<CreatorId, ToldOf>;
  readonly by: Readonly<Record<Trait, Map<string, Set<CreatorId>>>>;
  readonly codes: Map<CodeKey, { readonly creatorId: CreatorId; readonly line: number }>;
  readonly slugs: Map<string, { readonly creatorId: CreatorId; readonly line: number }>;
};

/** By what a creator can be recognised. */
export const TRAITS = ["email", "customerId", "handle", "name"] as const;
export type Trait = (typeof TRAITS)[number];

/** Before the first row. */
export const nothingTold = (): Told => ({
  creators: new Map(),
  by: { email: new Map(), customerId: new Map(), handle: new Map(), name: new Map() },
  codes: new Map(),
  slugs: new Map(),
});

/** The form in which two e-mails, handles or names are the same. */
export function traitKey(trait: Trait, text: string): string {
  if (trait === "customerId" || trait === "name") return text;
  const plain = text.normalize("NFKC").trim().toLowerCase();
  return trait === "handle" ? plain.replace(/^@/, "") : plain;
}

/**
 * Small letters as a database may have them: all, or, where its locale folds only A to Z, those. Øre comes out as øre to the
 * one and as Øre to the other, so it is looked for as both.
 */
export function foldings(text: string): readonly [string, string] {
  return [text.toLowerCase(), text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())];
}

/** Remembers a row that was not refused: whom it is about, and what it said. */
export function tell(told: Told, row: CreatorRow, creatorId: CreatorId): void {
  const { line, said, codes, slug } = row;
  const of = told.creators.get(creatorId) ?? { line, said: new Map(), hasCode: false };
  if (codes.length > 0) of.hasCode = true;
  told.creators.set(creatorId, of);
  for (const [field, value] of Object.entries(said) as [keyof Said, string][])
    if (!of.said.has(field)) of.said.set(field, { value, line });
  for (const trait of TRAITS) {
    const text = said[trait];
    if (text === undefined) continue;
    const key = traitKey(trait, text);
    const ids = told.by[trait].get(key) ?? new Set();
    told.by[trait].set(key, ids.add(creatorId));
  }
  for (const { key } of codes) if (!told.codes.has(key)) told.codes.set(key, { creatorId, line });
  if (slug !== null && !told.slugs.has(slug)) told.slugs.set(slug, { creatorId, line });
}

/** Everybody a row may be about by what the file told above it: they must be known before the row can be decided. */
export function suspects(told: Told, { said, codes, slug }: CreatorRow): CreatorId[] {
  const ids = TRAITS.flatMap((trait) => {
    const text = said[trait];
    return text === undefined ? [] : [...(told.by[trait].get(traitKey(trait, text)) ?? [])];
  });
  for (const { key } of codes) ids.push(...idsOf(told.codes.get(key)));
  if (slug !== null) ids.push(...idsOf(told.slugs.get(slug)));
  return ids;
}

const idsOf = (holder: { readonly creatorId: CreatorId } | undefined) => (holder ? [holder.creatorId] : []);
