import { GraphQLError } from "graphql";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { matches } from "#test/sandbox/admin-api/catalogue-search.ts";
import { connection } from "#test/sandbox/admin-api/connection.ts";
import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";
import {
  COLLECTIONS,
  type Collection,
  PRODUCTS,
  type Product,
  productsOf,
} from "#test/sandbox/order-life/products.ts";
import { hostOf } from "#test/sandbox/order-life/shop.ts";

type Page = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  query?: string | null;
  sortKey?: string | null;
  reverse?: boolean | null;
  savedSearchId?: string | null;
};

/** A product's GID, and a collection's. */
export const productGid = (one: Product): string => `gid://shopify/Product/${one.productId}`;
export const collectionGid = (one: Collection): string => `gid://shopify/Collection/${one.id}`;

/** What the roots answer of the shop's products and collections; the scope is Shopify's own rule of their types. */
export function catalogueFields(api: AdminApi): Record<string, unknown> {
  const { settings } = api.shop;
  return {
    products: (page: Page) =>
      listed("products", page, PRODUCTS, (one) => ({
        id: one.productId,
        node: productNode(one, hostOf(settings)),
      })),
    collections: (page: Page) =>
      listed("collections", page, COLLECTIONS, (one) => ({
        id: one.id,
        node: collectionNode(one, hostOf(settings)),
      })),
    product: ({ id }: { id: string }) => findCatalogueNode(api, id, "Product"),
    collection: ({ id }: { id: string }) => findCatalogueNode(api, id, "Collection"),
  };
}

/** The product or collection of a GID; null when the shop has none such, or it is of another kind than `only`. */
export function findCatalogueNode(
  { shop }: Pick<AdminApi, "shop">,
  gid: string,
  only?: "Product" | "Collection",
): Record<string, unknown> | null {
  const host = hostOf(shop.settings);
  const product = PRODUCTS.find((one) => productGid(one) === gid);
  if (product && only !== "Collection") return productNode(product, host);
  const collection = COLLECTIONS.find((one) => collectionGid(one) === gid);
  return collection && only !== "Product" ? collectionNode(collection, host) : null;
}

function listed<One extends Product | Collection>(
  name: string,
  page: Page,
  all: readonly One[],
  show: (one: One) => { readonly id: string; readonly node: Record<string, unknown> },
) {
  const { first, last, before, savedSearchId, sortKey } = page;
  if (first == null && last == null)
    throw new GraphQLError(`you must provide one of first or last`, { extensions: { code: "BAD_REQUEST" } });
  if (last != null || before != null || savedSearchId != null)
    throw new NotSimulated(`${name}(last, before, savedSearchId)`);
  if (sortKey != null && !["ID", "TITLE"].includes(sortKey))
    throw new NotSimulated(`${name}(sortKey: ${sortKey})`);
  const found = all.filter((one) => matches({ ...one, id: show(one).id }, page.query ?? ""));
  const sorted = sortKey === "TITLE" ? found.toSorted((a, b) => (a.title < b.title ? -1 : 1)) : found;
  const shown = page.reverse ? sorted.toReversed() : sorted;
  return connection(shown.map((one) => show(one).node))(page);
}

function productNode(one: Product, host: string): Record<string, unknown> {
  return {
    __typename: "Product",
    id: productGid(one),
    title: one.title,
    handle: one.handle,
    status: "ACTIVE",
    onlineStoreUrl: `https://${host}/products/${one.handle}`,
  };
}

function collectionNode(one: Collection, host: string): Record<string, unknown> {
  return {
    __typename: "Collection",
    id: collectionGid(one),
    title: one.title,
    handle: one.handle,
    productsCount: { __typename: "Count", count: productsOf(one).length, precision: "EXACT" },
    products: (page: Page) => connection(productsOf(one).map((each) => productNode(each, host)))(page),
  };
}
