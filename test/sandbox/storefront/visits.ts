import { isAllowed, type Session } from "#test/sandbox/storefront/session.ts";
import type { StorefrontSettings } from "#test/sandbox/storefront/settings.ts";

/** A page that a browser opened: its path and query, and the page that led there. `at` is the played now, `realNow` milliseconds. */
export type Landing = {
  readonly page: string;
  readonly referrer: string | null;
  readonly at: Date;
  readonly realNow: number;
};

const SILENCE = 30 * 60_000;
const MOST = 50;
/** A query that names who sent the visitor begins a visit, whatever page came before. */
const SENT = /^(ref|source|r|utm_\w+|gclid|fbclid|msclkid|ttclid)$/;

/**
 * Records the page as the beginning of a visit when it is one, and the visitor allows it. A visit begins with the first
 * page, after half an hour of silence, and whenever somebody sent the visitor.
 */
export function noteVisit(
  session: Session,
  settings: StorefrontSettings,
  { page, referrer, at, realNow }: Landing,
  origin: string,
): void {
  const wasSilent = realNow - session.lastSeen > SILENCE;
  session.lastSeen = realNow;
  if (!isAllowed(session, settings)) return;
  const from = outside(referrer, origin);
  const query = new URL(page, origin).searchParams;
  const isSent = from !== null || [...query.keys()].some((name) => SENT.test(name));
  const isSamePage = session.visits.at(-1)?.landingPage === page;
  if (session.visits.length > 0 && !wasSilent && (!isSent || isSamePage)) return;
  // Shopify's instants are whole seconds.
  const second = new Date(Math.floor(at.getTime() / 1000) * 1000);
  session.visits = [...session.visits, { at: second, landingPage: page, referrer: from }].slice(-MOST);
}

/** What the visitor says when asked. A refusal takes back all that was recorded. */
export function decideConsent(
  session: Session,
  settings: StorefrontSettings,
  consent: "granted" | "declined",
  landing: Landing,
  origin: string,
): void {
  session.consent = consent;
  if (consent === "declined") session.visits = [];
  else noteVisit(session, settings, landing, origin);
}

/** The address a visitor came from, when it is not the shop's own; null otherwise. */
function outside(referrer: string | null, origin: string): string | null {
  const url = referrer ? URL.parse(referrer) : null;
  return url && /^https?:$/.test(url.protocol) && url.origin !== origin ? url.href : null;
}
