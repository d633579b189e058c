import { z } from "zod";
import type { OrderId } from "#app/kernel/id.ts";
import type { Journey } from "#app/orders/journey.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { JOURNEY_FIELDS, journeyIn, journeyShape } from "#app/shopify/journey-shapes.ts";

const JOURNEYS = `#graphql
  query Journeys($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { id ${JOURNEY_FIELDS} } }
  }`;

/** Orders asked for at a time: a call costs about six points for each. */
export const JOURNEYS_AT_ONCE = 50;

/**
 * Asks Shopify what it knows of the buyers of some orders, `JOURNEYS_AT_ONCE` at most: "not-ready" a while after the
 * order. Orders Shopify does not show are missing from the answer.
 */
export async function fetchJourneys(
  graphql: AdminGraphql,
  domain: string,
  ids: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, Journey | "not-ready">> {
  const shape = z.object({ nodes: z.array(journeyShape.extend({ id: z.string() }).nullable()) });
  const { nodes } = await run(graphql, domain, JOURNEYS, { ids }, shape);
  return new Map(nodes.flatMap((node) => (node ? [[node.id as OrderId, journeyIn(node)]] : [])));
}
