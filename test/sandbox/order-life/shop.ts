import type {
  Made,
  MadeOrder,
  PlacedCancellation,
  PlacedCustomer,
  PlacedEdit,
  PlacedFulfilment,
  PlacedMerge,
  PlacedOrder,
  PlacedPayment,
  PlacedRefund,
} from "#test/sandbox/contract.ts";

/** The shop as its owner set it up. */
export type ShopSettings = {
  /** `demo.myshopify.com` */
  domain: string;
  name: string;
  currency: string;
  /** IANA, such as `Europe/Berlin`: offsets of created_at and the like. */
  timeZone: string;
  email?: string;
  taxesIncluded?: boolean;
  /** What the shop pays Shopify, as far as the API's budget goes; standard unless told. */
  plan?: "standard" | "plus";
  /** The host name its buyers see, such as `tidewater.example`; the myshopify domain unless told. */
  primaryHost?: string;
};

/** The host name of the shop's addresses. */
export function hostOf({ domain, primaryHost }: Pick<ShopSettings, "domain" | "primaryHost">): string {
  return primaryHost ?? domain;
}

/**
 * The played shop. Each of its verbs keeps the truth, queues its webhooks, and resolves when the queue of
 * deliveries has room again (await it: that is the back-pressure of a long play), not when they were acknowledged.
 */
export type Shop = {
  readonly settings: ShopSettings;
  /** One webhook: orders/create. Throws a sentence when the order cannot be (a price with too many decimals, ...). */
  placeOrder(order: PlacedOrder): Promise<MadeOrder>;
  /** Two webhooks: refunds/create and orders/updated. */
  refundOrder(refund: PlacedRefund): Promise<Made>;
  /** Two webhooks: orders/cancelled and orders/updated. */
  cancelOrder(cancellation: PlacedCancellation): Promise<Made>;
  /** Two webhooks: orders/paid and orders/updated. */
  payOrder(payment: PlacedPayment): Promise<Made>;
  /** orders/updated, and orders/fulfilled when nothing is left to send. */
  fulfilOrder(fulfilment: PlacedFulfilment): Promise<Made>;
  /** Two webhooks: orders/edited and orders/updated. */
  editOrder(edit: PlacedEdit): Promise<Made>;
  /** One webhook: customers/create, or customers/update for one with an id. */
  saveCustomer(customer: PlacedCustomer): Promise<Customer>;
  /** One webhook: customers/merge. */
  mergeCustomers(merge: PlacedMerge): Promise<void>;
  /** Number of orders kept. */
  readonly orderCount: number;
  /** The discounts the app made; `find` compares as Shopify does (trim, NFKC, lower case). */
  readonly discounts: {
    find(code: string): { readonly gid: string; readonly title: string } | null;
    readonly size: number;
  };
  readonly customers: Customers;
};

export type Customer = {
  /** Shopify's numeric id as a string. */
  readonly id: string;
  readonly email: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Milliseconds; absent for one whose making was never told. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
};

export type Customers = {
  find(id: string): Customer | null;
  findByEmail(email: string): Customer | null;
  /** Adds or renames one; sends no webhook. A missing id is made. */
  keep(customer: Omit<Customer, "id"> & { id?: string }): Customer;
  latest(count: number): readonly Customer[];
  readonly size: number;
};
