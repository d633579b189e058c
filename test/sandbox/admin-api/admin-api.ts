import type { Bulk } from "#test/sandbox/admin-api/bulk.ts";
import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { ApiFaults } from "#test/sandbox/admin-api/faults.ts";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import type { Bucket } from "#test/sandbox/admin-api/throttle.ts";
import type { Tokens } from "#test/sandbox/admin-api/tokens.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";

/** All that the stand-in's OAuth and GraphQL answers depend on. */
export type AdminApi = {
  readonly app: { readonly key: string; readonly secret: string };
  /** Granted scopes as Shopify lists them, the read scope of a write scope included. */
  readonly granted: readonly string[];
  /** The scopes as the app asked for them. */
  readonly asked: string;
  readonly shop: { readonly settings: ShopSettings };
  readonly admin: AdminSchema;
  readonly tokens: Tokens;
  readonly bucket: Bucket;
  readonly discounts: Discounts;
  readonly books: Books;
  readonly bulk: Bulk;
  readonly faults: ApiFaults;
  /** As if Shopify had granted read_all_orders: otherwise orders of the last 60 days are shown. */
  readonly hasAllOrders: boolean;
  /** Whether Shopify has put together by now how the buyer of an order of this instant (milliseconds) came; absent: at once. */
  readonly isJourneyReady?: (orderedAt: number) => boolean;
};
