import type { Ids } from "#test/sandbox/order-life/ids.ts";
import type { Customer, Customers } from "#test/sandbox/order-life/shop.ts";

const sameMail = (email: string) => email.trim().normalize("NFKC").toLowerCase();

/** The shop's customers by id and by e-mail. */
export function createCustomers(ids: Ids): Customers {
  const byId = new Map<string, Customer>();
  const byEmail = new Map<string, Customer>();
  return {
    find: (id) => byId.get(id) ?? null,
    findByEmail: (email) => byEmail.get(sameMail(email)) ?? null,
    keep({ id, ...rest }) {
      const twin = rest.email === null ? undefined : byEmail.get(sameMail(rest.email));
      if (id === undefined && twin) return twin;
      let made = id ?? ids("customer");
      while (id === undefined && byId.has(made)) made = ids("customer");
      const customer: Customer = { ...rest, id: made };
      byId.set(customer.id, customer);
      if (customer.email !== null) byEmail.set(sameMail(customer.email), customer);
      return customer;
    },
    latest: (count) => [...byId.values()].slice(-count).toReversed(),
    get size() {
      return byId.size;
    },
  };
}
