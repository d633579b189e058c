/** How a buyer came to the shop, as far as anybody may know: nothing of it leads to a person. */
export type Came = {
  /** Whether it is known on which page their visit began; it is not for POS, drafts, or without consent. */
  readonly hasLanded: boolean;
  /** The names of the landing page's parameters, in small letters: `gclid`, `utm_medium`. */
  readonly parameters: readonly string[];
  /** `utm_medium` and `utm_source`, in small letters. */
  readonly medium: string | null;
  readonly source: string | null;
  /** The host of the page that led there, in small letters and without `www.`; the shop's own is none. */
  readonly referrer: string | null;
};

/** Nothing is known of how a buyer came. */
export const NOTHING_KNOWN: Came = {
  hasLanded: false,
  parameters: [],
  medium: null,
  source: null,
  referrer: null,
};

const MOST_PARAMETERS = 30;
const LONGEST = 100;

/**
 * Reads how a buyer came from the page their visit began on (an address, or its path) and from the page that led there.
 * `"/mug?gclid=x"`, `"https://www.google.de/"` -> landed, parameters `["gclid"]`, referrer `google.de`.
 */
export function cameBy(landing: string | null, referringSite: string | null): Came {
  const page = landing === null ? null : URL.parse(landing, "https://shop.invalid");
  const host = hostOf(referringSite);
  const names = [...(page?.searchParams.keys() ?? [])].map((name) => name.trim().toLowerCase());
  return {
    hasLanded: landing !== null,
    parameters: [...new Set(names.filter((name) => name !== "" && name.length <= LONGEST && isText(name)))]
      .slice(0, MOST_PARAMETERS)
      .sort(),
    medium: word(page?.searchParams.get("utm_medium")),
    source: word(page?.searchParams.get("utm_source")),
    referrer: host !== null && host === bare(page?.hostname ?? "") ? null : host,
  };
}

const isText = (text: string) => text.isWellFormed() && !text.includes("\0");
const bare = (host: string) => host.toLowerCase().replace(/^www\./, "");

function word(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase().slice(0, LONGEST) ?? "";
  return text !== "" && isText(text) ? text : null;
}

function hostOf(address: string | null): string | null {
  const found = address === null ? null : URL.parse(address.includes("://") ? address : `https://${address}`);
  const host = bare(found?.hostname ?? "");
  return host === "" || host.length > 253 ? null : host;
}
