/** Parameters of a landing page that attribution reads: ours, campaigns, and ad networks' click ids. All else may be about a person. */
const KEPT =
  /^(ref|source|r|trb|utm_(source|medium|campaign|content|term)|gclid|fbclid|msclkid|ttclid|twclid|li_fat_id|rdt_cid)$/;
const LONGEST = 1_000;
/** Only to read addresses without a host; never shown. */
const BASE = "https://shop.invalid";

/**
 * What is kept of the first page of a visit: its path and the parameters that tell where it came from.
 * `/?utm_source=ig&email=ada@example.com` -> `/?utm_source=ig`; null when there is none or it cannot be read.
 */
export function landingOf(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text, BASE);
  if (!url) return null;
  const kept = [...url.searchParams].filter(([name]) => KEPT.test(name.toLowerCase()));
  const query = new URLSearchParams(kept).toString();
  return `${url.pathname}${query === "" ? "" : `?${query}`}`.slice(0, LONGEST);
}

/** What is kept of the page that led to the shop: whose it is. `https://www.example.com/search?q=ada` -> `https://www.example.com`. */
export function referrerOf(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.origin.slice(0, LONGEST) : null;
}

/** A shop's host as a browser writes it: "Tidewater.com" -> "tidewater.com", "größe.de" -> "xn--gre-6ka8i.de"; null for anything else. */
export function hostOf(text: string | null | undefined): string | null {
  const host = text && /^[^/\\?#@:\s]+$/u.test(text) ? URL.parse(`https://${text}/`)?.hostname : null;
  return host && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) ? host : null;
}
