import { collectionGid, productGid } from "#test/sandbox/admin-api/catalogue-fields.ts";
import { matches } from "#test/sandbox/admin-api/catalogue-search.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import {
  COLLECTIONS,
  type Collection,
  PRODUCTS,
  type Product,
  priceOf,
  productsOf,
} from "#test/sandbox/order-life/products.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";

const SINCE = "2026-01-01T00:00:00Z";

/**
 * What the resource picker lists, in the shape App Bridge gives it to the app. `q` is what the merchant typed, `filter`
 * the app's own search, which nobody sees.
 */
export function listResources(
  asked: URLSearchParams,
  { settings }: { readonly settings: ShopSettings },
): readonly Record<string, unknown>[] {
  const [typed, filter] = [asked.get("q") ?? "", asked.get("filter") ?? ""];
  const isShown = (thing: { id: string; title: string; handle: string }) =>
    thing.title.toLowerCase().includes(typed.trim().toLowerCase()) && matches(thing, filter);
  switch (asked.get("type")) {
    case "product":
      return PRODUCTS.filter((one) => isShown({ ...one, id: one.productId })).map((one) =>
        productResource(one, settings),
      );
    case "collection":
      return COLLECTIONS.filter(isShown).map(collectionResource);
    default:
      throw new Refused(404, "Products and collections can be picked.");
  }
}

function productResource(one: Product, { currency, name }: ShopSettings): Record<string, unknown> {
  const id = productGid(one);
  return {
    id,
    title: one.title,
    handle: one.handle,
    descriptionHtml: `<p>${one.about}</p>`,
    availablePublicationCount: 1,
    createdAt: SINCE,
    updatedAt: SINCE,
    publishedAt: SINCE,
    hasOnlyDefaultVariant: true,
    images: [],
    options: [
      {
        id: `gid://shopify/ProductOption/${one.productId}`,
        name: "Title",
        position: 1,
        values: ["Default Title"],
      },
    ],
    productType: "",
    tags: [],
    templateSuffix: null,
    totalInventory: 100,
    totalVariants: 1,
    tracksInventory: false,
    vendor: name,
    status: "ACTIVE",
    variants: [
      {
        id: `gid://shopify/ProductVariant/${one.variantId}`,
        title: "Default Title",
        displayName: `${one.title} - Default Title`,
        price: priceOf(one, currency),
        position: 1,
        availableForSale: true,
        product: { id },
        sku: null,
        createdAt: SINCE,
        updatedAt: SINCE,
      },
    ],
  };
}

function collectionResource(one: Collection): Record<string, unknown> {
  return {
    id: collectionGid(one),
    title: one.title,
    handle: one.handle,
    description: one.about,
    descriptionHtml: `<p>${one.about}</p>`,
    availablePublicationCount: 1,
    image: null,
    productsAutomaticallySortedCount: 0,
    productsCount: productsOf(one).length,
    productsManuallySortedCount: productsOf(one).length,
    publicationCount: 1,
    ruleSet: null,
    seo: { description: null, title: null },
    sortOrder: "MANUAL",
    storefrontId: collectionGid(one),
    templateSuffix: null,
    updatedAt: SINCE,
  };
}
