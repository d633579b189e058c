import type { PlacedOrder, PlacedVisit } from "#test/sandbox/contract.ts";

/** A visit to the shop that Shopify recorded: it does so only with the shopper's consent. */
export type KeptVisit = {
  readonly at: number;
  /** Path and query of the page the visit began on, such as `/products/mug?ref=ada`; null when it is not known. */
  readonly landingPage: string | null;
  /** The address of the page that led there; null when there was none. */
  readonly referrer: string | null;
};

const DAY = 86_400_000;
/** Shopify looks so far back from an order. */
const WINDOW = 30 * DAY;
/** The names of the query in which Shopify reads who sent a visitor. */
const REFERRAL = ["ref", "source", "r"];

/**
 * The visits that led to an order, oldest first; null when Shopify recorded none. An order whose storyteller told of no
 * visits has one, of the page its session began on.
 */
export function keepJourney(placed: PlacedOrder): readonly KeptVisit[] | null {
  const { at, landingSite, referringSite } = placed;
  if (placed.journey !== undefined) {
    const visits = (placed.journey ?? []).map(keepVisit);
    const seen = visits.filter((visit) => visit.at <= at.getTime() && visit.at > at.getTime() - WINDOW);
    return seen.length === 0 ? null : seen.toSorted((a, b) => a.at - b.at);
  }
  if (!landingSite && !referringSite) return null;
  return [{ at: at.getTime(), landingPage: landingSite ?? null, referrer: referringSite ?? null }];
}

/** Who sent a visitor, as Shopify reads it from the query: the first of `ref`, `source` and `r` that is not empty. */
export function referralCodeOf({ landingPage }: Pick<KeptVisit, "landingPage">): string | null {
  const query = queryOf(landingPage);
  return REFERRAL.map((name) => query.get(name)).find(Boolean) ?? null;
}

/** The campaign parameters of a landing page; null when it has none. */
export function utmOf({ landingPage }: Pick<KeptVisit, "landingPage">): Record<string, string | null> | null {
  const query = queryOf(landingPage);
  const names = ["source", "medium", "campaign", "content", "term"];
  const found = Object.fromEntries(names.map((name) => [name, query.get(`utm_${name}`)]));
  return Object.values(found).some((value) => value !== null) ? found : null;
}

/** Whole days between the first visit and the order. */
export function daysBetween(first: KeptVisit, orderedAt: number): number {
  return Math.floor((orderedAt - first.at) / DAY);
}

function keepVisit({ at, landingPage, referrer }: PlacedVisit): KeptVisit {
  return { at: at.getTime(), landingPage, referrer };
}

function queryOf(landingPage: string | null): URLSearchParams {
  return new URL(landingPage ?? "/", "https://shop").searchParams;
}
