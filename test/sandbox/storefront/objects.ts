import { minorOf } from "#test/sandbox/order-life/decimal.ts";
import {
  COLLECTIONS,
  type Collection,
  PRODUCTS,
  type Product,
  priceOf,
  productsOf,
} from "#test/sandbox/order-life/products.ts";
import type { Customer } from "#test/sandbox/order-life/shop.ts";
import { hundredthsOf, pictureOf } from "#test/sandbox/storefront/cart-view.ts";
import { LOCALES } from "#test/sandbox/storefront/settings.ts";

const LANGUAGES = { en: "English", de: "Deutsch", da: "Dansk" };
const ROUTES = {
  root_url: "/",
  account_url: "/account",
  account_login_url: "/account",
  account_logout_url: "/account/logout",
  cart_url: "/cart",
  cart_add_url: "/cart/add",
  cart_change_url: "/cart/change",
  cart_clear_url: "/cart/clear",
  cart_update_url: "/cart/update",
  collections_url: "/collections",
  all_products_collection_url: "/collections/all",
};

/** The objects of Shopify's Liquid that every page has beside its own. */
export function everyPage(page: {
  readonly shop: {
    readonly name: string;
    readonly domain: string;
    readonly currency: string;
    readonly email?: string;
  };
  readonly origin: string;
  readonly path: string;
  readonly template: string;
  readonly title: string;
  readonly locale: string;
}): Record<string, unknown> {
  const { shop, origin, path, template, title, locale } = page;
  const language = (iso: (typeof LOCALES)[number]) => ({
    iso_code: iso,
    endonym_name: LANGUAGES[iso],
    name: LANGUAGES[iso],
  });
  return {
    shop: {
      name: shop.name,
      domain: new URL(origin).host,
      permanent_domain: shop.domain,
      url: origin,
      secure_url: origin,
      currency: shop.currency,
      email: shop.email ?? "",
    },
    request: {
      host: new URL(origin).host,
      origin,
      path,
      page_type: template,
      design_mode: false,
      locale: { iso_code: locale, primary: locale === "en", root_url: "/" },
    },
    localization: {
      language: LOCALES.filter((one) => one === locale).map(language)[0],
      available_languages: LOCALES.map(language),
    },
    routes: ROUTES,
    template: { name: template, suffix: null, directory: null },
    page_title: title,
    canonical_url: origin + path,
    product: null,
    collection: null,
  };
}

/** Liquid's `product`. `tint` is the theme's own: which ground its picture stands on. */
export function productObject(one: Product, currency: string): Record<string, unknown> {
  const price = hundredthsOf(minorOf(priceOf(one, currency), currency), currency);
  const variant = { id: Number(one.variantId), title: "Default Title", price, available: true };
  return {
    id: Number(one.productId),
    title: one.title,
    handle: one.handle,
    description: one.about,
    url: `/products/${one.handle}`,
    price,
    available: true,
    featured_image: pictureOf(one.handle),
    variants: [variant],
    selected_or_first_available_variant: variant,
    tint: PRODUCTS.indexOf(one) % 3,
  };
}

/** Liquid's `collection`, with its products. */
export function collectionObject(one: Collection, currency: string): Record<string, unknown> {
  return {
    id: Number(one.id),
    title: one.title,
    handle: one.handle,
    description: one.about,
    url: `/collections/${one.handle}`,
    products: productsOf(one).map((each) => productObject(each, currency)),
    products_count: productsOf(one).length,
  };
}

/** The collections as the head of every page lists them. */
export const aisles = () =>
  COLLECTIONS.map(({ title, handle, about }) => ({
    title,
    url: `/collections/${handle}`,
    description: about,
  }));

/** Liquid's `customer`; null when nobody is signed in. Ids above 2^53 stay text, as a number could not hold them. */
export function customerObject(customer: Customer | null): Record<string, unknown> | null {
  if (customer === null) return null;
  const { id, email, firstName, lastName } = customer;
  const name = [firstName, lastName].filter(Boolean).join(" ") || email || id;
  const number = Number(id);
  return {
    id: Number.isSafeInteger(number) ? number : id,
    email: email ?? "",
    first_name: firstName ?? "",
    last_name: lastName ?? "",
    name,
  };
}
