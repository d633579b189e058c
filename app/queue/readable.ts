/** A body made fit for a page: `text` is JSON set out in lines if it is JSON; `isBroken` if some bytes are no UTF-8. */
export type Readable = {
  readonly text: string;
  readonly isJson: boolean;
  readonly isBroken: boolean;
  readonly isCut: boolean;
  readonly bytes: number;
};

/** Makes a body readable, whatever bytes it has; what goes beyond `most` characters is cut off. */
export function readable(body: Uint8Array, most: number): Readable {
  const raw = new TextDecoder().decode(body);
  const isBroken = raw.includes("\ufffd") && !isUtf8(body);
  const isJson = !isBroken && parses(raw);
  const text = isJson ? setOut(raw, most) : raw.slice(0, most + 1);
  const isCut = text.length > most;
  const shown = isCut ? text.slice(0, most).replace(/[\ud800-\udbff]$/, "") : text;
  return { text: visible(shown), isJson, isBroken, isCut, bytes: body.length };
}

function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const MARKS = "[]{},:";
/** A number, true, false or null. */
const WORD = /[^\s"[\]{},:]+/y;

/** The tokens of a JSON text. A regular expression for strings would run out of stack on a long one. */
function* tokensOf(json: string): Generator<string> {
  for (let at = 0, end = 0; at < json.length; at = end) {
    const sign = json[at] ?? "";
    WORD.lastIndex = at;
    if (sign === '"') end = endOfString(json, at);
    else if (MARKS.includes(sign)) end = at + 1;
    else end = at + (WORD.exec(json)?.[0].length ?? 0);
    if (end > at) yield json.slice(at, end);
    else end = at + 1;
  }
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Sets JSON out in lines without reading its values: digits beyond 2^53, keys that come twice and their order all stay. */
function setOut(json: string, most: number): string {
  let text = "";
  let depth = 0;
  let before = "";
  for (const token of tokensOf(json)) {
    const isEnd = token === "}" || token === "]";
    if (isEnd) depth--;
    const isEmpty = isEnd && (before === "{" || before === "[");
    if (before === ":") text += " ";
    else if (["{", "[", ","].includes(before) && !isEmpty) text += line(depth);
    else if (isEnd && !isEmpty) text += line(depth);
    text += token;
    if (token === "{" || token === "[") depth++;
    before = token;
    if (text.length > most) break;
  }
  return text;
}

const line = (depth: number) => `\n${"  ".repeat(Math.min(depth, 40))}`;

/** Controls, marks that turn the direction of text, and what is no character at all. */
const UNSEEN = /\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** What a browser would swallow, or would turn the text around with, is shown as a sign. */
function visible(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSEEN, (sign) => {
    const code = sign.charCodeAt(0);
    if (sign === "\n" || sign === "\t") return sign;
    return code < 0x20
      ? String.fromCharCode(0x2400 + code)
      : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}
