import { keyOf, quoted, type Row, refuseRow } from "#test/sandbox/play/replay/row.ts";
import type { StoryCreator } from "#test/sandbox/play/story.ts";

/** Codes that begin so are the merchant's own: no creator is made for them. */
const MERCHANTS = "shop-";
/** The app's longest name of a creator. */
const LONGEST = 120;

/** So long before its order a link was clicked. */
export const CLICK_BEFORE_MS = 3_600_000;

/**
 * The creators a file needs: one for each code that is not the merchant's and for each slug of a link, named like it in
 * capitals, from the file's first order (or click) on. A creator's first link is called like the creator. The codes take 10 % in Shopify; in the file the total is already what was paid.
 * @param named gives another name than the code's
 */
export function creatorsOf(orders: readonly Row[], named: ((code: string) => string) | null): StoryCreator[] {
  const first = (row: Row) => Number(row.at) - (row.link === "" ? 0 : CLICK_BEFORE_MS);
  const creditFrom = new Date(orders.reduce((least, row) => Math.min(least, first(row)), Date.now()));
  const codes = new Map<string, string>();
  for (const row of orders) {
    const key = keyOf(row.code);
    if (row.code === "" || key.startsWith(MERCHANTS) || codes.has(key)) continue;
    codes.set(key, codeOf(row, key));
  }
  const slugs = new Set([...codes.values()].map(slugOf));
  for (const { link } of orders) {
    if (link === "" || slugs.has(link)) continue;
    slugs.add(link);
    codes.set(link, link.toUpperCase());
  }
  return [...codes.values()]
    .map((code) => ({
      name: named?.(code) ?? code,
      email: "",
      customerId: "",
      code,
      kind: "percent" as const,
      value: "10",
      creditFrom,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a creator's first link is called, as far as plain letters go: `ADA10` -> `ada10`. */
const slugOf = (name: string) => name.toLowerCase();

/** The code in capitals; as typed where capitals would make another code of it (German sharp s). */
function codeOf(row: Row, key: string): string {
  if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u.test(key) || key.includes(",")) {
    refuseRow(
      row,
      `the code is ${quoted(row.code)}; a creator's code has no spaces, commas or invisible characters inside. Start it with SHOP- if it is the merchant's own, or correct it.`,
    );
  }
  if ([...key].length > LONGEST) {
    refuseRow(
      row,
      `the code ${quoted(row.code)} has ${[...key].length} characters; ${LONGEST} are the most, since it names its creator. Shorten it.`,
    );
  }
  const capitals = key.toUpperCase();
  return keyOf(capitals) === key ? capitals : row.code.normalize("NFKC").trim();
}
