/** A postal address, as typed; `more` is its second line (a flat, a floor, a company). */
export type Address = {
  readonly street: string;
  readonly more: string;
  readonly postalCode: string;
  /** Two letters. */
  readonly country: string;
};

/** A house, and the flat in it; null: the address names none. */
export type Door = { readonly house: string; readonly flat: string | null };

/**
 * The door an address leads to, alike however it is written: "Hauptstraße 5, 10115" and "5 hauptstr., 10 115" are one
 * house, "Apt 4" and "#4" one flat. Null where no door can be told: without a postal code, a street with a number, or at
 * a post office box, a parcel locker or a shop, where many people fetch their parcels.
 */
export function doorOf({ street, more, postalCode, country }: Address): Door | null {
  const code = codeOf(postalCode, country);
  const first = plain(street);
  const second = plain(more);
  if (code === "" || FETCHED.test(` ${first} ${second} `)) return null;
  const { road, rest } = parted(first);
  const words = wordsOf(joined(road)).filter((word) => !UNITS.has(word));
  if (!words.some(hasDigit) || !words.some(isWord)) return null;
  const house = [country.toUpperCase(), code, ...words.map(shortened).sort()].join(" ");
  const flat = wordsOf(`${rest} ${second}`).filter(isOfFlat);
  return { house, flat: flat.length > 0 ? flat.sort().join(" ") : null };
}

/** Where many people fetch parcels: boxes at a post office, lockers, shops. */
const FETCHED =
  / (p ?o ?box|post office box|postfach|packstation|postfiliale|paketshop|paketbox|pakkeboks|pakkeshop|postboks|postbus|apartado|boite postale|bp \d+|cs \d+|casella postale|parcel ?(shop|locker)|locker|pick ?up|inpost|paczkomat|poste restante|general delivery|c o) /;

/** What stands before the number of a flat, and says nothing itself. */
const UNITS: ReadonlySet<string> = new Set(
  "apartment apt appartement unit suite ste flat room rm floor fl etage og whg wohnung piso puerta lejlighed no nr number".split(
    " ",
  ),
);
const UNIT = new RegExp(`^(.*?\\d.*?) (?=(?:${[...UNITS].join("|")}|#) ?\\d|# ?\\w)(.*)$`);

/** Words that are written short, each with its short forms. */
const SHORT: ReadonlyMap<string, string> = new Map(
  [
    "street st",
    "road rd",
    "avenue ave av",
    "boulevard blvd bd",
    "drive dr",
    "lane ln",
    "court ct",
    "place pl",
    "square sq",
    "terrace terr",
    "highway hwy",
    "parkway pkwy",
    "north n",
    "south s",
    "east e",
    "west w",
    "platz plz",
  ].flatMap((line) => {
    const [whole = "", ...forms] = line.split(" ");
    return forms.map((form) => [form, whole] as const);
  }),
);

/** Small letters without accents, commas kept to part by, all other punctuation a space. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ł", "l")
    .replace(/['’.]/g, " ")
    .replace(/[^\p{L}\p{N},#]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The road with its number apart from the rest: "flat 2, 221b baker street" and "221b baker street apt 2" name the flat
 * before a comma or behind a word of its own; "12 main street, 2 tv" behind the first comma that follows both.
 */
function parted(street: string): { road: string; rest: string } {
  const [first = "", ...others] = street.split(",").map((part) => part.trim());
  const isFlat = others.length > 0 && UNITS.has(wordsOf(first)[0] ?? "");
  const parts = isFlat ? others : [first, ...others];
  const ends = parts.findIndex((_, at) => {
    const words = wordsOf(parts.slice(0, at + 1).join(" "));
    return words.some(hasDigit) && words.some(isWord);
  });
  const upTo = ends < 0 ? parts.length : ends + 1;
  const road = parts.slice(0, upTo).join(" ");
  const rest = [isFlat ? first : "", ...parts.slice(upTo)].join(" ");
  const unit = UNIT.exec(road);
  return unit ? { road: unit[1] ?? "", rest: `${unit[2]} ${rest}` } : { road, rest };
}

/** "haupt strasse 5" -> "hauptstrasse 5": Germans write it either way. */
const joined = (road: string) => road.replace(/(\p{L}) (strasse|str)(?= |$)/gu, "$1$2");

const wordsOf = (text: string) => text.replace(/[,#]/g, " ").split(" ").filter(Boolean);
const hasDigit = (word: string) => /\p{N}/u.test(word);
const isWord = (word: string) => /^\p{L}{2,}/u.test(word);

/** A number, or a letter or two beside it ("2 tv"); a company's name is no flat. */
const isOfFlat = (word: string) => !UNITS.has(word) && (hasDigit(word) || word.length <= 2);

/** "hauptstrasse" -> "hauptstr"; "st" -> "street". */
const shortened = (word: string) => SHORT.get(word) ?? word.replace(/strasse$/, "str");

/** A postal code without spaces; of the United States its first five digits, which name a post office. */
function codeOf(text: string, country: string): string {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}-]/gu, "");
  return country.toUpperCase() === "US" ? code.slice(0, 5) : code.replaceAll("-", "");
}
