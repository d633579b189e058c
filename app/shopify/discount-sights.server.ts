import { z } from "zod";
import { codeKey } from "#app/creators/code.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import {
  type DiscountRead,
  discountShape,
  isScoped,
  type ScopeRead,
  TERMS,
} from "#app/shopify/discount-terms.ts";

/** So many discounts are looked at in one call: it asks for some 20 points each, and 1,000 is the most. */
export const LOOKED_AT = 40;

/** A discount as it was read, with what it takes off from where that is not everything. */
export type ReadDiscount = { readonly read: DiscountRead; readonly scope: ScopeRead | undefined };

const NODES = `#graphql
  query DiscountsById($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on DiscountCodeNode { ...Terms } }
  }
  ${TERMS}`;

const nodesShape = z.object({ nodes: z.array(z.unknown()) });

/** Reads discounts by their ids, at most `LOOKED_AT`; one that is gone is left out. */
export async function readDiscounts(
  graphql: AdminGraphql,
  domain: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadDiscount>> {
  const { nodes } = await run(graphql, domain, NODES, { ids }, nodesShape);
  const found = new Map<string, ReadDiscount>();
  for (const node of nodes) {
    if (node === null) continue;
    const read = discountShape.parse(node);
    const scope = isScoped(read) ? await readScope(graphql, domain, read.id) : undefined;
    found.set(read.id, { read, scope });
  }
  return found;
}

const SCOPE = `#graphql
  query DiscountScope($id: ID!) {
    codeDiscountNode: node(id: $id) {
      ... on DiscountCodeNode {
        codeDiscount {
          ... on DiscountCodeBasic {
            customerGets {
              items {
                __typename
                ... on DiscountProducts {
                  products(first: 100) { nodes { id title } }
                  productVariants(first: 1) { nodes { id } }
                }
                ... on DiscountCollections { collections(first: 100) { nodes { id title } } }
              }
            }
          }
        }
      }
    }
  }`;

const items = z.object({ nodes: z.array(z.object({ id: z.string(), title: z.string() })) });
const scopeShape = z.object({
  codeDiscountNode: z
    .object({
      codeDiscount: z.object({
        customerGets: z
          .object({
            items: z.object({
              products: items.optional(),
              productVariants: z.object({ nodes: z.array(z.unknown()) }).optional(),
              collections: items.optional(),
            }),
          })
          .optional(),
      }),
    })
    .nullable(),
});

async function readScope(graphql: AdminGraphql, domain: string, id: string): Promise<ScopeRead> {
  const { codeDiscountNode: node } = await run(graphql, domain, SCOPE, { id }, scopeShape);
  const { products, productVariants, collections } = node?.codeDiscount.customerGets?.items ?? {};
  if (collections) return { kind: "collections", items: collections.nodes };
  const isOfVariants = (productVariants?.nodes.length ?? 0) > 0;
  return products && !isOfVariants ? { kind: "products", items: products.nodes } : null;
}

const CODES = `#graphql
  query CodesOfDiscount($id: ID!, $after: String) {
    codeDiscountNode: node(id: $id) {
      ... on DiscountCodeNode {
        codeDiscount {
          ... on DiscountCodeBasic { codes(first: 250, after: $after) { ...Codes } }
          ... on DiscountCodeFreeShipping { codes(first: 250, after: $after) { ...Codes } }
          ... on DiscountCodeBxgy { codes(first: 250, after: $after) { ...Codes } }
          ... on DiscountCodeApp { codes(first: 250, after: $after) { ...Codes } }
        }
      }
    }
  }
  fragment Codes on DiscountRedeemCodeConnection { nodes { id code } pageInfo { hasNextPage endCursor } }`;

const codesShape = z.object({
  codeDiscountNode: z
    .object({
      codeDiscount: z.object({
        codes: z.object({
          nodes: z.array(z.object({ id: z.string(), code: z.string() })),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        }),
      }),
    })
    .nullable(),
});

/** Every code of a discount, its id and as Shopify writes it, by the form in which codes compare. */
export async function readCodesOf(
  graphql: AdminGraphql,
  domain: string,
  id: string,
): Promise<ReadonlyMap<string, { readonly id: string; readonly code: string }>> {
  const codes = new Map<string, { id: string; code: string }>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof codesShape> = await run(graphql, domain, CODES, { id, after }, codesShape);
    const page = answer.codeDiscountNode?.codeDiscount.codes;
    for (const { id, code } of page?.nodes ?? []) codes.set(codeKey(code), { id, code });
    if (!page?.pageInfo.hasNextPage) return codes;
    after = page.pageInfo.endCursor;
  }
}
