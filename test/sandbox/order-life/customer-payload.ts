import { exact } from "#test/sandbox/order-life/json.ts";
import type { Customer } from "#test/sandbox/order-life/shop.ts";

/**
 * A customer as REST shows it: the body of customers/create and customers/update, and the `customer` of an order.
 * @param since when it was made, for one whose making nobody told
 */
export function customerPayload(
  customer: Customer,
  currency: string,
  write: (ms: number) => string,
  since: number,
) {
  return {
    id: exact(customer.id),
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    email: customer.email,
    first_name: customer.firstName ?? null,
    last_name: customer.lastName ?? null,
    created_at: write(customer.createdAt ?? since),
    updated_at: write(customer.updatedAt ?? since),
    currency,
    note: null,
    phone: null,
    state: "disabled",
    tags: "",
    tax_exempt: false,
    tax_exemptions: [],
    verified_email: true,
  };
}

/** The body of customers/merge: who is left and who is gone. */
export function mergePayload(keptId: string, deletedId: string) {
  return {
    admin_graphql_api_id_customer_kept: `gid://shopify/Customer/${keptId}`,
    admin_graphql_api_id_customer_deleted: `gid://shopify/Customer/${deletedId}`,
    admin_graphql_api_id_job_id: null,
    status: "completed",
    errors: [],
  };
}
