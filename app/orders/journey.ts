/** A visit Shopify's own journey tells of: when it began, and what its address said in `ref` (as links write it: lower case). */
export type JourneyVisit = { readonly at: Date; readonly ref: string };
