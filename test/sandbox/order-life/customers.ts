import type { Ids } from "#test/sandbox/order-life/ids.ts";
import type { Customer, Customers } from "#test/sandbox/order-life/shop.ts";

/** The customers as the books know them: also who was merged into whom. */
export type KnownCustomers = Customers & {
  /** Who a customer id is by now: itself, or the last it was merged into. */
  nowOf(id: string): string;
  /** Makes one of two; an e-mail is taken over by one who has none. */
  merge(kept: Customer, deleted: Customer): void;
};

const sameMail = (email: string) => email.trim().normalize("NFKC").toLowerCase();

/** The shop's customers by id and by e-mail. */
export function createCustomers(ids: Ids): KnownCustomers {
  const byId = new Map<string, Customer>();
  const byEmail = new Map<string, Customer>();
  const mergedInto = new Map<string, string>();

  function forgetEmail({ id, email }: Customer): void {
    if (email !== null && byEmail.get(sameMail(email))?.id === id) byEmail.delete(sameMail(email));
  }

  function nowOf(id: string): string {
    const next = mergedInto.get(id);
    return next === undefined ? id : nowOf(next);
  }

  function put(customer: Customer): void {
    const before = byId.get(customer.id);
    if (before) forgetEmail(before);
    byId.set(customer.id, customer);
    if (customer.email !== null) byEmail.set(sameMail(customer.email), customer);
  }

  return {
    find: (id) => byId.get(id) ?? null,
    findByEmail: (email) => byEmail.get(sameMail(email)) ?? null,
    keep({ id, ...rest }) {
      const twin = rest.email === null ? undefined : byEmail.get(sameMail(rest.email));
      if (id === undefined && twin) return twin;
      let made = id ?? ids("customer");
      while (id === undefined && (byId.has(made) || mergedInto.has(made))) made = ids("customer");
      const customer: Customer = { ...rest, id: made };
      put(customer);
      return customer;
    },
    nowOf,
    merge(kept, deleted) {
      byId.delete(deleted.id);
      forgetEmail(deleted);
      mergedInto.set(deleted.id, kept.id);
      put({ ...kept, email: kept.email ?? deleted.email });
    },
    latest: (count) => [...byId.values()].slice(-count).toReversed(),
    get size() {
      return byId.size;
    },
  };
}
