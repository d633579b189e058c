import { type Acts, tale } from "#test/sandbox/faces/act.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import type { Customer, Customers } from "#test/sandbox/order-life/shop.ts";

/** What happens to customers, and what they ask by law. */
export function customerActs({ shop, life }: ControlsOf, now: () => Date): Acts {
  const say = (what: string, topic: string) => tale(what, [topic], life.isInstalled());
  const who = (form: URLSearchParams, name: string) => findCustomer(shop.customers, form.get(name) ?? "");

  return {
    "/controls/customers/change": async (form) => {
      const { id } = who(form, "customer");
      const email = form.get("new-email")?.trim() ?? "";
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refused(422, `"${email}" is no e-mail address.`);
      await shop.saveCustomer({ id, email, at: now() });
      return say(`Customer ${id} is ${email} now`, "customers/update");
    },
    "/controls/customers/merge": async (form) => {
      const [kept, deleted] = [who(form, "kept"), who(form, "deleted")];
      await shop.mergeCustomers({ keptId: kept.id, deletedId: deleted.id, at: now() });
      return say(`${nameOf(deleted)} was merged into ${nameOf(kept)}`, "customers/merge");
    },
    "/controls/customers/wish": async (form) => {
      const customer = who(form, "customer");
      // Both are told to an app that was uninstalled, too.
      if (form.get("wish") === "forget") {
        await life.redactCustomer(customer.id, now());
        return tale(`${nameOf(customer)} is forgotten in the shop`, ["customers/redact"], true);
      }
      await life.requestData(customer.id, now());
      return tale(`${nameOf(customer)} asked for their data`, ["customers/data_request"], true);
    },
  };
}

/** A customer's name and e-mail, or their id when they have neither. */
export function nameOf({ id, email, firstName, lastName }: Customer): string {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  return [name, email].filter(Boolean).join(" · ") || `Customer ${id}`;
}

/** Finds who was typed: an e-mail, or Shopify's id. */
function findCustomer(customers: Customers, typed: string): Customer {
  const word = typed.trim();
  const found = customers.findByEmail(word) ?? customers.find(word);
  if (!found)
    throw new Refused(422, `"${word}" is no customer of the shop: type an e-mail or an id it knows.`);
  return found;
}
