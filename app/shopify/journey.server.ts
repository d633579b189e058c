import { z } from "zod";
import type { OrderId } from "#app/kernel/id.ts";
import type { JourneyVisit } from "#app/orders/journey.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";

const JOURNEY = `#graphql
  query OrderJourney($id: ID!) {
    order(id: $id) {
      customerJourneySummary {
        ready
        firstVisit { occurredAt referralCode }
        lastVisit { occurredAt referralCode }
      }
    }
  }`;

const visit = z.object({ occurredAt: z.coerce.date(), referralCode: z.string().nullable() }).nullable();
const shape = z.object({
  order: z
    .object({
      customerJourneySummary: z
        .object({ ready: z.boolean(), firstVisit: visit, lastVisit: visit })
        .nullable(),
    })
    .nullable(),
});

/**
 * Asks Shopify by which visits an order's buyer came: those with a `ref` (Shopify reads `ref`, `source` and `r`), oldest
 * first. None when there was no consent, or Shopify does not show the order. "not-ready" a while after the order.
 */
export async function fetchJourney(
  graphql: AdminGraphql,
  domain: string,
  id: OrderId,
): Promise<readonly JourneyVisit[] | "not-ready"> {
  const { order } = await run(graphql, domain, JOURNEY, { id }, shape);
  const journey = order?.customerJourneySummary;
  if (!journey) return [];
  if (!journey.ready) return "not-ready";
  const visits = [journey.firstVisit, journey.lastVisit].flatMap((each) => {
    const ref = each?.referralCode?.trim().toLowerCase().slice(0, LONGEST) ?? "";
    return each && ref !== "" && ref.isWellFormed() && !ref.includes("\0")
      ? [{ at: each.occurredAt, ref }]
      : [];
  });
  const once = new Map(visits.map((each) => [`${each.ref} ${Number(each.at)}`, each]));
  return [...once.values()].sort((a, b) => Number(a.at) - Number(b.at));
}

/** Longer than any link's slug: what is longer is nobody's. */
const LONGEST = 100;
