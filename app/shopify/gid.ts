import { PayloadError } from "#app/shopify/json.ts";

/** A resource's GID, as the body gives it or from its digits. Throws PayloadError when it is another kind's, or none. */
export function gid(
  kind: "Order" | "LineItem" | "Refund" | "Customer",
  of: { id: string; admin_graphql_api_id?: string | null },
): string {
  const given = of.admin_graphql_api_id ?? `gid://shopify/${kind}/${of.id}`;
  if (new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`).test(given)) return given;
  throw new PayloadError(
    `admin_graphql_api_id: of ${kind} ${of.id} must be gid://shopify/${kind}/ and digits`,
  );
}
