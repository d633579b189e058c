import {
  type CodeKey,
  type CodeValue,
  type Conditions,
  parseCode,
  parseCodeValue,
} from "#app/creators/code.ts";
import { type CreatorLanguage, parseCreator } from "#app/creators/creator.ts";
import { parseLanding, parseSlug } from "#app/creators/link.ts";
import type { Program } from "#app/creators/program.ts";
import { amountIn, cellText, dayFrom, percentIn, yesOrNo } from "#app/imports/cell.ts";
import type { Column, Mapping } from "#app/imports/columns.ts";
import type { Problem } from "#app/imports/import.ts";
import { startOfDay } from "#app/kernel/day.ts";
import type { CustomerId, ProgramId } from "#app/kernel/id.ts";

/** The shop a file is read for. `hosts` are those links may lead to; `programs` those a creator may join. */
export type Ground = {
  readonly currency: string;
  readonly timeZone: string;
  readonly hosts: readonly string[];
  readonly programs: readonly Program[];
  readonly now: Date;
};

/** What a row says of who a creator is; what it leaves empty it has no opinion on. */
export type Said = {
  readonly name?: string;
  readonly email?: string;
  readonly customerId?: CustomerId;
  readonly handle?: string;
  readonly language?: CreatorLanguage;
  readonly programId?: ProgramId;
};

/** A row of creators, read: what is wrong with it stands in `problems`. */
export type CreatorRow = {
  readonly line: number;
  /** Whom and which codes it is about in the file's own words, for the report: also where they cannot be read. */
  readonly label: { readonly name: string; readonly code: string | null };
  readonly said: Said;
  readonly codes: readonly { readonly code: string; readonly key: CodeKey }[];
  readonly value: CodeValue | null;
  readonly oncePerCustomer: boolean | null;
  readonly heldFrom: Date | null;
  readonly slug: string | null;
  readonly path: string | null;
  readonly problems: readonly Problem[];
};

const LANGUAGES: Readonly<Record<CreatorLanguage, string>> = {
  en: "en eng english englisch engelsk",
  de: "de deu ger german deutsch tysk",
  da: "da dan dk danish dänisch daenisch dansk",
};
const KINDS: Readonly<Record<CodeValue["kind"], string>> = {
  percent: "percent percentage prozent procent %",
  amount: "amount fixed fixedamount betrag festbetrag belob fixedbeløb",
  "free-shipping": "freeshipping shipping versandkostenfrei kostenloserversand gratisfragt frifragt",
};
const MOST_CODES = 20;

/** Reads a row of creators by the mapping: each cell by its own rule, and each problem named by what stood there. */
export function readCreatorRow(
  { line, values }: { readonly line: number; readonly values: readonly string[] },
  width: number,
  mapping: Mapping,
  ground: Ground,
): CreatorRow {
  const cell = (column: Column) => cellText(mapping[column] === undefined ? "" : values[mapping[column]]);
  const problems: Problem[] = [...raggedness(values, width)];
  const say = (column: Column, because: string, value = cell(column)) =>
    problems.push({ because, column, value });
  const { said, wrong } = readSaid(cell, ground);
  for (const each of wrong) say(each.column, each.because);
  const codes = readCodes(cell("code"), say);
  const value = readValue(cell, ground.currency, say);
  const once = cell("oncePerCustomer");
  const oncePerCustomer = once === "" ? null : yesOrNo(once);
  if (once !== "" && oncePerCustomer === null) say("oncePerCustomer", "yesOrNo");
  const heldFrom = readDay(cell("creditFrom"), ground, (because) => say("creditFrom", because));
  const slug = cell("slug") === "" ? null : parseSlug(cell("slug"));
  if (slug && "because" in slug) say("slug", "slugForm");
  const landing = cell("landing") === "" ? null : parseLanding(cell("landing"), ground.hosts);
  if (landing && "because" in landing)
    say("landing", landing.because === "other-host" ? "landingHost" : "landingForm");
  else if (landing && slug === null) say("landing", "landingAlone");
  const label = {
    name: wholeName(cell) || cell("email") || cell("handle"),
    code: cell("code") === "" ? null : cell("code"),
  };
  return {
    ...{ line, label, said, codes, value, oncePerCustomer, heldFrom, problems },
    slug: slug && "slug" in slug ? slug.slug : null,
    path: landing && "path" in landing ? landing.path : null,
  };
}

/** A row must have a value for each column of the header, and none beyond: else a comma or a quote is not where it should be. */
export function raggedness(values: readonly string[], width: number): Problem[] {
  if (values.length < width)
    return [{ because: "tooFewCells", value: String(values.length), other: String(width) }];
  const beyond = values.slice(width).some((value) => value.trim() !== "");
  return beyond ? [{ because: "tooManyCells", value: String(values.length), other: String(width) }] : [];
}

type Cell = (column: Column) => string;
type Say = (column: Column, because: string, value?: string) => void;

const REFUSALS = {
  name: { column: "name", because: { "too-long": "nameLong", empty: "nameEmpty" } },
  email: { column: "email", because: { "not-an-email": "emailForm", "too-long": "emailLong" } },
  customerId: { column: "customer", because: { "not-a-customer": "customerForm" } },
  handle: { column: "handle", because: { "too-long": "handleLong" } },
} as const;

const wholeName = (cell: Cell) =>
  cell("name") || [cell("firstName"), cell("lastName")].filter(Boolean).join(" ");

function readSaid(cell: Cell, { programs }: Ground) {
  const wrong: { column: Column; because: string }[] = [];
  const whole = wholeName(cell);
  const language =
    cell("language") === "" ? undefined : wordIn(LANGUAGES, cell("language").split(/[-_]/)[0] ?? "");
  const named = programs.filter(({ name }) => isSameName(name, cell("program")));
  const program = named.find(({ isArchived }) => !isArchived) ?? named[0];
  if (language === null) wrong.push({ column: "language", because: "languageUnknown" });
  if (program === undefined && cell("program") !== "")
    wrong.push({ column: "program", because: "programUnknown" });
  const read = parseCreator({
    name: whole || "-",
    email: cell("email"),
    customerId: cell("customer"),
    handle: cell("handle"),
  });
  if ("because" in read) {
    for (const [field, { column, because }] of Object.entries(REFUSALS)) {
      const found = read.because[field as keyof typeof REFUSALS];
      if (found) wrong.push({ column, because: (because as Record<string, string>)[found] ?? found });
    }
    return { said: {}, wrong };
  }
  const said: Said = {
    ...(whole !== "" && { name: read.name }),
    ...(read.email !== null && { email: read.email }),
    ...(read.customerId !== null && { customerId: read.customerId }),
    ...(read.handle !== null && { handle: read.handle }),
    ...(language && { language }),
    ...(program && { programId: program.id }),
  };
  return { said, wrong };
}

/** A cell may hold several codes, with commas between them: no code holds one. */
function readCodes(text: string, say: Say): CreatorRow["codes"] {
  const parts = text.split(/\s*,\s*/).filter(Boolean);
  if (parts.length > MOST_CODES) say("code", "codesMany", String(parts.length));
  const codes = new Map<CodeKey, { code: string; key: CodeKey }>();
  for (const part of parts.slice(0, MOST_CODES)) {
    const read = parseCode(part);
    if ("because" in read) say("code", read.because === "too-long" ? "codeLong" : "codeLetters", part);
    else codes.set(read.key, codes.get(read.key) ?? read);
  }
  return [...codes.values()];
}

/** What a row's codes take off, if it says so: by the kind it names, else by whichever of percent and amount it fills. */
function readValue(cell: Cell, currency: string, say: Say): CodeValue | null {
  const [kindText, percent, amount] = [cell("discount"), cell("percent"), cell("amount")];
  if (kindText === "" && percent === "" && amount === "") return null;
  const kind = kindText === "" ? (percent !== "" ? "percent" : "amount") : wordIn(KINDS, kindText);
  if (kind === null) say("discount", "kindUnknown");
  else if (kindText === "" && percent !== "" && amount !== "") say("amount", "valueBoth");
  if (kind === null || kind === "free-shipping") return kind && { kind };
  if (kind === "percent") return readPercent(percent, say);
  const told = cell("currency").toUpperCase();
  if (told !== "" && told !== currency) say("currency", "currencyOther");
  const minor = amountIn(amount, currency);
  if (amount === "" || minor === null || minor === 0) {
    say("amount", amount === "" ? "amountMissing" : minor === null ? "amountForm" : "amountRange");
    return null;
  }
  return { kind: "amount", minor, currency };
}

function readPercent(text: string, say: Say): CodeValue | null {
  const read = parseCodeValue("percent", percentIn(text) ?? text, "USD");
  if (!("because" in read)) return read;
  say(
    "percent",
    text === "" ? "percentMissing" : read.because === "out-of-range" ? "percentRange" : "percentForm",
  );
  return null;
}

function readDay(text: string, { timeZone, now }: Ground, wrong: (because: string) => void): Date | null {
  if (text === "") return null;
  const read = dayFrom(text);
  const instant = "day" in read ? startOfDay(read.day, timeZone) : null;
  if (instant && instant <= now) return instant;
  wrong(
    instant ? "dayFuture" : "because" in read && read.because === "two-readings" ? "dayTwice" : "dayForm",
  );
  return null;
}

/** Whether two names are one to a reader. */
export const isSameName = (one: string, other: string) =>
  one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase();

/** Which of these a word names; null for one we do not know. */
export function wordIn<Each extends string>(
  words: Readonly<Record<Each, string>>,
  text: string,
): Each | null {
  const wanted = text.toLowerCase().replace(/[\s_-]+/g, "");
  const found = (Object.keys(words) as Each[]).find((each) =>
    [each.replace(/-/g, ""), ...words[each].split(" ")].includes(wanted),
  );
  return found ?? null;
}

/** What codes of a row ask for besides being typed: what the row says goes before what holds otherwise. */
export function conditionsOf(row: Pick<CreatorRow, "oncePerCustomer">, otherwise: Conditions): Conditions {
  if (row.oncePerCustomer === null) return otherwise;
  const { oncePerCustomer: _, ...others } = otherwise;
  return row.oncePerCustomer ? { ...others, oncePerCustomer: true } : others;
}
