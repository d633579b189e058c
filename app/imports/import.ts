import type { Terms } from "#app/creators/code.ts";
import { parseCodeValue } from "#app/creators/code.ts";
import { CREATOR_LANGUAGES, type CreatorLanguage } from "#app/creators/creator.ts";
import { percentIn } from "#app/imports/cell.ts";
import { type Column, columnsOf, type ImportKind, type Mapping } from "#app/imports/columns.ts";
import { isDay } from "#app/kernel/day.ts";
import { type BatchId, type CreatorId, type ProgramId, parseId } from "#app/kernel/id.ts";

/** What a merchant chose for an import: which column tells what, and what holds where the file says nothing. Kept as JSON. */
export type Choices = {
  readonly mapping: Mapping;
  readonly delimiter: string;
  /** For new creators only. */
  readonly programId: ProgramId | null;
  readonly language: CreatorLanguage;
  /** The discount of codes whose row and program name none. */
  readonly kind: string;
  readonly value: string;
  readonly oncePerCustomer: boolean;
  /** The first day whose orders the codes credit, where the file names none; empty: from the import on. */
  readonly creditFrom: string;
  /** Codes may exist in Shopify already: their discounts are adopted. */
  readonly mayAdopt: boolean;
  /** Programs the file names and the shop does not have are made. */
  readonly makesPrograms: boolean;
  /** Which look at the file this is: work that was begun for an earlier one stops. */
  readonly round: number;
  /** The batches the codes were given in so far: Shopify is asked for them at the end. */
  readonly batches: readonly BatchId[];
};

/** How far an import is. */
export const STATES = ["mapping", "checking", "checked", "importing", "done", "failed"] as const;
export type ImportState = (typeof STATES)[number];

/** What becomes of a row. */
export const OUTCOMES = ["new", "changed", "unchanged", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Something about a row that the merchant is told: `because` names the sentence, `value` what stood there, `other` who or
 * what stands against it. A note keeps nothing from being imported; anything else refuses the row.
 */
export type Problem = {
  readonly because: string;
  readonly column?: Column;
  readonly value?: string;
  readonly other?: string;
  readonly line?: number;
  readonly isNote?: true;
};

/** A row, decided: what becomes of it, why, and what is to be written (nothing for those refused or unchanged). */
export type Decided<Write> = {
  readonly line: number;
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  /** Whom it is about, and by which code or content, for the report. */
  readonly name: string;
  readonly code: string | null;
  readonly creatorId: CreatorId | null;
  readonly write: Write | null;
};

/** The mapping's form, as typed: `column.{name}` holds a column's number or nothing. */
export type ChoicesForm = Readonly<Record<string, string>>;

/** What is wrong with the form, by its fields. */
export type ChoicesRefusal = { readonly because: Readonly<Record<string, string>> };

/** What the form says before anybody chose. */
export const USUAL = {
  programId: null,
  language: "en",
  kind: "percent",
  value: "10",
  oncePerCustomer: false,
  creditFrom: "",
  mayAdopt: false,
  makesPrograms: true,
  round: 0,
  batches: [],
} as const;

/**
 * Reads the mapping's form. Creators need a column that names them (name, first name, last name, e-mail, handle or code);
 * collaborations one that names the creator, and the day. Columns must exist and tell one thing each; a default discount is
 * asked for where codes are told. `today` is the shop's day.
 */
export function parseChoices(
  kind: ImportKind,
  form: ChoicesForm,
  before: Choices,
  { columns, currency, today }: { columns: number; currency: string; today: string },
): Choices | ChoicesRefusal {
  const because: Record<string, string> = {};
  const mapping: Partial<Record<Column, number>> = {};
  for (const column of columnsOf(kind)) {
    const text = form[`column.${column}`] ?? "";
    if (text === "") continue;
    const at = Number(text);
    if (!/^\d{1,4}$/.test(text) || at >= columns) because[`column.${column}`] = "unknown";
    else if (Object.values(mapping).includes(at)) because[`column.${column}`] = "twice";
    else mapping[column] = at;
  }
  const has = (...names: Column[]) => names.some((name) => mapping[name] !== undefined);
  const isCreators = kind === "creators";
  const wanted: Column = isCreators ? "name" : "creator";
  const naming: Column[] = isCreators
    ? ["name", "firstName", "lastName", "email", "handle", "code"]
    : ["creator", "email", "code"];
  if (!has(...naming)) because[`column.${wanted}`] ??= "needed";
  if (!isCreators && !has("day")) because["column.day"] ??= "needed";
  const value = percentOrText(form);
  const makesPrograms = form.makesPrograms === "on" && has("program");
  if (isCreators && (has("code") || makesPrograms)) {
    const read = parseCodeValue(form.kind ?? "", value, currency);
    if ("because" in read) because.value = read.because;
  }
  const creditFrom = (form.creditFrom ?? "").trim();
  if (creditFrom !== "" && !isDay(creditFrom)) because.creditFrom = "not-a-date";
  else if (creditFrom > today) because.creditFrom = "in-the-future";
  const program = form.programId ?? "";
  const programId = program === "" ? null : parseId("program", program);
  if (program !== "" && programId === null) because.programId = "unknown";
  if (Object.keys(because).length > 0) return { because };
  return {
    mapping,
    delimiter: before.delimiter,
    programId,
    language: CREATOR_LANGUAGES.find((each) => each === form.language) ?? "en",
    kind: form.kind ?? USUAL.kind,
    value,
    oncePerCustomer: form.oncePerCustomer === "on",
    creditFrom,
    mayAdopt: form.mayAdopt === "on",
    makesPrograms: form.makesPrograms === "on",
    round: before.round,
    batches: before.batches,
  };
}

/** The discount codes carry where neither their row nor their program names one. */
export function defaultTerms({ kind, value, oncePerCustomer }: Choices, currency: string): Terms | null {
  const read = parseCodeValue(kind, value, currency);
  if ("because" in read) return null;
  return { value: read, conditions: oncePerCustomer ? { oncePerCustomer: true } : {} };
}

const percentOrText = (form: ChoicesForm) => {
  const text = (form.value ?? "").trim();
  return form.kind === "percent" ? (percentIn(text) ?? text) : text;
};
