import { type CodeKey, type CodeValue, codeKey, parseCode } from "#app/creators/code.ts";
import { latinOf } from "#app/creators/latin.ts";
import { money, toDecimal } from "#app/kernel/money.ts";

/** What a template may name in braces; besides these, digits such as `{10}` stand for themselves. */
export const TOKENS = ["FIRST", "LAST", "NAME", "HANDLE", "VALUE", "RANDOM"] as const;
export type Token = (typeof TOKENS)[number];

/** How codes are made, read: text, and what takes its place for each creator. */
export type Template = readonly (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "token"; readonly token: Token }
)[];

/** Why a text is no template; `token` is what stood between the braces where that is what is wrong. */
export type TemplateRefusal = {
  readonly because: "empty" | "unknown-token" | "open-brace" | "unusable-characters" | "too-long";
  readonly token?: string;
};

/** Whom a code is made for. */
export type Named = { readonly name: string; readonly handle: string | null };

/** A code made from a template; `isNumbered` when others have what it would have been. Or why there is none. */
export type MadeCode =
  | { readonly code: string; readonly key: CodeKey; readonly isNumbered: boolean }
  | { readonly because: "no-letters" | "too-long" };

/** What codes are made by: the keys others have, what the code takes off, and chance: a whole number below `below`. */
export type Making = {
  readonly taken: ReadonlySet<string>;
  readonly value: CodeValue;
  readonly random: (below: number) => number;
};

const LONGEST = 255;
/** Letters and digits nobody takes for one another, read aloud or typed. */
const UNMISTAKABLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const RANDOM_LENGTH = 4;
/** How often chance is asked again for a code that others have, before it is numbered. */
const MOST_DRAWS = 20;

/** Reads a template such as `{FIRST}{VALUE}` or `glow-{HANDLE}`: 1 to 255 characters that a code may have, tokens in braces. */
export function parseTemplate(text: string): Template | TemplateRefusal {
  const template = text.trim();
  if (template === "") return { because: "empty" };
  if ([...template].length > LONGEST) return { because: "too-long" };
  const parts: Template[number][] = [];
  for (const [part, name] of template.matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/gu)) {
    if (name === undefined) {
      if (part === "{" || part === "}") return { because: "open-brace" };
      const literal = part.toUpperCase();
      if ("because" in parseCode(literal) || /\s/u.test(literal)) return { because: "unusable-characters" };
      parts.push({ kind: "text", text: literal });
    } else {
      const token = TOKENS.find((each) => each === name.trim().toUpperCase());
      const isDigits = /^\d+$/.test(name.trim());
      if (!token && !isDigits) return { because: "unknown-token", token: name };
      parts.push(token ? { kind: "token", token } : { kind: "text", text: name.trim() });
    }
  }
  return parts;
}

/**
 * Makes a code for each of these people, in their order, none of which others have: where two would get the same, the
 * later one is numbered. `{FIRST}{VALUE}` at 10 % for two Adas -> "ADA10", "ADA10-2"; `{FIRST}` -> "ADA", "ADA2".
 */
export function codesFrom(template: Template, people: readonly Named[], making: Making): MadeCode[] {
  const made = new Set<string>();
  const numbers = new Map<string, number>();
  const isTaken = (key: string) => made.has(key) || making.taken.has(key);
  return people.map((person) => {
    const code = codeFor(template, person, making, isTaken, numbers);
    if ("key" in code) made.add(code.key);
    return code;
  });
}

/** What a template makes for the first `most` of these people, and of how many of all of them it cannot be had as it stands. */
export function previewOf(
  template: Template,
  people: readonly Named[],
  making: Making,
  most = 10,
): {
  readonly codes: readonly MadeCode[];
  readonly numbered: number;
  readonly refused: number;
} {
  const codes = codesFrom(template, people, making);
  return {
    codes: codes.slice(0, most),
    numbered: codes.filter((each) => "key" in each && each.isNumbered).length,
    refused: codes.filter((each) => "because" in each).length,
  };
}

function codeFor(
  template: Template,
  person: Named,
  { value, random }: Making,
  isTaken: (key: string) => boolean,
  numbers: Map<string, number>,
): MadeCode {
  const isOfChance = template.some((part) => part.kind === "token" && part.token === "RANDOM");
  for (let draw = 1; ; draw++) {
    const stem = filledIn(template, person, value, random);
    if (stem === null) return { because: "no-letters" };
    if (stem.length > LONGEST) return { because: "too-long" };
    if (!isTaken(codeKey(stem))) return { code: stem, key: codeKey(stem), isNumbered: false };
    if (!isOfChance || draw === MOST_DRAWS) return numbered(stem, isTaken, numbers);
  }
}

/** The first free one of ADA2, ADA3, ...; behind a digit a hyphen sets the number apart. `numbers` remembers where it stopped. */
function numbered(stem: string, isTaken: (key: string) => boolean, numbers: Map<string, number>): MadeCode {
  const joint = /\d$/.test(stem) ? `${stem}-` : stem;
  for (let number = numbers.get(stem) ?? 2; ; number++) {
    const code = `${joint}${number}`;
    const key = codeKey(code);
    if (code.length > LONGEST) return { because: "too-long" };
    if (!isTaken(key)) {
      numbers.set(stem, number + 1);
      return { code, key, isNumbered: true };
    }
  }
}

/** The template with this person in it; null when it names the person and nothing of their name is left to write. */
function filledIn(
  template: Template,
  person: Named,
  value: CodeValue,
  random: Making["random"],
): string | null {
  const said = template.map((part) => {
    if (part.kind === "text") return { text: part.text, isOfPerson: false };
    if (part.token === "VALUE") return { text: valueText(value), isOfPerson: false };
    if (part.token === "RANDOM") return { text: lettersOfChance(random), isOfPerson: false };
    return { text: nameFor(part.token, person), isOfPerson: true };
  });
  const ofPerson = said.filter((part) => part.isOfPerson);
  if (ofPerson.length > 0 && ofPerson.every((part) => part.text === "")) return null;
  const whole = said.map((part) => part.text).join("");
  // Nobody wants the hyphen before a last name that there is not.
  return ofPerson.every((part) => part.text !== "") ? whole : whole.replace(/^[-_.]+|[-_.]+$/g, "");
}

/** A name in letters of ours. Who has none of the one kind goes by the other: no handle, by the first name. */
function nameFor(token: Exclude<Token, "VALUE" | "RANDOM">, { name, handle }: Named): string {
  const words = name.split(/\s+/u).map(latinOf).filter(Boolean);
  const [first = ""] = words;
  const called = latinOf(handle?.split("/").filter(Boolean).at(-1) ?? "");
  if (token === "LAST") return words.length > 1 ? (words.at(-1) ?? "") : "";
  if (token === "HANDLE") return called || first;
  return (token === "FIRST" ? first : words.join("")) || called;
}

/** What the code takes off, for reading: 10 % -> "10", 12.5 % -> "12.5", 5.00 USD -> "5", free shipping -> "FREESHIP". */
function valueText(value: CodeValue): string {
  if (value.kind === "free-shipping") return "FREESHIP";
  const text =
    value.kind === "percent"
      ? `${Math.floor(value.basisPoints / 100)}.${String(value.basisPoints % 100).padStart(2, "0")}`
      : toDecimal(money(value.minor, value.currency));
  return value.kind === "percent" ? text.replace(/\.?0+$/, "") || text : text.replace(/\.0+$/, "");
}

function lettersOfChance(random: Making["random"]): string {
  return Array.from({ length: RANDOM_LENGTH }, () => UNMISTAKABLE[random(UNMISTAKABLE.length)] ?? "A").join(
    "",
  );
}

/** Another code for the same creator, where others have this one: "ADA10" -> "ADA10-2", "ADA10-2" -> "ADA10-3". */
export function renumbered(code: string, isTaken: (key: string) => boolean): MadeCode {
  const [, stem = code] = /^(.*\d)-\d+$/.exec(code) ?? [];
  return numbered(stem, isTaken, new Map());
}
