import { z } from "zod";
import { cameBy } from "#app/orders/came.ts";
import type { Journey } from "#app/orders/journey.ts";

const VISIT = "occurredAt referralCode landingPage referrerUrl";

/** What the Admin API says of the buyer of an order, up to the order. */
export const JOURNEY_FIELDS = `customer { numberOfOrders }
  customerJourneySummary { ready customerOrderIndex firstVisit { ${VISIT} } lastVisit { ${VISIT} } }`;

const visit = z.object({
  occurredAt: z.coerce.date(),
  referralCode: z.string().nullable(),
  landingPage: z.string().nullable(),
  referrerUrl: z.string().nullable(),
});

/** The shape of `JOURNEY_FIELDS`. */
export const journeyShape = z.object({
  customer: z.object({ numberOfOrders: z.coerce.number().int().nonnegative() }).nullable(),
  customerJourneySummary: z
    .object({
      ready: z.boolean(),
      customerOrderIndex: z.number().int().nullable(),
      firstVisit: visit.nullable(),
      lastVisit: visit.nullable(),
    })
    .nullable(),
});

/**
 * Reads what Shopify said of an order's buyer: visits with a `ref` (Shopify reads `ref`, `source` and `r`), oldest first,
 * how the buyer came to the last one, and its counts. Visits are none without consent.
 */
export function journeyIn(node: z.infer<typeof journeyShape>): Journey | "not-ready" {
  const { customer, customerJourneySummary: summary } = node;
  const orders = customer?.numberOfOrders ?? null;
  if (!summary) return { visits: [], came: null, position: null, orders };
  if (!summary.ready) return "not-ready";
  const { firstVisit, lastVisit, customerOrderIndex: position } = summary;
  const visits = [firstVisit, lastVisit].flatMap((each) => {
    const ref = each?.referralCode?.trim().toLowerCase().slice(0, LONGEST) ?? "";
    return each && ref !== "" && ref.isWellFormed() && !ref.includes("\0")
      ? [{ at: each.occurredAt, ref }]
      : [];
  });
  const once = new Map(visits.map((each) => [`${each.ref} ${Number(each.at)}`, each]));
  const came = lastVisit && cameBy(lastVisit.landingPage, lastVisit.referrerUrl);
  return {
    ...{ position, orders, came },
    visits: [...once.values()].sort((a, b) => Number(a.at) - Number(b.at)),
  };
}

/** Longer than any link's slug: what is longer is nobody's. */
const LONGEST = 100;
