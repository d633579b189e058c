import { latinOf } from "#app/creators/latin.ts";

/** What a link is called in its address: 1 to 64 of a to z, 0 to 9 and hyphens, none at either end. */
export type Slug = string;

/** Why a text is no page of the shop; `host` is the other shop's, where it names one. */
export type LandingRefusal = {
  readonly because: "not-an-address" | "other-host" | "too-long";
  readonly host?: string;
};

/** Why a text is no slug. */
export type SlugRefusal = { readonly because: "empty" | "too-long" | "unusable-characters" };

/** Where a click is sent on to: `visit` is null where nobody is counted (bots), `code` where no discount is applied. */
export type Way = {
  readonly host: string;
  readonly path: string;
  readonly slug: Slug;
  readonly visit: string | null;
  readonly code: string | null;
};

/** How many characters a slug may have. */
export const LONGEST_SLUG = 64;
/** How many characters the path of a page may have, as browsers write it. */
export const LONGEST_PATH = 2_000;
/** How many characters a merchant may call a link by. */
export const LONGEST_TITLE = 120;
/** Parameters that are ours: the link that was clicked, and the visit that came of it. */
const OURS = ["ref", "trb"];
/** Only to read addresses without a host. */
const BASE = "https://shop.invalid";

/**
 * Reads the page a merchant typed or picked into a path of the shop: "products/x", "/products/x?a=1#b" and
 * "https://tidewater.com/products/x" with `hosts` ["tidewater.com"]. Nothing is the shop's home: "" -> "/".
 */
export function parseLanding(text: string, hosts: readonly string[]): { path: string } | LandingRefusal {
  const typed = text.trim();
  if ([...typed].length > LONGEST_PATH) return { because: "too-long" };
  if (!typed.isWellFormed() || /[\p{Cc}\\]/u.test(typed)) return { because: "not-an-address" };
  const [first = ""] = typed.split(/[/?#]/, 1);
  const isHost = /^[^:@]+\.[^:@]+$/u.test(first);
  const isWhole = /^https?:\/\/[^/]/i.test(typed);
  if (!isWhole && /[:@]/.test(first)) return { because: "not-an-address" };
  const url = urlOf(isWhole ? typed : isHost ? `https://${typed}` : typed);
  if (url?.username !== "" || url.password !== "") return { because: "not-an-address" };
  const isOwn = url.origin === BASE || hosts.some((host) => bare(host) === bare(url.host));
  if (!isOwn) return { because: "other-host", host: url.host };
  const path = `${url.pathname}${url.search}${url.hash}`;
  if (path.length > LONGEST_PATH) return { because: "too-long" };
  return isPath(path) ? { path } : { because: "not-an-address" };
}

/** Shopify sends www. on to the shop's own host, and the other way round. */
const bare = (host: string) => host.toLowerCase().replace(/^www\./, "");

/** Whether a text is a path that leads nowhere but into the shop, however often it is decoded on the way. */
export function isPath(text: string): boolean {
  if (!text.startsWith("/") || text.length > LONGEST_PATH) return false;
  const url = urlOf(text);
  if (url?.origin !== BASE || `${url.pathname}${url.search}${url.hash}` !== text) return false;
  for (let [read, last] = [text, ""]; read !== last; [read, last] = [decodedOnce(read), read]) {
    // Browsers leave out white space, and take a backslash for a slash: two of them would begin a host.
    if (/^\/[/\\]/.test(read.replace(/[\s\p{Cc}]/gu, ""))) return false;
  }
  return true;
}

const decodedOnce = (text: string) =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Reads an address, or a path of a shop without a name; null for what is neither. Older Safaris have no `URL.parse`. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text, BASE);
  } catch {
    return null;
  }
}

/** Reads a slug: "Ada-Lovelace " -> "ada-lovelace". */
export function parseSlug(text: string): { slug: Slug } | SlugRefusal {
  const slug = text.trim().toLowerCase();
  if (slug === "") return { because: "empty" };
  if ([...slug].length > LONGEST_SLUG) return { because: "too-long" };
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(slug) ? { slug } : { because: "unusable-characters" };
}

/**
 * Proposes a slug that nobody has: "Ada Lovelace" -> "ada-lovelace", and where that is taken "ada-lovelace-2".
 * A name without letters of ours ("李") is "creator".
 */
export function slugOf(name: string, taken: ReadonlySet<string>): Slug {
  const stem = stemOf(name);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? stem : `${cut(stem, LONGEST_SLUG - 1 - String(number).length)}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/** What `slugOf` makes of a name where nobody has it. */
export function stemOf(name: string): Slug {
  const words = name.split(/[^\p{L}\p{M}\p{N}'’.]+/u).map((word) => latinOf(word).toLowerCase());
  return cut(words.filter(Boolean).join("-"), LONGEST_SLUG) || "creator";
}

const cut = (slug: string, most: number) => slug.slice(0, most).replace(/-+$/, "");

/** How the addresses of a shop's links begin: "https://app.example/go/tidewater/" for tidewater.myshopify.com. */
export function addressBase(appUrl: string, shopDomain: string): string {
  return new URL(`/go/${shopDomain.replace(/\.myshopify\.com$/, "")}/`, appUrl).href;
}

/**
 * Where a click is sent on to: always https and always `host`. `/p?a=1#b` with slug "ada" -> `/p?a=1&ref=ada&trb=vi_...#b`;
 * with a code `/discount/ADA10?redirect=` and that, the fragment last, for the browser carries it along. What is no path
 * of the shop is its home.
 */
export function destination({ host, path, slug, visit, code }: Way): string {
  const url = new URL(isPath(path) ? path : "/", `https://${host}`);
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !OURS.includes([...new URLSearchParams(pair).keys()][0] ?? ""));
  const ours = new URLSearchParams({ ref: slug.toWellFormed(), ...(visit && { trb: visit }) });
  url.search = [...kept, ours].join("&");
  // One of dots alone would lead up the path, even encoded.
  if (code === null || /^\.*$/.test(code)) return url.href;
  const applied = new URL(`/discount/${encodeURIComponent(code.toWellFormed())}`, url);
  applied.search = `redirect=${encodeURIComponent(`${url.pathname}${url.search}`)}`;
  applied.hash = url.hash;
  return applied.href;
}
