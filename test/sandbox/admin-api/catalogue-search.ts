import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";

type Thing = { readonly id: string; readonly title: string; readonly handle: string };

const FIELDS = ["id", "title", "handle"] as const;
const TERM = /(?:(\w+):)?(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/**
 * Whether a product or collection fits Shopify's search syntax, as far as it is simulated: words that begin a word of
 * the title, `title:`, `handle:` and `id:` with a value, joined by AND or OR. Anything else is said aloud.
 */
export function matches(thing: Thing, query: string): boolean {
  const ways = query.split(/\s+OR\s+/).map((way) => way.trim());
  return ways.some((way) => termsOf(way).every((isMatch) => isMatch(thing)));
}

function termsOf(way: string): ((thing: Thing) => boolean)[] {
  if (/[()]|(^|\s)(NOT\s|-\w+:)/.test(way)) throw new NotSimulated(`the search "${way}"`);
  const words = [...way.matchAll(TERM)].filter(([text]) => text !== "AND");
  return words.map(([text, name, double, single, bare]) => {
    const value = (double ?? single ?? bare ?? "").toLowerCase();
    if (name === undefined) return ({ title }) => begins(title, value);
    const field = FIELDS.find((one) => one === name);
    if (field === undefined || /^[<>]/.test(value)) throw new NotSimulated(`the search "${text}"`);
    if (field === "title") return ({ title }) => begins(title, value);
    return (thing) => fits(thing[field].toLowerCase(), value);
  });
}

/** Whether each word is the beginning of a word of the title. */
function begins(title: string, words: string): boolean {
  const known = title.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const wanted = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return wanted.every((word) => known.some((one) => one.startsWith(word)));
}

function fits(text: string, value: string): boolean {
  return value.endsWith("*") ? text.startsWith(value.slice(0, -1)) : text === value;
}
