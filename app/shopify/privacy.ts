import { z } from "zod";
import type { CustomerId, OrderId } from "#app/kernel/id.ts";
import { normalEmail } from "#app/orders/customer.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { PayloadError, parseJson, readShape } from "#app/shopify/json.ts";

/** Whom a request of the law is about: as Shopify's customer, by the e-mail's keyed hash, by their orders; each may be missing. */
export type NamedPerson = {
  readonly customerId: CustomerId | null;
  readonly emailHash: string | null;
  readonly orderIds: readonly OrderId[];
};

/** A customer who asks what is kept of them; `requestId` is Shopify's own number of the wish. */
export type DataRequest = NamedPerson & { readonly requestId: string | null };

/** A customer who asks to be forgotten. The e-mail and the phone are in clear, to find the bodies that name them; never stored. */
export type Redact = NamedPerson & { readonly email: string | null; readonly phone: string | null };

const digits = z
  .union([z.number(), z.string()], "must be an id")
  .transform(String)
  .refine((value) => /^\d{1,20}$/.test(value), "must be an id of up to 20 digits");
const orderIds = z
  .array(digits.nullable())
  .nullish()
  .transform((ids) => (ids ?? []).filter((id) => id !== null));
const customer = z.object({
  id: digits.nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});
const shop = z.object({ shop_domain: z.string() });
const dataRequestShape = shop.extend({
  customer: customer.nullish(),
  orders_requested: orderIds,
  data_request: z.object({ id: digits.nullish() }).nullish(),
});
const redactShape = shop.extend({ customer: customer.nullish(), orders_to_redact: orderIds });

/** Fewer digits are no phone that could be told from any other number. */
const SHORTEST_PHONE = 7;

/** Reads a `customers/data_request` body. Throws PayloadError when it is another shop's than the header's (null: any), or names nobody. */
export function parseDataRequest(text: string, shopDomain: string | null, hash: PersonHash): DataRequest {
  const raw = readShape(dataRequestShape, parseJson(text));
  mustBeOf(shopDomain, raw);
  const requestId = raw.data_request?.id ?? null;
  return { ...personOf(raw.customer ?? {}, raw.orders_requested, hash), requestId };
}

/** Reads a `customers/redact` body. Throws PayloadError when it is another shop's than the header's, or names nobody. */
export function parseRedact(text: string, shopDomain: string, hash: PersonHash): Redact {
  const raw = readShape(redactShape, parseJson(text));
  mustBeOf(shopDomain, raw);
  const phone = raw.customer?.phone?.trim() ?? "";
  return {
    ...personOf(raw.customer ?? {}, raw.orders_to_redact, hash),
    email: normalEmail(raw.customer?.email ?? ""),
    phone: phone.replace(/\D/g, "").length < SHORTEST_PHONE ? null : phone,
  };
}

/** Reads a `shop/redact` body: nothing in it matters but whose it is. Throws PayloadError when that is not the header's shop. */
export function parseShopRedact(text: string, shopDomain: string): void {
  mustBeOf(shopDomain, readShape(shop, parseJson(text)));
}

function personOf(
  { id, email }: z.output<typeof customer>,
  orders: readonly string[],
  hash: PersonHash,
): NamedPerson {
  const normal = normalEmail(email ?? "");
  if (!id && normal === null && orders.length === 0)
    throw new PayloadError("customer: has neither id nor e-mail nor orders, so that nobody knows who asks");
  return {
    customerId: id ? (`gid://shopify/Customer/${id}` as CustomerId) : null,
    emailHash: normal === null ? null : hash.email(normal),
    orderIds: orders.map((order) => `gid://shopify/Order/${order}` as OrderId),
  };
}

/** Shopify signs the body only: what the header says of the shop must stand in the body, too. */
function mustBeOf(shopDomain: string | null, body: { shop_domain: string }): void {
  if (shopDomain !== null && body.shop_domain.toLowerCase() !== shopDomain)
    throw new PayloadError("shop_domain: is not the shop of the header");
}
