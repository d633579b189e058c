import type { PlacedCustomer, PlacedMerge } from "#test/sandbox/contract.ts";
import { customerPayload, mergePayload } from "#test/sandbox/order-life/customer-payload.ts";
import type { KnownCustomers } from "#test/sandbox/order-life/customers.ts";
import { type Ids, shopIdOf } from "#test/sandbox/order-life/ids.ts";
import { exact } from "#test/sandbox/order-life/json.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";
import type { Customer, ShopSettings } from "#test/sandbox/order-life/shop.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

/** What changing a customer needs of the books. */
type Page = {
  readonly ids: Ids;
  readonly settings: ShopSettings;
  readonly known: KnownCustomers;
  readonly orders: ReadonlyMap<string, KeptOrder>;
  write(ms: number): string;
};

type Wish = { readonly customerId: string; readonly at: Date };

/** How the shop's customers change, and what they may ask of it by law. Each throws a sentence when it cannot be. */
export function createPeople({ ids, settings, known, orders, write }: Page) {
  const about = { shop_id: exact(shopIdOf(settings.domain)), shop_domain: settings.domain };
  const ordersOf = (id: string) => [...orders.values()].filter((order) => order.customerId === id);
  const whoIs = ({ id, email }: Customer) => ({ id: exact(id), email, phone: null });

  function customerOf(id: string): Customer {
    const customer = known.find(id);
    if (!customer) throw new Error(`The shop has no customer ${id}.`);
    return customer;
  }

  return {
    /** Makes a customer, or changes one: its e-mail must be nobody else's. */
    saveCustomer({ id, at, ...rest }: PlacedCustomer): { customer: Customer; action: Action } {
      const before = id === undefined ? null : customerOf(id);
      const twin = rest.email === null ? null : known.findByEmail(rest.email);
      if (twin && twin.id !== id)
        throw new Error(`${rest.email} is the e-mail of customer ${twin.id} already.`);
      const updatedAt = Math.max(at.getTime(), (before?.updatedAt ?? 0) + 1000);
      const createdAt = before?.createdAt ?? at.getTime();
      const customer = known.keep({ ...before, ...rest, createdAt, updatedAt });
      const payload = customerPayload(customer, settings.currency, write, at.getTime());
      const topic = before === null ? "customers/create" : "customers/update";
      return { customer, action: { at: at.getTime(), topics: [{ topic, payload }] } };
    },

    /** Gives the orders of one to the other, in every payload and answer from now on; their `updated_at` stays. */
    merge({ keptId, deletedId, at }: PlacedMerge): { action: Action } {
      const [kept, deleted] = [customerOf(keptId), customerOf(deletedId)];
      if (kept.id === deleted.id) throw new Error("A customer cannot be merged with themselves: choose two.");
      known.merge(kept, deleted);
      for (const order of ordersOf(deleted.id)) order.customerId = kept.id;
      const payload = mergePayload(kept.id, deleted.id);
      return { action: { at: at.getTime(), topics: [{ topic: "customers/merge", payload }] } };
    },

    /** A customer asks what the app keeps of them. */
    requestData({ customerId, at }: Wish): { action: Action } {
      const customer = customerOf(customerId);
      const payload = {
        ...about,
        orders_requested: ordersOf(customer.id).map(({ id }) => exact(id)),
        customer: whoIs(customer),
        data_request: { id: exact(ids("dataRequest")) },
      };
      return { action: { at: at.getTime(), topics: [{ topic: "customers/data_request", payload }] } };
    },

    /** Shopify forgets a customer and tells the app to: the id and the orders stay, without e-mail and name. */
    redact({ customerId, at }: Wish): { action: Action } {
      const customer = customerOf(customerId);
      const theirs = ordersOf(customer.id);
      const payload = {
        ...about,
        customer: whoIs(customer),
        orders_to_redact: theirs.map(({ id }) => exact(id)),
      };
      known.keep({ id: customer.id, email: null });
      for (const order of theirs) {
        order.email = null;
        order.phone = null;
        order.shippingAddress = null;
      }
      return { action: { at: at.getTime(), topics: [{ topic: "customers/redact", payload }] } };
    },
  };
}
