import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import type { Shop } from "#test/sandbox/order-life/shop.ts";
import type { AppProxy } from "#test/sandbox/storefront/app-proxy.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import type { Locale, StorefrontKnobs } from "#test/sandbox/storefront/settings.ts";

/** What the storefront shows and acts on. */
export type Storefront = {
  /** `http://localhost:4401`, and the address of the sandbox's home. */
  readonly origin: string;
  readonly adminOrigin: string;
  readonly shop: Shop;
  readonly books: Books;
  readonly discounts: Discounts;
  readonly knobs: StorefrontKnobs;
  /** The folder in which theme app extensions lie. */
  readonly extensions: string;
  /** Absent: the app has no app proxy. */
  readonly proxy: AppProxy | null;
  /** An app that the shop does not have has no blocks and no proxy. */
  readonly isInstalled: () => boolean;
  /** Played now. */
  readonly now: () => Date;
};

/** The language a session reads. */
export function localeOf({ knobs }: Storefront, { locale }: Session): Locale {
  return locale ?? knobs.get().locale;
}

/** Played now in whole seconds, as Shopify's instants are. */
export function secondOf({ now }: Storefront): Date {
  return new Date(Math.floor(now().getTime() / 1000) * 1000);
}
