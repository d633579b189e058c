import type { Refuse } from "#test/sandbox/admin-api/discount-input.ts";
import type { Discount } from "#test/sandbox/admin-api/discounts.ts";
import { onlyKeys } from "#test/sandbox/admin-api/not-simulated.ts";
import { COLLECTIONS, PRODUCTS } from "#test/sandbox/order-life/products.ts";

/** DiscountItemsInput as GraphQL hands it over. */
export type ItemsInput = {
  all?: boolean | null;
  products?: { productsToAdd?: string[] | null; productsToRemove?: string[] | null } | null;
  collections?: { add?: string[] | null; remove?: string[] | null } | null;
};

/** Shopify takes so many products or collections on one discount. */
const MOST = 100;

/** Reads what a discount takes off from: everything, or some products or collections, changed from what it was. */
export function readScope(
  input: ItemsInput | null | undefined,
  before: Discount | null,
  refuse: Refuse,
): Discount["scope"] {
  if (!input) return before?.scope ?? null;
  onlyKeys("DiscountItemsInput", input, ["all", "products", "collections"]);
  onlyKeys("DiscountProductsInput", input.products ?? {}, ["productsToAdd", "productsToRemove"]);
  onlyKeys("DiscountCollectionsInput", input.collections ?? {}, ["add", "remove"]);
  if ([input.all, input.products, input.collections].filter(Boolean).length > 1) {
    refuse("customerGets.items", "CONFLICT", "Cannot entitle products and collections at the same time");
  }
  if (input.products) {
    const was = before?.scope && "products" in before.scope ? before.scope.products : [];
    const known = PRODUCTS.map(({ productId }) => productId);
    const { productsToAdd, productsToRemove } = input.products;
    return {
      products: changed(was, productsToAdd, productsToRemove, known, "products.productsToAdd", refuse),
    };
  }
  if (input.collections) {
    const was = before?.scope && "collections" in before.scope ? before.scope.collections : [];
    const { add, remove } = input.collections;
    const known = COLLECTIONS.map(({ id }) => id);
    return { collections: changed(was, add, remove, known, "collections.add", refuse) };
  }
  return null;
}

function changed(
  was: readonly string[],
  add: readonly string[] | null | undefined,
  remove: readonly string[] | null | undefined,
  known: readonly string[],
  path: string,
  refuse: Refuse,
): string[] {
  const ids = (gids: readonly string[] | null | undefined) =>
    (gids ?? []).map((gid) => gid.split("/").at(-1) ?? "");
  const unknown = ids(add).find((id) => !known.includes(id));
  if (unknown !== undefined)
    refuse(`customerGets.items.${path}`, "INVALID", `The id ${unknown} could not be found`);
  const removed = new Set(ids(remove));
  const now = [...new Set([...was.filter((id) => !removed.has(id)), ...ids(add)])];
  if (now.length === 0) refuse("customerGets.items", "BLANK", "Items in 'customer get' cannot be blank");
  if (now.length > MOST)
    refuse(`customerGets.items.${path}`, "EXCEEDED_MAX", `At most ${MOST} can be chosen`);
  return now;
}
