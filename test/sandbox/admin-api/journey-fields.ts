import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { isoOf } from "#test/sandbox/admin-api/order-fields.ts";
import { daysBetween, type KeptVisit, referralCodeOf, utmOf } from "#test/sandbox/order-life/journey.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";
import { hostOf } from "#test/sandbox/order-life/shop.ts";

const SEARCH: Readonly<Record<string, string>> = {
  google: "Google",
  bing: "Bing",
  duckduckgo: "DuckDuckGo",
};
const PAID = ["cpc", "ppc", "paid", "paid_social"];

/** `Order.customerJourneySummary`: null when nothing was recorded, empty while it is not ready. */
export function journeySummary(api: AdminApi, order: KeptOrder): Record<string, unknown> | null {
  const visits = order.journey;
  const [first, last] = [visits?.[0], visits?.at(-1)];
  if (!visits || !first || !last) return null;
  const type = { __typename: "CustomerJourneySummary" };
  if (api.isJourneyReady?.(order.at) === false) {
    const unknown = { momentsCount: null, daysToConversion: null, customerOrderIndex: null };
    return { ...type, ready: false, firstVisit: null, lastVisit: null, ...unknown };
  }
  const node = (visit: KeptVisit, index: number) =>
    visitNode(visit, `${order.id}${index}`, hostOf(api.shop.settings));
  return {
    ...type,
    ready: true,
    firstVisit: node(first, 0),
    lastVisit: node(last, visits.length - 1),
    momentsCount: { __typename: "Count", count: visits.length, precision: "EXACT" },
    daysToConversion: daysBetween(first, order.at),
    customerOrderIndex: () => orderIndex(api, order),
  };
}

function visitNode(visit: KeptVisit, id: string, host: string): Record<string, unknown> {
  const { landingPage, referrer } = visit;
  const utm = utmOf(visit);
  return {
    __typename: "CustomerVisit",
    id: `gid://shopify/CustomerVisit/${id}`,
    occurredAt: isoOf(visit.at),
    landingPage: landingPage === null ? null : new URL(landingPage, `https://${host}`).href,
    referrerUrl: referrer,
    referralCode: referralCodeOf(visit),
    ...sourceOf(referrer, utm),
    utmParameters: utm && { __typename: "UTMParameters", ...utm },
  };
}

/** Where a visitor came from in Shopify's words: the campaign's own, a search engine, a host name, or "direct". */
function sourceOf(referrer: string | null, utm: Record<string, string | null> | null) {
  const host = referrer === null ? null : (URL.parse(referrer)?.hostname.replace(/^www\./, "") ?? null);
  const engine = SEARCH[host?.split(".")[0] ?? ""];
  const medium = utm?.medium?.toLowerCase() ?? "";
  if (PAID.includes(medium)) return { source: utm?.source ?? engine ?? "unknown", sourceType: "AD" };
  if (medium === "email") return { source: "email", sourceType: "NEWSLETTER" };
  if (engine) return { source: engine, sourceType: "SEO" };
  return { source: utm?.source ?? host ?? "direct", sourceType: host === null ? null : "LINK" };
}

/** Which of the customer's orders this is, test orders aside; null for a guest's. */
function orderIndex(api: AdminApi, { customerId, at, id }: KeptOrder): number | null {
  if (customerId === null) return null;
  return ordersOf(api, customerId).filter((one) => one.id !== id && one.at <= at).length + 1;
}

/** A customer's orders, test orders aside. */
export function ordersOf({ books }: AdminApi, customerId: string): KeptOrder[] {
  return [...books.orders.values()].filter((one) => one.customerId === customerId && !one.test);
}
