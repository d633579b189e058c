import type { Came } from "#app/orders/came.ts";

/** A visit Shopify's own journey tells of: when it began, and what its address said in `ref` (as links write it: lower case). */
export type JourneyVisit = { readonly at: Date; readonly ref: string };

/** What Shopify knows of an order's buyer up to the order. */
export type Journey = {
  /** The visits with a `ref`, oldest first. */
  readonly visits: readonly JourneyVisit[];
  /** How they came to their last visit before it; null where Shopify recorded none. */
  readonly came: Came | null;
  /** The how manieth order of its customer it is, test orders aside; null where Shopify does not say. */
  readonly position: number | null;
  /** How many orders its customer had placed when Shopify was asked; null where it does not say. */
  readonly orders: number | null;
};
