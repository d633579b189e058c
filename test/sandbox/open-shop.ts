import type { Discounts } from "#test/sandbox/admin-api/discounts.ts";
import type { Tokens } from "#test/sandbox/admin-api/tokens.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import type { Happening, Journal, ShopEvent } from "#test/sandbox/order-life/journal.ts";
import type { Shop } from "#test/sandbox/order-life/shop.ts";
import type { StorefrontKnobs } from "#test/sandbox/storefront/settings.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

type Kept = {
  readonly books: Books;
  readonly discounts: Discounts;
  readonly tokens: Tokens;
  readonly knobs: StorefrontKnobs;
};

/** Plays again, telling nobody, what the journal says happened before this start. */
export function restoreAll(
  happenings: readonly Happening[],
  { books, discounts, tokens, knobs }: Kept,
): void {
  for (const happening of happenings) {
    if (books.restore(happening)) continue;
    if ("discount" in happening) discounts.restore(happening.discount);
    if ("redeemCodes" in happening) discounts.restoreCodes(happening.redeemCodes);
    if ("grant" in happening) tokens.restore(happening.grant);
    if ("storefront" in happening) knobs.restore(happening.storefront);
    if ("life" in happening) restoreLife(happening.life, tokens);
  }
}

function restoreLife({ what }: ShopEvent, tokens: Tokens): void {
  if (what === "uninstalled") tokens.uninstall();
  if (what === "reinstalled") tokens.reinstall();
  if (what === "tokens-ended") tokens.expireAccess();
}

/** The shop as its storytellers use it: each change is written down, told by webhook, and waits for room. */
export function openShop(
  books: Books,
  discounts: Discounts,
  journal: Journal,
  tell: (action: Action) => Promise<void>,
): Shop {
  return {
    settings: books.settings,
    async placeOrder(placed) {
      const { made, action } = books.place(placed);
      journal.write({ order: placed });
      await tell(action);
      return made;
    },
    async refundOrder(placed) {
      const { made, action } = books.refund(placed);
      journal.write({ refund: placed });
      await tell(action);
      return made;
    },
    async cancelOrder(placed) {
      const { made, action } = books.cancel(placed);
      journal.write({ cancellation: placed });
      await tell(action);
      return made;
    },
    async payOrder(placed) {
      const { made, action } = books.pay(placed);
      journal.write({ payment: placed });
      await tell(action);
      return made;
    },
    async fulfilOrder(placed) {
      const { made, action } = books.fulfil(placed);
      journal.write({ fulfilment: placed });
      await tell(action);
      return made;
    },
    async editOrder(placed) {
      const { made, action } = books.edit(placed);
      journal.write({ edit: placed });
      await tell(action);
      return made;
    },
    async saveCustomer(placed) {
      const { customer, action } = books.saveCustomer(placed);
      journal.write({ customer });
      await tell(action);
      return customer;
    },
    async mergeCustomers(placed) {
      const { action } = books.merge(placed);
      journal.write({ merge: placed });
      await tell(action);
    },
    get orderCount() {
      return books.orders.size;
    },
    discounts,
    customers: {
      ...books.customers,
      keep(customer) {
        const kept = books.customers.keep(customer);
        journal.write({ customer: kept });
        return kept;
      },
      get size() {
        return books.customers.size;
      },
    },
  };
}
