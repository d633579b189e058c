import { keyOf, quoted, type Row, refuseRow } from "#test/sandbox/play/replay/row.ts";
import type { StoryCreator } from "#test/sandbox/play/story.ts";

/** Codes that begin so are the merchant's own: no creator is made for them. */
const MERCHANTS = "shop-";
/** The app's longest name of a creator. */
const LONGEST = 120;

/**
 * The creators a file needs: one for each code that is not the merchant's, named like the code in capitals, from the
 * file's first order on. The codes take 10 % in Shopify; in the file the total is already what was paid.
 * @param named gives another name than the code's
 */
export function creatorsOf(orders: readonly Row[], named: ((code: string) => string) | null): StoryCreator[] {
  const creditFrom = new Date(orders.reduce((least, row) => Math.min(least, Number(row.at)), Date.now()));
  const codes = new Map<string, string>();
  for (const row of orders) {
    const key = keyOf(row.code);
    if (row.code === "" || key.startsWith(MERCHANTS) || codes.has(key)) continue;
    codes.set(key, codeOf(row, key));
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
