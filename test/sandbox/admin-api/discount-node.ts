import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { amountOf } from "#test/sandbox/admin-api/amount.ts";
import { findCatalogueNode } from "#test/sandbox/admin-api/catalogue-fields.ts";
import { connection } from "#test/sandbox/admin-api/connection.ts";
import { type Discount, statusOf } from "#test/sandbox/admin-api/discounts.ts";
import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";
import { formatMinor, minorOf } from "#test/sandbox/order-life/decimal.ts";

type Page = { first?: number | null; after?: string | null; query?: string | null };
type Seen = Pick<AdminApi, "discounts" | "shop">;

/** A DiscountCodeNode as GraphQL shows it. */
export function discountNode(api: Seen, discount: Discount): Record<string, unknown> {
  const { discounts, shop } = api;
  const { currency } = shop.settings;
  const codes = discounts.codesOf(discount).map((code, index) => redeemCode(discount, code, index));
  const isShipping = "shipping" in discount.value;
  return {
    __typename: "DiscountCodeNode",
    id: discount.gid,
    codeDiscount: {
      __typename: isShipping ? "DiscountCodeFreeShipping" : "DiscountCodeBasic",
      title: discount.title,
      status: statusOf(discount, discounts.now()),
      tags: discount.tags,
      startsAt: discount.startsAt,
      endsAt: discount.endsAt,
      createdAt: discount.createdAt,
      updatedAt: discount.updatedAt,
      appliesOncePerCustomer: discount.appliesOncePerCustomer,
      codes: (page: Page) => {
        if (page.query != null) throw new NotSimulated("codes(query)");
        return connection(codes)(page);
      },
      codesCount: { count: codes.length, precision: "EXACT" },
      minimumRequirement: minimumFields(discount, currency),
      ...(!isShipping && {
        customerGets: { items: itemsFields(api, discount), value: valueFields(discount, currency) },
      }),
      summary: summaryOf(discount, currency),
      shortSummary: summaryOf(discount, currency),
      usageLimit: discount.usageLimit ?? null,
    },
  };
}

/** Which codes of a discount these ids are of. */
export function codesWithIds(
  discounts: Seen["discounts"],
  discount: Discount,
  ids: readonly string[],
): string[] {
  const codes = discounts.codesOf(discount).map((code, index) => redeemCode(discount, code, index));
  return codes.filter(({ id }) => ids.includes(id)).map(({ code }) => code);
}

function redeemCode({ number }: Discount, code: string, index: number) {
  const id = index === 0 ? number : `${number}${String(index).padStart(6, "0")}`;
  return { __typename: "DiscountRedeemCode", id: `gid://shopify/DiscountRedeemCode/${id}`, code };
}

function minimumFields({ minimum }: Discount, currency: string): Record<string, unknown> | null {
  if (!minimum) return null;
  if ("quantity" in minimum) {
    return {
      __typename: "DiscountMinimumQuantity",
      greaterThanOrEqualToQuantity: String(minimum.quantity),
    };
  }
  return {
    __typename: "DiscountMinimumSubtotal",
    greaterThanOrEqualToSubtotal: { amount: amountOf(minimum.subtotal), currencyCode: currency },
  };
}

function itemsFields(api: Seen, { scope }: Discount): Record<string, unknown> {
  if (!scope) return { __typename: "AllDiscountItems", allItems: true };
  const nodes = (kind: string, ids: readonly string[]) =>
    connection(
      ids.flatMap((id) => {
        const node = findCatalogueNode(api, `gid://shopify/${kind}/${id}`);
        return node ? [node] : [];
      }),
    );
  return "products" in scope
    ? {
        __typename: "DiscountProducts",
        products: nodes("Product", scope.products),
        productVariants: connection([]),
      }
    : { __typename: "DiscountCollections", collections: nodes("Collection", scope.collections) };
}

function valueFields({ value }: Discount, currency: string): Record<string, unknown> {
  if ("percentage" in value) return { __typename: "DiscountPercentage", percentage: value.percentage };
  if ("shipping" in value) throw new Error("A discount of the shipping has no customerGets.");
  return {
    __typename: "DiscountAmount",
    amount: { amount: amountOf(value.amount), currencyCode: currency },
    appliesOnEachItem: value.appliesOnEachItem,
  };
}

/** What a discount does, in a line: "10% off entire order". */
export function summaryOf({ value, scope, minimum }: Discount, currency: string): string {
  const goods = !scope
    ? "entire order"
    : "products" in scope
      ? `${scope.products.length} ${scope.products.length === 1 ? "product" : "products"}`
      : `${scope.collections.length} ${scope.collections.length === 1 ? "collection" : "collections"}`;
  const least = !minimum
    ? ""
    : "quantity" in minimum
      ? ` • Minimum quantity of ${minimum.quantity}`
      : ` • Minimum purchase of ${minimum.subtotal} ${currency}`;
  if ("shipping" in value) return `Free shipping on entire order${least}`;
  if ("percentage" in value) return `${Number((value.percentage * 100).toFixed(4))}% off ${goods}${least}`;
  return `${formatMinor(minorOf(value.amount, currency), currency)} ${currency} off ${goods}${least}`;
}
